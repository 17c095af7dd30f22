"""What the doctor finds about a mail server, asked live."""

import asyncio

import pytest

from kindregards.doctor.finding import Finding, Verdict
from kindregards.doctor.smtp_check import check_smtp
from kindregards.fake_providers import FakeProviders
from tests.channels.broken_servers import closed_port
from tests.fake_providers.running import fake, fake_server
from tests.test_senders import some_settings

__all__ = ["fake", "fake_server"]


def found(url: str) -> Finding:
    return asyncio.run(check_smtp(some_settings(email_channel="smtp", email_from="jobs@example.com", smtp_url=url)))


@pytest.mark.slow
def test_a_mail_server_that_takes_the_password_is_fine_and_gets_nothing(fake: FakeProviders) -> None:
    finding = found(fake.smtp_url)

    assert finding.verdict is Verdict.FINE
    assert not fake.ledger.requests()


@pytest.mark.slow
def test_a_refused_password_is_named_by_its_setting(fake: FakeProviders) -> None:
    finding = found(fake.smtp_url.replace("@", "x@"))

    assert finding.verdict is Verdict.WRONG
    assert "KINDREGARDS_SMTP_URL" in finding.sentence
    assert "password" in finding.sentence


def test_a_mail_server_that_does_not_answer_is_said_with_its_address() -> None:
    port = closed_port()

    finding = found(f"smtp://127.0.0.1:{port}")

    assert finding.verdict is Verdict.WRONG
    assert f"127.0.0.1:{port}" in finding.sentence
