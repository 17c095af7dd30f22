import asyncio
import json
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx
import pytest

from kindregards.channels.timeouts import Timeouts
from kindregards.domain.channels import SendStatus
from kindregards.fake_providers import FakeProviders
from kindregards.fake_providers.faults import Fault, Mode
from tests.builders import a_message
from tests.channels.senders import FAKE_KEYS, a_text, every_sender, message_for, send, sendgrid_at, smtp_at, twilio_at

pytestmark = pytest.mark.slow


def test_a_stand_in_stops_at_once_although_answers_are_held_back() -> None:
    patient = Timeouts(read_seconds=20, total_seconds=20)
    with ThreadPoolExecutor() as threads, FakeProviders() as fake:
        fake.misbehave(Fault(mode=Mode.ACCEPT_THEN_SILENCE))
        waiting = threads.submit(send, sendgrid_at(fake.url, timeouts=patient), a_message())
        while not fake.ledger.requests():
            time.sleep(0.01)

        began = time.monotonic()
        fake.stop()
        seconds = time.monotonic() - began

        assert waiting.result().status is SendStatus.MAYBE_SENT
        assert seconds < 2


def test_two_stand_ins_run_side_by_side() -> None:
    with FakeProviders() as one, FakeProviders() as other:
        send(sendgrid_at(one.url), a_message())

        assert one.url != other.url
        assert (one.ledger.counts()["received"], other.ledger.counts()["received"]) == (1, 0)


def test_three_hundred_letters_in_a_burst_are_all_counted_once(fake: FakeProviders) -> None:
    async def burst() -> float:
        senders = every_sender(fake)
        limit = asyncio.Semaphore(16)

        async def one(number: int) -> SendStatus:
            provider = tuple(senders)[number % 3]
            message = replace(message_for(provider), attempt_id=f"attempt-{number}")
            async with limit:
                return (await senders[provider].send(message)).status

        # This process's own work, clients' and stand-in's: neighbours on a busy machine do not count.
        began = time.process_time()
        statuses = await asyncio.gather(*(one(number) for number in range(300)))
        assert set(statuses) == {SendStatus.ACCEPTED}
        return (time.process_time() - began) / 300

    seconds_each = asyncio.run(burst())

    assert fake.ledger.counts() == {"received": 300, "accepted": 300, "attempts": 300, "duplicates": 0}
    assert seconds_each < 0.03


def test_twilios_messages_can_be_fetched_and_listed(fake: FakeProviders) -> None:
    first = send(twilio_at(fake.url), a_text(attempt_id="a"))
    send(twilio_at(fake.url), a_text(attempt_id="b", address="+14155550111"))
    account = f"{fake.url}/2010-04-01/Accounts/{FAKE_KEYS.twilio_account_sid}"
    today = fake.ledger.requests()[0].at.date().isoformat()

    with httpx.Client(auth=(FAKE_KEYS.twilio_account_sid, FAKE_KEYS.twilio_auth_token), trust_env=False) as client:
        fetched = client.get(f"{account}/Messages/{first.provider_message_id}.json").json()
        listed = client.get(f"{account}/Messages.json", params={"To": a_text().address, "DateSent>": today}).json()
        missing = client.get(f"{account}/Messages/SM{'0' * 32}.json")
        future = client.get(f"{account}/Messages.json", params={"DateSent>": "2999-01-01"}).json()
        page = client.get(f"{account}/Messages.json", params={"PageSize": 1}).json()
        stranger = client.get(f"{account}/Messages.json", auth=("AC", "wrong"))

    assert (fetched["sid"], fetched["status"]) == (first.provider_message_id, "queued")
    assert [message["sid"] for message in listed["messages"]] == [first.provider_message_id]
    assert (missing.status_code, stranger.status_code) == (404, 401)
    assert future["messages"] == []
    assert page["next_page_uri"].endswith("PageSize=1&Page=1")


def test_the_stand_in_runs_as_a_process_and_stops_on_sigterm() -> None:
    with subprocess.Popen([sys.executable, "-m", "kindregards.fake_providers"], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())

        by_mail = send(sendgrid_at(ready["url"]), a_message())
        by_smtp = send(smtp_at(ready["smtp_url"]), a_message())
        process.send_signal(signal.SIGTERM)

        assert process.wait(timeout=10) == 0
    assert (by_mail.status, by_smtp.status) == (SendStatus.ACCEPTED, SendStatus.ACCEPTED)
