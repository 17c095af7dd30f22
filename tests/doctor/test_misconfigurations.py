"""What the doctor says of systems that somebody set up wrongly: each in plain words, with what to do."""

import base64
import json
import os
import secrets
import socket
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kindregards.cli import app
from kindregards.clock import now
from kindregards.doctor.database_check import clock_finding
from kindregards.doctor.finding import Verdict
from kindregards.domain.accounts import Role
from kindregards.domain.languages import Language
from kindregards.domain.ports.accounts import NewUser
from kindregards.settings import load_settings
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.database import Database
from kindregards.wiring import build_stores
from tests.world import QUICK_POLICY, Trigger, prepare_company

ANOTHER_KEY = base64.b64encode(secrets.token_bytes(32)).decode()
ANOTHER_SECRET = secrets.token_urlsafe(48)
PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": ANOTHER_SECRET,
    "ENCRYPTION_KEYS": ANOTHER_KEY,
    "DATABASE_URL": "postgresql://kr:hidden@127.0.0.1:1/kr",
    "TEMPORAL_ADDRESS": "127.0.0.1:1",
    "PUBLIC_BASE_URL": "https://127.0.0.1:1",
    "COMPANY_NAME": "晴川科技",
}
SENDGRID = {"EMAIL_CHANNEL": "sendgrid", "EMAIL_FROM": "Jobs <jobs@example.com>"}
SMTP = {"EMAIL_CHANNEL": "smtp", "EMAIL_FROM": "jobs@example.com"}
MISCONFIGURED: list[tuple[dict[str, str], tuple[str, ...]]] = [
    ({"ENCRYPTION_KEYS": "abc"}, ("KINDREGARDS_ENCRYPTION_KEYS", "openssl rand -base64 32")),
    ({"ENCRYPTION_KEYS": ANOTHER_KEY}, ("KINDREGARDS_ENCRYPTION_KEYS", "Put the old key back")),
    ({"SECRET_KEY": ANOTHER_SECRET}, ("KINDREGARDS_SECRET_KEY", "nobody can sign in")),
    ({"SECRET_KEY_FILE": "/nowhere/key"}, ("KINDREGARDS_SECRET_KEY_FILE", "/nowhere/key", "no such file")),
    ({"SECRET_KEY": ANOTHER_SECRET, "SECRET_KEY_FILE": "/nowhere/key"}, ("both set", "keep one")),
    ({"DATA_DIR": "/proc/nowhere"}, ("KINDREGARDS_DATA_DIR", "/proc/nowhere", "Choose a folder")),
    ({"DATABASE_URL": "mysql://kr:hidden@db/kr"}, ("KINDREGARDS_DATABASE_URL", "postgresql://")),
    (
        {"DATABASE_URL": "postgresql://kr:hidden@127.0.0.1:1/letters"},
        ("letters at 127.0.0.1:1", "nothing listens there", "KINDREGARDS_DATABASE_URL"),
    ),
    ({"DATABASE_URL": "sqlite:////nowhere/kr.db"}, ("There is no database at /nowhere/kr.db", "kindregards migrate")),
    ({"TEMPORAL_ADDRESS": "127.0.0.1:1"}, ("127.0.0.1:1", "Connection refused", "start it")),
    ({"TEMPORAL_ADDRESS": "localhost"}, ("KINDREGARDS_TEMPORAL_ADDRESS", "127.0.0.1:7233")),
    (SENDGRID, ("KINDREGARDS_SENDGRID_API_KEY is missing",)),
    (SENDGRID | {"SENDGRID_API_KEY": "abc"}, ("KINDREGARDS_SENDGRID_API_KEY", "SG.", "Copy the whole key")),
    (SENDGRID | {"SENDGRID_API_KEY": "SG.x", "EMAIL_FROM": "jobs"}, ("KINDREGARDS_EMAIL_FROM", "jobs@example.com")),
    ({"SENDGRID_API_KEY": "SG.x"}, ("KINDREGARDS_EMAIL_CHANNEL is mailbox", "set it to sendgrid")),
    ({"EMAIL_CHANNEL": "smtp"}, ("KINDREGARDS_SMTP_URL is missing",)),
    (
        {"SMS_CHANNEL": "twilio", "TWILIO_ACCOUNT_SID": "AC" + "0" * 32},
        ("KINDREGARDS_TWILIO_AUTH_TOKEN is missing", "KINDREGARDS_TWILIO_FROM is missing"),
    ),
    ({"TWILIO_ACCOUNT_SID": "SK123"}, ("KINDREGARDS_TWILIO_ACCOUNT_SID", "begin with AC")),
    (PRODUCTION | {"PUBLIC_BASE_URL": "http://letters.example.com"}, ("KINDREGARDS_PUBLIC_BASE_URL", "https://")),
    (PRODUCTION | {"PUBLIC_BASE_URL": "https://127.0.0.1:1/hr"}, ("ends in /hr", "served at the root")),
    (PRODUCTION, ("stay in the mailbox", "no candidate receives them")),
    (PRODUCTION | {"SECRET_KEY": ""}, ("KINDREGARDS_SECRET_KEY is missing", ".env.example")),
    ({"PUBLIC_BASE_URL": "https://127.0.0.1:1"}, ("does not answer", "KINDREGARDS_PUBLIC_BASE_URL")),
    ({"EMAIL_CHANEL": "smtp"}, ("KINDREGARDS_EMAIL_CHANEL is no setting", "Is KINDREGARDS_EMAIL_CHANNEL meant?")),
    ({"COMPANY_TIMEZONE": "Peking"}, ("KINDREGARDS_COMPANY_TIMEZONE", "Asia/Shanghai")),
    ({"PORT": "99999"}, ("KINDREGARDS_PORT", "65535")),
    (SMTP | {"SMTP_URL": "mail.example.com"}, ("KINDREGARDS_SMTP_URL", "smtp://user:password@mail.example.com:587")),
    (
        SENDGRID | {"SENDGRID_API_KEY": "SG.x", "SENDGRID_WEBHOOK_PUBLIC_KEY": "MFkw"},
        ("KINDREGARDS_SENDGRID_WEBHOOK_PUBLIC_KEY", "copy it"),
    ),
    ({"SENDGRID_INBOUND_PUBLIC_KEY": "key"}, ("KINDREGARDS_SENDGRID_INBOUND_PUBLIC_KEY", "copy it")),
    ({"TWILIO_FROM": "8613800138000"}, ("KINDREGARDS_TWILIO_FROM", "+14155550123")),
    ({"SENDER_NAME": "HR\nteam"}, ("KINDREGARDS_SENDER_NAME", "on one line")),
    ({"TEMPORAL_TLS_CA": "/etc/ca.pem"}, ("KINDREGARDS_TEMPORAL_TLS_CA", "KINDREGARDS_TEMPORAL_TLS_CA_FILE")),
    ({"TEST_PROVIDERS_URL": "http://127.0.0.1:1"}, ("KINDREGARDS_TEST_PROVIDERS_URL", "kindregards fake-providers")),
]


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Run each test in an empty folder without variables of ours."""
    for variable in [name for name in os.environ if name.startswith("KINDREGARDS_")]:
        monkeypatch.delenv(variable)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def data_dir(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data directory of a system with a company and an administrator, which does not run."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "kindregards.db").write_bytes(sqlite_template.read_bytes())
    settings = load_settings(data_dir=folder)
    database = Database(settings.database_url.get_secret_value())
    stores = build_stores(settings, database, trigger=Trigger())
    admin = NewUser(
        email="admin@example.com", name="Admin", password=secrets.token_urlsafe(), role=Role.ADMIN,
        groups=(), language=Language.ENGLISH,
    )  # fmt: skip
    database.write_sync(lambda session: prepare_company(stores, QUICK_POLICY, session, now()))
    database.write_sync(lambda session: stores.accounts.insert(session, DEFAULT_COMPANY_ID, admin, "hash", now()))
    database.close()
    return folder


def examined(data_dir: Path, changes: dict[str, str]) -> list[dict[str, str]]:
    """Return the findings on a system with these settings."""
    settings = {"DATA_DIR": str(data_dir), "PORT": "0"} | changes
    variables = {f"KINDREGARDS_{name}": value for name, value in settings.items()}
    result = CliRunner().invoke(app, ["doctor", "--json"], env=variables)
    assert "hidden" not in result.output
    findings: list[dict[str, str]] = json.loads(result.output)
    return findings


def complaints(findings: list[dict[str, str]]) -> str:
    return "\n".join(each["sentence"] for each in findings if each["verdict"] != Verdict.FINE)


@pytest.mark.parametrize(("changes", "words"), MISCONFIGURED, ids=lambda value: "-".join(value) if value else "none")
def test_a_misconfiguration_is_named_with_what_to_do(
    data_dir: Path, changes: dict[str, str], words: tuple[str, ...]
) -> None:
    said = complaints(examined(data_dir, changes))

    assert [word for word in words if word not in said] == [], said


def test_a_system_that_is_set_up_well_but_does_not_run_lacks_only_what_runs(data_dir: Path) -> None:
    findings = examined(data_dir, {})

    assert {each["subject"] for each in findings if each["verdict"] == Verdict.WRONG} == {"temporal", "public address"}


def test_a_schema_of_an_older_program_is_to_be_migrated(data_dir: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    path.write_bytes((data_dir / "kindregards.db").read_bytes())
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '000000000000'")

    said = complaints(examined(data_dir, {"DATABASE_URL": f"sqlite:///{path}"}))

    assert "run kindregards migrate" in said


@pytest.fixture
def taken_port() -> Iterator[int]:
    """Yield a port on which somebody else listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        yield port


def test_a_port_that_another_program_has_is_named(data_dir: Path, taken_port: int) -> None:
    said = complaints(examined(data_dir, {"PORT": str(taken_port), "PUBLIC_BASE_URL": "http://127.0.0.1:1"}))

    assert f"Port {taken_port} of 127.0.0.1 is in use" in said


@pytest.mark.parametrize(("behind", "verdict"), [(timedelta(seconds=4), Verdict.FINE), (timedelta(minutes=3), "wrong")])
def test_a_clock_that_is_wrong_is_named(behind: timedelta, verdict: str) -> None:
    ours = datetime.fromisoformat("2026-03-04T10:00:00+00:00")

    finding = clock_finding(ours, ours - behind)

    assert finding.verdict == verdict
    assert ("NTP" in finding.sentence) is (verdict == Verdict.WRONG)
