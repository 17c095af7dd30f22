"""Nothing in the project depends on, or tells of, the machine it was written on."""

import re
from pathlib import Path

from tests.architecture.source_files import ROOT, shown, tracked_files

HOME_FOLDERS = re.compile(
    r"(?<![\w.])/(?:home|Users)/(?!kindregards\b)[a-z]\w+/|(?<![\w.])/(?:root)/|[A-Z]:\\\\Users\\\\"
)


def _told(text: str) -> list[str]:
    found = HOME_FOLDERS.findall(text)
    return [*found, str(ROOT)] if len(ROOT.parts) > 2 and str(ROOT) + "/" in text else found


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    telling = {shown(path): found for path in tracked_files() if (found := _told(_text(path)))}

    assert telling == {}


def test_the_search_for_paths_finds_one() -> None:
    sample = f"open('{ROOT}/notes.txt'); open('/home/" + "alice/notes.txt')"

    assert len(_told(sample)) == 2


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""  # a picture
