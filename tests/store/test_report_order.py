"""Reports in any order, and at the same moment as the answer: the stored state is the one that follows from them."""

import asyncio
import itertools
import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from kindregards.domain.applications import Candidate
from kindregards.domain.channels import Channel, SendStatus
from kindregards.domain.deliveries import DeliveryState, delivery_state
from kindregards.domain.journey import LetterRef, Told
from kindregards.domain.provider_events import EventKind, ProviderEvent, Severity
from kindregards.store.ledger_rows import DeliveryFile, deliveries_of
from kindregards.store.tables import SenderTable
from tests.builders import NOW, a_candidate
from tests.store.office import (
    Office,
    a_bounce,
    a_report,
    accepted,
)

pytestmark = pytest.mark.anyio

SENT_KINDS = (EventKind.QUEUED, EventKind.SENT, EventKind.DEFERRED)


async def files(office: Office, letter: LetterRef) -> tuple[DeliveryFile, ...]:
    return await office.database.read(lambda session: deliveries_of(session, letter.letter_id))


def recomputed(file: DeliveryFile) -> DeliveryState:
    return delivery_state(cancelled=False, suppressed=False, expired=False, attempts=file.attempts, events=file.events)


def of_message(event: ProviderEvent, message_id: str) -> ProviderEvent:
    """Return the report as a provider sends it that gives our id back to nobody."""
    return replace(event, attempt_id=None, provider_message_id=message_id)


def shuffled(events: Sequence[ProviderEvent], seed: int) -> list[ProviderEvent]:
    return random.Random(seed).sample(events, len(events))  # noqa: S311 -- no secret


async def test_the_same_reports_at_once_from_two_sides_are_kept_once(office: Office, rival: Office) -> None:
    sent = [await office.told(number) for number in range(10)]
    reports = [a_report(reserved, kind) for _, reserved in sent for kind in (EventKind.DELIVERED, *SENT_KINDS)]

    counts = await asyncio.gather(
        *(side.report(*shuffled(reports, turn)) for turn, side in enumerate((office, rival) * 3))
    )

    assert sum(counts) == 40
    assert {state for letter, _ in sent for state in (await office.channels(letter)).values()} == {"delivered"}


async def test_a_report_and_the_answer_at_once_never_miss_each_other(office: Office, rival: Office) -> None:
    for number in range(12):
        letter = await office.rejected(number)
        reserved = await office.start(letter)
        report = of_message(a_report(reserved, EventKind.DELIVERED), f"m-{number}")

        await asyncio.gather(rival.report(report), office.stores.ledger.finish(reserved, accepted(number), NOW))

        assert await office.channels(letter) == {"email": DeliveryState.DELIVERED}


async def test_a_bounce_and_the_answer_at_once_always_lead_on(office: Office, rival: Office) -> None:
    for number in range(12):
        letter = await office.reject(await office.submit(number, candidate=somebody(number)))
        reserved = await office.start(letter)

        await asyncio.gather(
            rival.report(a_bounce(reserved)), office.stores.ledger.finish(reserved, accepted(number), NOW)
        )

        (file,) = await files(office, letter)
        assert file.state is recomputed(file) is DeliveryState.UNDELIVERABLE_PERMANENT
        assert (await office.stores.ledger.reconcile(letter, NOW)).told is Told.HELD


def somebody(number: int) -> Candidate:
    """Return a person with an address of their own, reached by e-mail alone."""
    email = f"p{number}@example.com"
    return a_candidate(
        external_id=f"p-{number}", email=email, channels=(Channel.EMAIL,), phone=None, wechat_openid=None
    )


Drawn = tuple[EventKind, Severity, bool, int]

EVENTS = st.lists(
    st.tuples(st.sampled_from(EventKind), st.sampled_from(Severity), st.booleans(), st.integers(0, 2)), max_size=6
)
BOUNCED = (EventKind.BOUNCED, Severity.PERMANENT, True, 0)
OPENED = (EventKind.OPENED, Severity.NONE, False, 0)


def test_whatever_is_reported_in_whatever_order_the_stored_state_is_the_recomputed_one(office: Office) -> None:
    numbers = itertools.count()

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(events=EVENTS, finish_after=st.integers(0, 6), status=st.sampled_from(SendStatus), seed=st.integers(0, 99))
    @example(events=[BOUNCED], finish_after=1, status=SendStatus.ACCEPTED, seed=0)
    @example(events=[OPENED], finish_after=0, status=SendStatus.MAYBE_SENT, seed=0)
    def check(events: Sequence[Drawn], finish_after: int, status: SendStatus, seed: int) -> None:
        with asyncio.Runner() as runner:
            stored, right = runner.run(ending(office, next(numbers), events, finish_after, status, seed))
        assert stored is right

    check()


async def ending(
    office: Office,
    number: int,
    drawn: Sequence[Drawn],
    finish_after: int,
    status: SendStatus,
    seed: int,
) -> tuple[DeliveryState, DeliveryState]:
    """Report what was drawn about a letter, its answer somewhere between, then all again in another order."""
    # What became of the letters before must not stop the sender.
    await office.database.write(lambda session: session.execute(delete(SenderTable)))
    letter = await office.reject(await office.submit(number, candidate=somebody(number)))
    reserved = await office.start(letter)
    message = f"m-{number}"
    events = [
        replace(
            a_report(reserved, kind, severity=severity, event_key=f"{number}-{kind}-{severity}-{copy}"),
            attempt_id=None if by_message else reserved.attempt_id,
            provider_message_id=message,
        )
        for kind, severity, by_message, copy in drawn
    ]
    result = replace(
        accepted(number), status=status, provider_message_id=message if status is SendStatus.ACCEPTED else None
    )
    for event in events[:finish_after]:
        await office.report(event)
    await office.stores.ledger.finish(reserved, result, NOW)
    for event in events[finish_after:]:
        await office.report(event)
    await office.report(*shuffled(events, seed))
    (file,) = await files(office, letter)
    return file.state, recomputed(file)
