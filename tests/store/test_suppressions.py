"""Who may not be written to: by channel and purpose, since which report, until when."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from kindregards.domain.channels import Channel
from kindregards.domain.letters import Purpose
from kindregards.domain.provider_events import EventKind, EventReason, ProviderEvent, Severity
from kindregards.domain.suppressions import Suppressing, SuppressionReason, SuppressionScope
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.suppressions import is_suppressed, lift, suppress
from kindregards.store.tables import ProviderEventTable, SuppressionTable
from tests.builders import NOW
from tests.store.office import LATER, Office

pytestmark = pytest.mark.anyio

EMAIL = "wang@example.com"
PHONE = "+8613800138000"
LEFT_LIST = Suppressing(SuppressionReason.UNSUBSCRIBED, SuppressionScope.INVITATIONS)
STOPPED = Suppressing(SuppressionReason.UNSUBSCRIBED)
DEAD = Suppressing(SuppressionReason.UNDELIVERABLE)


async def suppressed(office: Office, what: Suppressing) -> None:
    await office.database.write(
        lambda session: suppress(session, DEFAULT_COMPANY_ID, Channel.EMAIL, "code", what=what, now=NOW)
    )


async def lifted(office: Office, scope: SuppressionScope = SuppressionScope.EVERYTHING) -> None:
    await office.database.write(
        lambda session: lift(session, DEFAULT_COMPANY_ID, Channel.EMAIL, "code", now=LATER, scope=scope)
    )


async def stopped(office: Office, purpose: Purpose) -> bool:
    def ask(session: Session) -> bool:
        return is_suppressed(session, DEFAULT_COMPANY_ID, Channel.EMAIL, "code", now=LATER, purpose=purpose)

    return await office.database.read(ask)


def an_unsubscribing(**changes: object) -> ProviderEvent:
    values: dict[str, object] = {
        "provider": "sendgrid",
        "event_key": "u-1",
        "kind": EventKind.UNSUBSCRIBED,
        "occurred_at": NOW,
        "address": EMAIL,
    }
    return ProviderEvent(**values | changes)  # type: ignore[arg-type] # the dataclass checks the names


async def test_who_left_the_list_still_hears_how_it_ended(office: Office) -> None:
    await suppressed(office, LEFT_LIST)

    assert not await stopped(office, Purpose.OUTCOME)
    assert await stopped(office, Purpose.INVITATION)


async def test_who_wants_silence_hears_nothing(office: Office) -> None:
    await suppressed(office, STOPPED)

    assert [await stopped(office, purpose) for purpose in (Purpose.OUTCOME, Purpose.INVITATION)] == [True, True]


async def test_what_a_person_takes_back_ends_and_what_is_dead_stays_dead(office: Office) -> None:
    await suppressed(office, STOPPED)
    await lifted(office)
    after_start = await stopped(office, Purpose.OUTCOME)
    await suppressed(office, Suppressing(SuppressionReason.UNDELIVERABLE, SuppressionScope.INVITATIONS))
    await lifted(office)

    assert not after_start
    assert await stopped(office, Purpose.INVITATION)


async def test_joining_the_list_again_does_not_undo_a_stop(office: Office) -> None:
    await suppressed(office, STOPPED)
    await suppressed(office, LEFT_LIST)

    await lifted(office, SuppressionScope.INVITATIONS)

    assert await stopped(office, Purpose.OUTCOME)


async def test_a_second_stop_counts_after_the_first_was_taken_back(office: Office) -> None:
    await suppressed(office, STOPPED)
    await lifted(office)

    await office.database.write(
        lambda session: suppress(session, DEFAULT_COMPANY_ID, Channel.EMAIL, "code", what=DEAD, now=LATER)
    )

    assert await stopped(office, Purpose.OUTCOME)


async def test_the_same_again_is_written_once(office: Office) -> None:
    await suppressed(office, STOPPED)
    await suppressed(office, STOPPED)

    rows = await office.database.read(lambda session: len(session.scalars(select(SuppressionTable)).all()))

    assert rows == 1


async def test_a_suppression_names_the_report_it_comes_from(office: Office) -> None:
    await office.submit()
    await office.report(an_unsubscribing())

    def read(session: Session) -> tuple[str | None, str]:
        row = session.scalars(select(SuppressionTable)).one()
        return row.source_event, session.scalars(select(ProviderEventTable)).one().id

    source, event = await office.database.read(read)
    assert source == event


async def test_leaving_the_list_by_a_report_lets_letters_go_on(office: Office) -> None:
    letter = await office.rejected()
    await office.report(an_unsubscribing(for_invitations=True))

    assert (await office.reserve(letter)).channel is Channel.EMAIL


async def test_stop_and_start_by_text_message(office: Office) -> None:
    await office.submit()
    stop = an_unsubscribing(provider="twilio", event_key="s-1", address=PHONE)
    start = an_unsubscribing(
        provider="twilio",
        event_key="s-2",
        address=PHONE,
        kind=EventKind.RESUBSCRIBED,
        occurred_at=NOW + timedelta(minutes=5),
    )
    await office.report(stop)
    silent = await office.reserve(await office.rejected(2, Channel.SMS, Channel.EMAIL))
    await office.report(start)

    heard = await office.reserve(await office.rejected(3, Channel.SMS, Channel.EMAIL), LATER)

    assert (silent.channel, heard.channel) == (Channel.EMAIL, Channel.SMS)


async def test_an_address_that_is_dead_is_dead_for_everything(office: Office) -> None:
    letter = await office.rejected()
    await office.report(
        an_unsubscribing(kind=EventKind.BOUNCED, severity=Severity.PERMANENT, reason=EventReason.INVALID)
    )

    assert (await office.reserve(letter)).channel is Channel.SMS
