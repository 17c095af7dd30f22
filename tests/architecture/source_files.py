"""The program's own files, as the architecture tests read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("kindregards", "workflows", "activities", "api", "approval_ui", "candidate_ui")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files() -> list[Path]:
    """Return every Python file of the packages, without generated migrations."""
    files = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return [path for path in files if "versions" not in path.parts]


def files_of_tests() -> list[Path]:
    """Return every Python file of the tests."""
    return sorted((ROOT / "tests").rglob("*.py"))


def tracked_files() -> list[Path]:
    """Return every file that git knows."""
    command = ["git", "ls-files"]
    listed = subprocess.run(  # noqa: S603 -- git itself
        command, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [path for name in listed.splitlines() if (path := ROOT / name).is_file()]


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions_of(path: Path) -> Iterator[Function]:
    """Return every function of the file, inner ones too."""
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def lines_of(function: Function) -> int:
    """Return how many lines the function takes from `def`; tables of test cases above it are no code."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def shown(path: Path) -> str:
    """Return the path as a reader of a failure wants it."""
    return str(path.relative_to(ROOT))
