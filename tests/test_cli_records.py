"""Staff, groups and API keys on the command line."""

import io
import json
import os
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kindregards.cli import app, run

COMMANDS = ("user create", "user list", "user disable", "user reset-password", "group create", "group list")
POLICY_COMMANDS = ("policy list", "policy show", "policy backtest", "policy activate")
KEY_COMMANDS = ("api-key create", "api-key list", "api-key revoke")


@pytest.fixture(autouse=True)
def installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_template: Path) -> None:
    """Run each test in an empty folder, on a fresh migrated database."""
    for variable in [name for name in os.environ if name.startswith("KINDREGARDS_")]:
        monkeypatch.delenv(variable)
    monkeypatch.chdir(tmp_path)
    shutil.copy(sqlite_template, tmp_path / "kindregards.db")
    monkeypatch.setenv("KINDREGARDS_DATABASE_URL", f"sqlite:///{tmp_path}/kindregards.db")


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> "Said":
    """Return what runs a command and gives back what it said."""
    return Said(capsys)


class Said:
    """Runs commands."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: str) -> str:
        """Return what a command that succeeds says."""
        code = run(list(arguments))
        output = self.capsys.readouterr()
        assert code == 0, output.err
        return output.out

    def refused(self, *arguments: str) -> str:
        """Return the sentence by which a command is refused."""
        assert run(list(arguments)) == 1
        return self.capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS + KEY_COMMANDS + POLICY_COMMANDS)
def test_the_help_of_every_command_gives_an_example(command: str) -> None:
    result = CliRunner().invoke(app, [*command.split(), "--help"])

    assert result.exit_code == 0
    assert "Example" in result.output
    assert f"kindregards {command}" in result.output


def test_a_user_is_added_listed_and_shut_out(said: Said) -> None:
    added = said("user", "create", "li@example.com", "--name", "李雷", "--role", "lead", "--group", "recruiters")
    said("user", "disable", "li@example.com")

    (user,) = json.loads(said("user", "list", "--json"))
    assert "Password (shown once): " in added
    assert (user["email"], user["name"], user["role"]) == ("li@example.com", "李雷", "lead")
    assert (user["groups"], user["is_disabled"]) == (["recruiters"], True)
    assert said("user", "list") == "li@example.com  李雷  disabled  recruiters\n"


def test_a_password_is_read_from_standard_input_and_not_shown(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery\n"))
    added = said("user", "create", "li@example.com", "--name", "Li", "--password-stdin")
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    refused = said.refused("user", "reset-password", "li@example.com", "--password-stdin")

    assert "correct horse" not in added
    assert "12 to 200 characters" in refused


def test_a_new_password_is_made_and_shown_once(said: Said) -> None:
    said("user", "create", "li@example.com", "--name", "Li")

    assert "Password (shown once): " in said("user", "reset-password", "li@example.com")


def test_a_group_is_added_before_users_belong_to_it(said: Said) -> None:
    missing = said.refused("user", "create", "li@example.com", "--name", "Li", "--group", "board")
    said("group", "create", "board")
    said("user", "create", "li@example.com", "--name", "Li", "--group", "board")

    assert "There is no group 'board'" in missing
    assert said("group", "list") == "board\nrecruiters\n"
    assert json.loads(said("group", "list", "--json")) == ["board", "recruiters"]


def test_a_key_is_printed_alone_listed_and_revoked(said: Said) -> None:
    key = said("api-key", "create", "our ATS", "--test", "--expires-in-days", "7").strip()
    key_id = key.split("_")[2]
    said("api-key", "revoke", key_id)

    (facts,) = json.loads(said("api-key", "list", "--json"))
    assert key.startswith("kr_test_")
    assert (facts["id"], facts["label"], facts["is_test"]) == (key_id, "our ATS", True)
    assert facts["revoked_at"]
    assert said("api-key", "list") == f"{key_id}  revoked  our ATS  never used\n"
    assert "no API key 'x'" in said.refused("api-key", "revoke", "x")


def test_before_migrating_the_way_out_is_named(said: Said, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KINDREGARDS_DATABASE_URL", f"sqlite:///{tmp_path}/empty.db")

    assert "kindregards migrate" in said.refused("group", "list")


def test_policies_are_read_back_tested_and_activated(said: "Said") -> None:
    shown = said("policy", "show", "default", "--lang", "zh-CN")
    listed = json.loads(said("policy", "list", "--json"))
    report = said("policy", "backtest", "default")
    activated = said("policy", "activate", "default", "--version", "1")

    assert "规则 2：得分低于 60 时，不通过（原因：面试表现）" in shown
    assert [(each["name"], each["version"], each["state"]) for each in listed] == [("default", 1, "active")]
    assert "0 evaluations replayed" in report
    assert "decides from now on" in activated
    assert "no version 9" in said.refused("policy", "activate", "default", "--version", "9")


def test_where_a_second_person_is_wanted_the_command_line_activates_nothing(
    said: "Said", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KINDREGARDS_POLICY_SECOND_PERSON", "true")

    assert "activate it in the console" in said.refused("policy", "activate", "default", "--version", "1")


def test_a_dry_run_of_retention_counts_and_changes_nothing(said: Said) -> None:
    assert json.loads(said("retention", "--dry-run", "--json")) == {
        "dry_run": True,
        "forgotten": 0,
        "kept_records": 0,
        "cleared": 0,
        "held": 0,
    }
    assert "changed" in said("retention", "--dry-run")
