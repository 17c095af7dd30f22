"""Templates as files on the command line."""

import os
from pathlib import Path

import pytest

from kindregards.cli import run

NAME = "en.not_selected.warm.any.any.toml"


@pytest.fixture(autouse=True)
def installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_url: str) -> None:
    """Run each test in an empty folder, on a fresh migrated database."""
    for variable in [name for name in os.environ if name.startswith("KINDREGARDS_")]:
        monkeypatch.delenv(variable)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KINDREGARDS_DATABASE_URL", sqlite_url)


def letters(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir(exist_ok=True)
    return folder


def test_wrong_files_are_named_without_a_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (letters(tmp_path) / NAME).write_text('greeting = "Hi ((candidat_name))"')
    (letters(tmp_path) / "notes.toml").write_text("")

    code = run(["templates", "check", str(letters(tmp_path))])

    said = capsys.readouterr().err
    assert code == 1
    assert f"{NAME}: greeting 1:" in said
    assert "did you mean ((candidate_name))?" in said
    assert "notes.toml: " in said


def test_files_come_in_as_drafts_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (letters(tmp_path) / NAME).write_text('greeting = "Hello ((candidate_name)),"', encoding="utf-8")

    first = run(["templates", "import", str(letters(tmp_path)), "--note", "from git"])
    again = run(["templates", "import", str(letters(tmp_path))])
    out = run(["templates", "export", str(tmp_path / "published")])

    said = capsys.readouterr().out
    assert (first, again, out) == (0, 0, 0)
    assert "en.not_selected.warm.any.any  draft 1" in said
    assert "0 drafts; 1 files say nothing new." in said
    assert "0 templates are in" in said
