"""`run.json`: tells other programs which processes make up a running system and where they answer."""

import json
from collections.abc import Mapping
from pathlib import Path

PartFacts = Mapping[str, Mapping[str, str | None]]
RunningParts = Mapping[str, Mapping[str, int | str | None]]


def write_run_file(path: Path, parts: RunningParts) -> None:
    """Replace the file in one step, so that a reader never sees half of it."""
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(parts, indent=2) + "\n", encoding="utf-8")
    draft.replace(path)


def remove_run_file(path: Path) -> None:
    """Say that nothing runs here any more."""
    path.unlink(missing_ok=True)
