"""The same letter through any SMTP server."""

from pathlib import Path

import pytest

from benchmarks.people import an_application
from benchmarks.running_system import AT_ONCE_POLICY, running_system
from kindregards.fake_providers import FakeProviders
from tests.end_to_end.conftest import eventually

pytestmark = pytest.mark.slow


def test_a_letter_is_handed_to_an_smtp_server_and_the_system_stops_cleanly(tmp_path: Path) -> None:
    settings = {"KINDREGARDS_EMAIL_CHANNEL": "smtp", "KINDREGARDS_EMAIL_FROM": "jobs@example.com"}

    with (
        FakeProviders() as fake,
        running_system(tmp_path / "data", settings | {"KINDREGARDS_SMTP_URL": fake.smtp_url}) as system,
        system.client() as client,
    ):
        system.put_policy(AT_ONCE_POLICY)
        body = an_application(1)
        client.post("/v1/applications", json=body).raise_for_status()
        handed = eventually(lambda: next(iter(fake.ledger.requests(accepted=True)), None))

    assert handed.address == body["candidate"]["email"]
    assert "用户分层" in handed.text
    assert system.process.returncode == 0
