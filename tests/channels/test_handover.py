import asyncio
import time
from collections.abc import Callable

import pytest

from kindregards.channels.handover import GaveUpError, NoticedConnection, hand_over
from kindregards.channels.timeouts import Timeouts
from kindregards.domain.channels import SendStatus
from kindregards.fake_providers import FakeProviders
from tests.builders import a_message
from tests.channels.broken_servers import deaf_port
from tests.channels.senders import a_text, send, sendgrid_at, twilio_at

pytestmark = pytest.mark.slow

IMPATIENT = Timeouts(connect_seconds=5, read_seconds=5, total_seconds=0.2)


def slow_to_begin(fake: FakeProviders, pause_seconds: float) -> Callable[[], int]:
    def call() -> int:
        time.sleep(pause_seconds)
        connection = NoticedConnection(fake.url.removeprefix("http://"))
        try:
            connection.request("POST", "/v3/mail/send", body=b"{}")
            return connection.getresponse().status
        finally:
            connection.close()

    return call


def test_a_request_in_time_returns_its_answer(fake: FakeProviders) -> None:
    assert asyncio.run(hand_over(slow_to_begin(fake, 0), within_seconds=5)) == 401
    assert fake.ledger.counts()["received"] == 1


def test_a_request_given_up_before_it_began_is_never_sent(fake: FakeProviders) -> None:
    with pytest.raises(GaveUpError) as refusal:
        asyncio.run(hand_over(slow_to_begin(fake, 0.2), within_seconds=0.05))

    time.sleep(0.4)
    assert refusal.value.surely_not_sent
    assert fake.ledger.counts()["received"] == 0


def test_connecting_past_the_deadline_was_surely_not_sent() -> None:
    with deaf_port() as port:
        by_mail = send(sendgrid_at(f"http://127.0.0.1:{port}", timeouts=IMPATIENT), a_message())
        by_sms = send(twilio_at(f"http://127.0.0.1:{port}", timeouts=IMPATIENT), a_text())

    assert (by_mail.status, by_mail.error_code) == (SendStatus.NOT_SENT, "deadline")
    assert (by_sms.status, by_sms.error_code) == (SendStatus.NOT_SENT, "deadline")


def test_many_requests_at_once_do_not_wait_for_each_other(fake: FakeProviders) -> None:
    async def twenty() -> float:
        began = time.monotonic()
        await asyncio.gather(*(hand_over(slow_to_begin(fake, 0.2), within_seconds=10) for _ in range(20)))
        return time.monotonic() - began

    assert asyncio.run(twenty()) < 2
    assert fake.ledger.counts()["received"] == 20
