"""What `up` decides before it starts anything."""

import os
import socket
from pathlib import Path

import pytest

from kindregards.settings import load_settings
from kindregards.supervision.plan import Plan, PortInUseError, plan_for
from kindregards.supervision.program import READY_FILE_VARIABLE


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test without variables of ours."""
    for variable in [name for name in os.environ if name.startswith("KINDREGARDS_")]:
        monkeypatch.delenv(variable)


def _plan(tmp_path: Path, **given: object) -> Plan:
    return plan_for(load_settings(env_file=None, **{"data_dir": tmp_path, "port": 0, **given}))


def test_our_processes_are_told_every_decision(tmp_path: Path) -> None:
    plan = _plan(tmp_path)

    for program in (plan.web, plan.worker):
        told = program.environment
        assert told["KINDREGARDS_DATA_DIR"] == str(tmp_path)
        assert told["KINDREGARDS_TEMPORAL_ADDRESS"] == plan.details["temporal"]["address"]
        assert plan.details["web"]["url"] == f"http://127.0.0.1:{told['KINDREGARDS_PORT']}"
        assert Path(told[READY_FILE_VARIABLE]).name == f"{program.name}.ready"
    assert plan.web.environment["KINDREGARDS_BOOTSTRAP_ADMIN"].startswith("admin@example.com:")


def test_what_they_are_told_loads_as_the_settings_decided_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = _plan(tmp_path)
    for name, value in plan.web.environment.items():
        monkeypatch.setenv(name, value)

    settings = load_settings()

    assert settings.data_dir == tmp_path
    assert settings.public_base_url == plan.details["web"]["url"]


def test_a_setting_given_as_a_file_does_not_contradict_a_decision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "format").write_text("console")
    monkeypatch.setenv("KINDREGARDS_LOG_FORMAT_FILE", str(tmp_path / "format"))

    told = _plan(tmp_path).web.environment

    assert told["KINDREGARDS_LOG_FORMAT"] == "json"
    assert "KINDREGARDS_LOG_FORMAT_FILE" not in told


def test_temporal_keeps_its_workflows_in_the_data_dir_on_loopback(tmp_path: Path) -> None:
    temporal = _plan(tmp_path).temporal

    assert temporal is not None
    command = " ".join(temporal.command)
    assert f"--db-filename {tmp_path}/temporal.db" in command
    assert "--sqlite-pragma journal_mode=wal --sqlite-pragma synchronous=normal" in command
    assert "--ip 127.0.0.1" in command
    assert "--search-attribute KindRegardsCompany=Keyword" in command


def test_a_server_elsewhere_is_used_instead_of_an_own_one(tmp_path: Path) -> None:
    plan = _plan(tmp_path, temporal_address="temporal.internal:7233")

    assert plan.temporal is None
    assert plan.worker.environment["KINDREGARDS_TEMPORAL_ADDRESS"] == "temporal.internal:7233"
    assert plan.details["temporal"] == {"address": "temporal.internal:7233", "ui": None}


def test_a_port_in_use_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        with pytest.raises(PortInUseError, match=f"Port {port} of 127.0.0.1 is in use: choose another by --port"):
            _plan(tmp_path, port=port)


def test_the_person_is_shown_console_sign_in_and_key(tmp_path: Path) -> None:
    shown = dict(_plan(tmp_path).facts)

    assert set(shown) == {"Console", "First sign-in", "API key", "Workflows", "Data and logs"}
    assert shown["First sign-in"].startswith("admin@example.com / ")


def test_a_public_address_is_shown_instead_of_the_port(tmp_path: Path) -> None:
    shown = dict(_plan(tmp_path, public_base_url="https://letters.example.com").facts)

    assert shown["Console"] == "https://letters.example.com"


def test_listening_on_every_address_is_reached_by_loopback(tmp_path: Path) -> None:
    url = _plan(tmp_path, host="0.0.0.0").details["web"]["url"]  # noqa: S104 -- nothing listens here

    assert url is not None
    assert url.startswith("http://127.0.0.1:")
