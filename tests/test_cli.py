"""The command line: help with examples, sentences instead of tracebacks, exit codes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kindregards.cli import app, run

COMMANDS = ("up", "demo", "web", "worker", "migrate", "doctor", "fake-providers")


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Run each test in an empty folder without variables of ours."""
    for variable in [name for name in os.environ if name.startswith("KINDREGARDS_")]:
        monkeypatch.delenv(variable)
    monkeypatch.chdir(tmp_path)


def test_the_help_lists_every_command_with_a_sentence() -> None:
    result = CliRunner().invoke(app, ["--help"])

    assert all(command in result.output for command in COMMANDS)


def test_wrong_settings_become_sentences_and_exit_code_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KINDREGARDS_PORT", "99999")

    code = run(["migrate"])

    assert code == 1
    assert capsys.readouterr().err == (
        "These settings need a change:\nKINDREGARDS_PORT cannot be used: input should be less than or equal to 65535.\n"
    )


def test_an_unknown_command_is_refused_with_exit_code_two(capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["sing"])

    assert code == 2
    assert "No such command 'sing'" in capsys.readouterr().err


def test_migrate_checks_changes_and_then_finds_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    first, changed, second = run(["migrate", "--check"]), run(["migrate"]), run(["migrate", "--check"])

    assert (first, changed, second) == (1, 0, 0)
    assert "this program needs" in capsys.readouterr().out


def test_the_env_file_of_the_present_folder_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".env").write_text("KINDREGARDS_ENVIRONMENT=production\n")

    code = run(["migrate"])

    assert code == 1
    assert "KINDREGARDS_SECRET_KEY is missing: production needs it" in capsys.readouterr().err


def test_the_module_is_the_same_as_the_command() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "kindregards", "--help"], capture_output=True, text=True, check=True, timeout=30
    )

    assert "Usage: kindregards" in result.stdout
