"""What import-linter cannot say: single modules of third parties, and who may import the entry points."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source_files import ROOT, python_files, shown, tree_of

ENTRY_POINTS = (
    "wiring",
    "steps",
    "doors",
    "health",
    "web",
    "worker",
    "embedded",
    "cli",
    "commands",
    "demo",
    "doctor",
    "supervision",
    "temporal_connection",
)


OUTSIDE_THE_SANDBOX = ("client", "schedule", "worker")


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield module
                yield from (f"{module}.{alias.name}" for alias in names)


def _is_entry_point(path: Path) -> bool:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[0] == "kindregards" and parts[1] in {*ENTRY_POINTS, "__main__"}


def test_entry_points_are_imported_only_by_each_other() -> None:
    forbidden = tuple(f"kindregards.{name}" for name in ENTRY_POINTS)

    found = [
        f"{shown(path)} imports {module}"
        for path in python_files()
        if not _is_entry_point(path)
        for module in _imports(path)
        if module in forbidden or module.startswith(tuple(f"{name}." for name in forbidden))
    ]

    assert found == []


def test_workflows_use_the_temporal_client_only_outside_the_sandbox() -> None:
    found = [
        shown(path)
        for path in python_files()
        if path.is_relative_to(ROOT / "workflows") and path.stem not in OUTSIDE_THE_SANDBOX
        for module in _imports(path)
        if module.startswith("temporalio.client")
    ]

    assert found == []
