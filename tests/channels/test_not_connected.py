"""When no connection came about, nothing was sent: with every real library, over real sockets."""

from pathlib import Path

import pytest

from kindregards.channels.timeouts import Timeouts
from kindregards.domain.channels import SendStatus
from kindregards.domain.ports.channels import Sender
from tests.channels.broken_servers import closed_port, deaf_port, port_that, self_signed_port
from tests.channels.senders import CALM, QUICK, message_for, send, sendgrid_at, smtp_at, twilio_at

pytestmark = pytest.mark.slow

PROVIDERS = ("sendgrid", "smtp", "twilio")


def a_sender(provider: str, host: str, *, tls: bool = False, timeouts: Timeouts = CALM) -> Sender:
    if provider == "smtp":
        return smtp_at(f"{'smtps' if tls else 'smtp'}://{host}", timeouts=timeouts)
    url = f"{'https' if tls else 'http'}://{host}"
    return sendgrid_at(url, timeouts=timeouts) if provider == "sendgrid" else twilio_at(url, timeouts=timeouts)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_refused_connection_was_surely_not_sent(provider: str) -> None:
    sender = a_sender(provider, f"127.0.0.1:{closed_port()}")

    result = send(sender, message_for(provider))

    assert (result.status, result.error_code) == (SendStatus.NOT_SENT, "connection_refused")
    assert result.provider == provider


@pytest.mark.parametrize("provider", PROVIDERS)
def test_an_unknown_name_was_surely_not_sent(provider: str) -> None:
    sender = a_sender(provider, "no-such-host.invalid:2525")

    result = send(sender, message_for(provider))

    assert (result.status, result.error_code) == (SendStatus.NOT_SENT, "dns")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_connection_that_takes_too_long_was_surely_not_sent(provider: str) -> None:
    with deaf_port() as port:
        result = send(a_sender(provider, f"127.0.0.1:{port}", timeouts=QUICK), message_for(provider))

    assert (result.status, result.error_code) == (SendStatus.NOT_SENT, "connect_timeout")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_certificate_nobody_trusts_was_surely_not_sent(provider: str, tmp_path: Path) -> None:
    with self_signed_port(tmp_path) as port:
        result = send(a_sender(provider, f"localhost:{port}", tls=True), message_for(provider))

    assert (result.status, result.error_code) == (SendStatus.NOT_SENT, "tls")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_server_without_tls_was_surely_not_sent(provider: str) -> None:
    with port_that(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        result = send(a_sender(provider, f"127.0.0.1:{port}", tls=True), message_for(provider))

    assert (result.status, result.error_code) == (SendStatus.NOT_SENT, "tls")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_hang_up_during_the_handshake_was_surely_not_sent(provider: str) -> None:
    with port_that(b"") as port:
        result = send(a_sender(provider, f"127.0.0.1:{port}", tls=True), message_for(provider))

    assert result.status is SendStatus.NOT_SENT


@pytest.mark.parametrize("provider", PROVIDERS)
def test_silence_during_the_handshake_was_surely_not_sent(provider: str) -> None:
    with port_that(b"", hang_up=False) as port:
        result = send(a_sender(provider, f"127.0.0.1:{port}", tls=True, timeouts=QUICK), message_for(provider))

    assert result.status is SendStatus.NOT_SENT
