"""Every command that the documents name exists, and its help gives an example."""

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer import Typer
from typer.main import get_command
from typer.testing import CliRunner

from kindregards.cli import app

ROOT = Path(__file__).parent.parent
TEXT = "\n".join(
    path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))
)
CODE = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", TEXT, re.DOTALL))
MODULES = sorted(set(re.findall(r"python -m ([a-z][\w.]+\w)", CODE)))
TESTS = sorted(set(re.findall(r"\b(tests/[\w/]+\.py)", CODE)))
VERBS = sorted(set(re.findall(r"(?:^|[`=\w] |`)make ([a-z-]+)", CODE, re.MULTILINE)))
COMMANDS = sorted(set(re.findall(r"(?:^|`|bin/)kindregards ([a-z][a-z-]*(?: [a-z][a-z-]*)?)", CODE, re.MULTILINE)))


def paths(typer: Typer) -> Iterator[tuple[str, ...]]:
    """Yield every command, and every group of commands, as it is typed."""
    for name, command in getattr(get_command(typer), "commands", {}).items():
        yield (name,)
        yield from ((name, below) for below in getattr(command, "commands", {}))


KNOWN = list(paths(app))


@pytest.mark.parametrize("path", KNOWN, ids=" ".join)
def test_the_help_of_every_command_gives_an_example(path: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*path, "--help"])

    assert result.exit_code == 0
    assert "Example" in result.output
    assert f"kindregards {path[0]}" in result.output


def test_every_command_that_is_named_exists() -> None:
    groups = {path[0] for path in KNOWN if len(path) > 1}

    assert len(COMMANDS) > 10
    for command in COMMANDS:
        first, *rest = command.split()
        assert (first, *rest) in KNOWN if first in groups else (first,) in KNOWN, command


def test_every_module_test_and_verb_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert MODULES
    assert [name for name in MODULES if find_spec(name) is None] == []
    assert [name for name in TESTS if not (ROOT / name).is_file()] == []
    assert {"run", "test"} <= set(VERBS) <= targets


@pytest.mark.proof
@pytest.mark.parametrize("module", MODULES)
def test_the_help_of_every_module_gives_an_example_and_does_nothing_else(module: str) -> None:
    asked = subprocess.run(  # noqa: S603 -- modules of ours
        [sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )

    assert f"python -m {module}" in asked.stdout.casefold().partition("example")[2]
