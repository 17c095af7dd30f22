"""Asking providers about attempts whose answer was lost, by their real libraries."""

import asyncio
import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from kindregards import clock
from kindregards.channels.look_up_mailbox import MailboxLookUp
from kindregards.channels.look_up_sendgrid import SendGridLookUp
from kindregards.channels.look_up_twilio import TwilioLookUp
from kindregards.channels.sms_twilio import TwilioAccount
from kindregards.domain.channels import Channel
from kindregards.domain.deliveries import AttemptState
from kindregards.domain.ports.watching import LookedUp, LookUp, Watched
from kindregards.domain.provider_events import EventKind
from kindregards.domain.watching import Answer, Check
from kindregards.fake_providers import FakeProviders
from kindregards.fake_providers.faults import Fault, Mode
from tests.builders import a_message, an_attempt
from tests.channels.broken_servers import port_that
from tests.channels.senders import CALM, FAKE_KEYS, QUICK, a_text, send, sendgrid_at, twilio_at

pytestmark = pytest.mark.slow

TOKEN = "t" * 43
HASHES = frozenset({hashlib.sha256(TOKEN.encode()).hexdigest()})
LINKED = f"晴川科技：您的面试结果已发出，请查看 https://letters.example.com/l/{TOKEN}"


@dataclass
class FreeLine:
    """A line that is free, or not before `free_at`."""

    free_at: datetime | None = None

    async def take(self, company_id: str, *, now: datetime) -> datetime:
        """Say when the next call may be made."""
        del company_id
        return self.free_at or now


def a_watched(**changes: object) -> Watched:
    lost = an_attempt(
        id="attempt-7",
        state=AttemptState.AMBIGUOUS,
        provider="twilio",
        provider_message_id=None,
        started_at=clock.now(),
    )
    watched = Watched(
        company_id="company",
        application_id="application",
        letter_id="letter",
        delivery_id="delivery",
        channel=Channel.SMS,
        check=Check.LOOK_UP,
        leased_until=clock.now(),
        is_test=False,
        attempt=lost,
        address="+14155550100",
        token_hashes=HASHES,
    )
    return replace(watched, **changes)  # type: ignore[arg-type] # replace() checks the names


def ask(look_up: LookUp, watched: Watched) -> LookedUp:
    return asyncio.run(look_up.look_up(watched, now=clock.now()))


def twilio(url: str, *, quick: bool = False) -> TwilioLookUp:
    account = TwilioAccount(
        account_sid=FAKE_KEYS.twilio_account_sid,
        auth_token=FAKE_KEYS.twilio_auth_token,
        sender="+15005550006",
        base_url=url,
    )
    return TwilioLookUp(account, timeouts=QUICK if quick else CALM)


def activity(url: str, line: FreeLine | None = None, api_key: str = FAKE_KEYS.sendgrid_api_key) -> SendGridLookUp:
    return SendGridLookUp(api_key=api_key, line=line or FreeLine(), base_url=url)


def test_a_message_that_carries_our_link_is_the_attempts(fake: FakeProviders) -> None:
    fake.misbehave(Fault(mode=Mode.ACCEPT_THEN_RESET, times=1))
    send(twilio_at(fake.url), a_text(text=LINKED, attempt_id="attempt-7"))
    send(twilio_at(fake.url), a_text(text="something else entirely"))

    found = ask(twilio(fake.url), a_watched())

    (event,) = found.events
    assert found.answer is Answer.PRESENT
    assert (event.attempt_id, event.kind) == ("attempt-7", EventKind.QUEUED)
    handed = fake.ledger.accepted("attempt-7")
    assert handed is not None
    assert event.provider_message_id == handed.provider_message_id
    assert LINKED not in event.raw


@pytest.mark.parametrize(
    "text", [LINKED.replace("t" * 43, "u" * 43), LINKED + "t", "no link at all", f"https://letters.example.com/{TOKEN}"]
)
def test_other_messages_to_the_same_number_are_not_ours(fake: FakeProviders, text: str) -> None:
    send(twilio_at(fake.url), a_text(text=text))

    assert ask(twilio(fake.url), a_watched()) == LookedUp(answer=Answer.ABSENT)


def test_our_link_to_another_number_is_not_found(fake: FakeProviders) -> None:
    send(twilio_at(fake.url), a_text(text=LINKED, address="+14155550199"))

    assert ask(twilio(fake.url), a_watched()).answer is Answer.ABSENT


@pytest.mark.parametrize("change", [{"address": None}, {"token_hashes": frozenset()}, {"attempt": None}])
def test_without_number_or_link_nobody_can_say(fake: FakeProviders, change: dict[str, object]) -> None:
    assert ask(twilio(fake.url), a_watched(**change)).answer is Answer.CANNOT_SAY


def test_a_known_message_is_polled_by_its_id(fake: FakeProviders) -> None:
    sent = send(twilio_at(fake.url), a_text(text=LINKED, attempt_id="attempt-7"))
    fake._state.twilio_messages.report(str(sent.provider_message_id), "undelivered", 30005)
    attempt = an_attempt(id="attempt-7", provider="twilio", provider_message_id=sent.provider_message_id)

    (event,) = ask(twilio(fake.url), a_watched(attempt=attempt)).events

    assert (event.kind, event.error_code) == (EventKind.FAILED, "twilio_30005")


@pytest.mark.parametrize(
    "reply", [b"", b"HTTP/1.1 500 Oops\r\nContent-Length: 2\r\n\r\n{}", b"HTTP/1.1 200 OK\r\n\r\nnot json"]
)
def test_trouble_at_twilio_is_no_answer(reply: bytes) -> None:
    with port_that(reply) as port:
        assert ask(twilio(f"http://127.0.0.1:{port}", quick=True), a_watched()).answer is Answer.NOT_NOW


def test_email_activity_knows_what_was_accepted_and_nothing_else(fake: FakeProviders) -> None:
    fake.misbehave(Fault(mode=Mode.ACCEPT_THEN_RESET, times=1))
    send(sendgrid_at(fake.url), a_message(attempt_id="attempt-7"))
    watched = a_watched(channel=Channel.EMAIL)

    present = ask(activity(fake.url), watched)
    absent = ask(activity(fake.url), replace(watched, attempt=an_attempt(id="attempt-8")))

    assert present.answer is Answer.PRESENT
    assert [(event.attempt_id, event.kind) for event in present.events] == [("attempt-7", EventKind.QUEUED)]
    assert absent == LookedUp(answer=Answer.ABSENT)


def test_email_activity_waits_for_its_place_in_line(fake: FakeProviders) -> None:
    later = clock.now() + timedelta(seconds=10)

    found = ask(activity(fake.url, FreeLine(later)), a_watched())

    assert found == LookedUp(answer=Answer.NOT_NOW, ask_again_at=later)


def test_an_account_without_email_activity_cannot_say(fake: FakeProviders) -> None:
    assert ask(activity(fake.url, api_key="SG.another.key"), a_watched()).answer is Answer.CANNOT_SAY


@pytest.mark.parametrize(("held", "answer"), [(True, Answer.PRESENT), (False, Answer.NEVER_CAME)])
def test_the_mailbox_always_knows(*, held: bool, answer: Answer) -> None:
    class Kept:
        async def holds(self, attempt_id: str) -> bool:
            return held and attempt_id == "attempt-7"

    assert ask(MailboxLookUp(Kept()), a_watched()).answer is answer
