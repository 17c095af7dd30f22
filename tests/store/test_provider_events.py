"""Providers' reports: kept once, joined to their attempt whoever comes first, in any order with the same end."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState
from kindregards.domain.channels import Channel, SendStatus
from kindregards.domain.deliveries import AttemptState, DeliveryState
from kindregards.domain.journey import CommandKind, LetterRef, Told
from kindregards.domain.ports.journey import LetterStanding, Reservation
from kindregards.domain.provider_events import EventKind, EventReason, ProviderEvent, Severity
from kindregards.store.ledger_rows import DeliveryFile, deliveries_of
from kindregards.store.tables import ProviderEventTable, SuppressionTable
from tests.builders import NOW
from tests.store.office import (
    ACCEPTED,
    LATER,
    Office,
    a_bounce,
    a_report,
    accepted,
    application_of,
    hears,
)

pytestmark = pytest.mark.anyio

SENT_KINDS = (EventKind.QUEUED, EventKind.SENT, EventKind.DEFERRED)


async def files(office: Office, letter: LetterRef) -> tuple[DeliveryFile, ...]:
    return await office.database.read(lambda session: deliveries_of(session, letter.letter_id))


async def joined(office: Office) -> dict[str, str | None]:
    """Return every report with the attempt it was joined to."""

    def read(session: Session) -> dict[str, str | None]:
        rows = session.execute(select(col(ProviderEventTable.event_key), col(ProviderEventTable.attempt_id)))
        return {row.event_key: row.attempt_id for row in rows}

    return await office.database.read(read)


async def suppressed(office: Office) -> list[tuple[str, str]]:
    def read(session: Session) -> list[tuple[str, str]]:
        return sorted((row.channel, row.reason) for row in session.scalars(select(SuppressionTable)))

    return await office.database.read(read)


def of_message(event: ProviderEvent, message_id: str) -> ProviderEvent:
    """Return the report as a provider sends it that gives our id back to nobody."""
    return replace(event, attempt_id=None, provider_message_id=message_id)


async def test_a_report_is_kept_once_and_followed(office: Office) -> None:
    letter, reserved = await office.told()
    delivered = a_report(reserved, EventKind.DELIVERED)

    counts = [await office.report(delivered), await office.report(delivered), await office.report(delivered, delivered)]

    assert counts == [1, 0, 0]
    assert await office.channels(letter) == {"email": DeliveryState.DELIVERED}
    assert await hears(office) == []


async def test_reports_twice_in_one_batch_are_kept_once(office: Office) -> None:
    _, reserved = await office.told()
    delivered = a_report(reserved, EventKind.DELIVERED)

    assert await office.report(delivered, delivered) == 1


async def test_a_letter_that_came_back_is_told_to_its_journey_once(office: Office) -> None:
    _, reserved = await office.told()

    await office.report(a_bounce(reserved))
    await office.report(a_bounce(reserved), a_bounce(reserved, event_key="another"))

    assert await hears(office) == [CommandKind.DELIVERY_CHANGED]


async def test_a_closed_application_hears_of_nothing(office: Office) -> None:
    letter, reserved = await office.told()
    await office.stores.cases.close(application_of(letter), NOW)

    await office.report(a_bounce(reserved))

    assert await hears(office) == []
    assert await office.channels(letter) == {"email": DeliveryState.UNDELIVERABLE_PERMANENT}


async def test_a_doubt_is_settled_by_a_report_and_the_journey_hears_of_it(office: Office) -> None:
    letter = await office.rejected()
    reserved, _ = await office.send(letter, SendStatus.MAYBE_SENT)

    await office.report(a_report(reserved, EventKind.QUEUED, provider_message_id="m-7"))

    standing = await office.stores.ledger.reconcile(letter, LATER)
    (file,) = await files(office, letter)
    assert await hears(office) == [CommandKind.DELIVERY_CHANGED]
    assert standing == LetterStanding(told=Told.SENT, told_at=NOW)
    assert (file.attempts[0].state, file.attempts[0].provider_message_id) == (AttemptState.RESOLVED_SENT, "m-7")


async def test_a_report_before_the_answer_is_followed_when_the_answer_comes(office: Office) -> None:
    letter = await office.rejected()
    reserved = await office.start(letter)
    await office.report(a_report(reserved, EventKind.DELIVERED))

    standing = await office.stores.ledger.finish(reserved, ACCEPTED, LATER)

    assert standing == LetterStanding(told=Told.SENT, told_at=LATER)
    assert await office.channels(letter) == {"email": DeliveryState.DELIVERED}


async def test_a_bounce_before_the_answer_leads_to_the_next_channel(office: Office) -> None:
    letter = await office.rejected()
    reserved = await office.start(letter)
    await office.report(a_bounce(reserved))

    standing = await office.stores.ledger.finish(reserved, ACCEPTED, LATER)

    assert standing == LetterStanding(told=Told.AGAIN, at=LATER)
    assert (await office.reserve(letter, LATER)).channel is Channel.SMS


# Reports without our id.


async def test_a_report_that_names_only_the_message_is_joined(office: Office) -> None:
    letter, reserved = await office.told(3)

    await office.report(of_message(a_report(reserved, EventKind.DELIVERED), "m-3"))

    assert await office.channels(letter) == {"email": DeliveryState.DELIVERED}
    assert list((await joined(office)).values()) == [reserved.attempt_id]


async def test_a_report_that_comes_before_the_message_is_known_is_joined_later(office: Office) -> None:
    letter = await office.rejected()
    reserved = await office.start(letter)
    await office.report(of_message(a_bounce(reserved), "m-1"))
    assert list((await joined(office)).values()) == [None]

    standing = await office.stores.ledger.finish(reserved, ACCEPTED, LATER)

    assert standing == LetterStanding(told=Told.AGAIN, at=LATER)
    assert list((await joined(office)).values()) == [reserved.attempt_id]
    assert await suppressed(office) == [("email", "undeliverable")]


async def test_the_same_message_id_of_another_provider_is_another_message(office: Office) -> None:
    letter, reserved = await office.told(1)
    bounce = of_message(a_bounce(reserved), "m-1")

    await office.report(replace(bounce, provider="another"))

    assert await office.channels(letter) == {"email": DeliveryState.ACCEPTED}


@pytest.mark.parametrize("strange", ["no-such-attempt", "x" * 200])
async def test_a_strange_attempt_id_is_kept_and_counts_for_nothing(office: Office, strange: str) -> None:
    letter, reserved = await office.told(1)
    bounce = replace(a_bounce(reserved), attempt_id=strange, provider_message_id="m-1")

    assert await office.report(bounce) == 1

    assert await office.channels(letter) == {"email": DeliveryState.ACCEPTED}


async def test_a_report_about_nothing_we_know_is_kept(office: Office) -> None:
    unknown = ProviderEvent(provider="script", event_key="e-1", kind=EventKind.UNKNOWN, occurred_at=NOW)

    assert await office.report(unknown) == 1
    assert await joined(office) == {"e-1": None}


# What people say.


def stop(address: str, **changes: object) -> ProviderEvent:
    """Return the wish for no more messages, as a text message that came in."""
    event = ProviderEvent(
        provider="twilio",
        event_key="SM1:received",
        kind=EventKind.UNSUBSCRIBED,
        occurred_at=LATER,
        provider_message_id="SM1",
        address=address,
        severity=Severity.POLICY,
        reason=EventReason.UNSUBSCRIBED,
    )
    return replace(event, **changes)  # type: ignore[arg-type] # replace() checks the names


async def texted(office: Office, number: int = 1) -> tuple[LetterRef, Reservation]:
    letter = await office.rejected(number, Channel.SMS)
    return letter, (await office.send(letter, accepted(number)))[0]


async def test_stop_by_text_message_ends_reminders_and_that_channel(office: Office) -> None:
    letter, reserved = await texted(office)

    await office.report(stop("+86 138 0013 8000"))

    history = await office.stores.reminders.history(application_of(letter))
    assert history.progress.ended
    assert await suppressed(office) == [("sms", "unsubscribed")]
    assert list((await joined(office)).values()) == [reserved.attempt_id]
    assert await office.channels(letter) == {"sms": DeliveryState.ACCEPTED}


async def test_stop_counts_for_every_application_of_that_number(office: Office) -> None:
    await texted(office, 1)
    other = await office.rejected(2, Channel.SMS)
    await office.report(stop("+8613800138000"))

    standing = await office.try_reserve(other, LATER)

    assert standing == LetterStanding(told=Told.HELD)


async def test_stop_before_anything_was_sent_is_heard(office: Office) -> None:
    letter = await office.rejected(1, Channel.SMS)

    await office.report(stop("+8613800138000"))

    assert await suppressed(office) == [("sms", "unsubscribed")]
    assert await office.try_reserve(letter, LATER) == LetterStanding(told=Told.HELD)


async def test_stop_of_a_stranger_is_kept_and_changes_nothing(office: Office) -> None:
    await texted(office)

    assert await office.report(stop("+8613900139000")) == 1

    assert await suppressed(office) == []


async def test_a_reply_belongs_to_the_last_message_that_was_taken(office: Office) -> None:
    _, first = await texted(office, 1)
    doubtful = await office.rejected(2, Channel.SMS)
    await office.send(doubtful, SendStatus.MAYBE_SENT)

    await office.report(stop("+8613800138000", kind=EventKind.REPLIED, severity=Severity.NONE, reason=None))

    assert list((await joined(office)).values()) == [first.attempt_id]
    assert (await office.view(doubtful)).state is ApplicationState.HELD


async def test_a_bounce_without_any_id_is_joined_by_its_address(office: Office) -> None:
    letter, reserved = await office.told()
    bounce = replace(a_bounce(reserved), attempt_id=None, address="Wang@Example.com")

    await office.report(bounce)

    assert await office.channels(letter) == {"email": DeliveryState.UNDELIVERABLE_PERMANENT}


@pytest.mark.parametrize(
    ("report", "reasons"),
    [
        ({"kind": EventKind.COMPLAINED}, ["complained"]),
        ({"kind": EventKind.UNSUBSCRIBED}, ["unsubscribed"]),
        ({"kind": EventKind.BOUNCED, "severity": Severity.PERMANENT, "reason": EventReason.INVALID}, ["undeliverable"]),
        ({"kind": EventKind.BOUNCED, "severity": Severity.PERMANENT, "reason": EventReason.SPAM}, []),
        ({"kind": EventKind.BOUNCED, "severity": Severity.TRANSIENT, "reason": EventReason.MAILBOX_FULL}, []),
        ({"kind": EventKind.OPENED}, []),
    ],
)
async def test_an_address_is_spared_where_a_report_says_so(
    office: Office, report: dict[str, object], reasons: list[str]
) -> None:
    _, reserved = await office.told()

    await office.report(replace(a_report(reserved, EventKind.QUEUED), **report))  # type: ignore[arg-type] # names

    assert await suppressed(office) == [("email", reason) for reason in reasons]
