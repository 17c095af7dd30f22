"""A person settles doubt: what is listed, what their word does, and what is written down."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from kindregards.domain.applications import ApplicationState, Outcome
from kindregards.domain.channels import Channel, SendStatus
from kindregards.domain.deliveries import AttemptState, DeliveryState
from kindregards.domain.doubts import Doubt
from kindregards.domain.intake import NotHeldError
from kindregards.domain.journey import CommandKind, LetterRef
from kindregards.domain.letters import LetterNotFoundError
from kindregards.domain.provider_events import EventKind
from kindregards.domain.resolutions import Resolution, Verdict
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.ledger_audit import LedgerAudit
from kindregards.store.tables import ResolutionTable
from tests.builders import NOW
from tests.store.office import LATER, Office, a_report, an_outcome, application_of
from tests.store.test_letters_in_timeline import a_reminder

pytestmark = pytest.mark.anyio

LOST = an_outcome(SendStatus.MAYBE_SENT, provider="sendgrid", error_code="read_timeout")


async def a_doubt(office: Office, number: int = 1) -> LetterRef:
    letter = await office.rejected(number)
    await office.send(letter, LOST)
    return letter


async def doubts(office: Office, company_id: str = DEFAULT_COMPANY_ID) -> tuple[Doubt, ...]:
    return (await office.stores.doubts.page(company_id, limit=50)).doubts


async def resolve(office: Office, letter: LetterRef, verdict: Verdict, note: str | None = None) -> ApplicationState:
    view = await office.stores.doubts.resolve(
        DEFAULT_COMPANY_ID, letter.letter_id, verdict, note=note, actor="user-1", now=LATER
    )
    return view.state


async def test_a_doubt_is_listed_with_what_is_known(office: Office) -> None:
    letter = await a_doubt(office)
    await office.told(2)

    (doubt,) = await doubts(office)

    (attempt,) = doubt.delivery.attempts
    assert (doubt.letter_id, doubt.candidate_name, doubt.channel) == (letter.letter_id, "王梅", Channel.EMAIL)
    assert (attempt.provider, attempt.error_code, attempt.finished_at) == ("sendgrid", "read_timeout", NOW)
    assert doubt.next_look_at == NOW + timedelta(minutes=1)
    assert await doubts(office, "another company") == ()


async def test_doubts_come_in_pages_oldest_first(office: Office) -> None:
    letters = [await a_doubt(office, number) for number in range(5)]

    first = await office.stores.doubts.page(DEFAULT_COMPANY_ID, limit=3)
    second = await office.stores.doubts.page(DEFAULT_COMPANY_ID, limit=3, after=first.next_after)

    assert [each.letter_id for each in (*first.doubts, *second.doubts)] == [each.letter_id for each in letters]
    assert second.next_after is None


@pytest.mark.parametrize("verdict", Verdict)
async def test_a_word_is_passed_to_the_journey_and_written_down(office: Office, verdict: Verdict) -> None:
    letter = await a_doubt(office)
    note = "王梅's mail is in SendGrid's activity"

    state = await resolve(office, letter, verdict, note)

    assert state is ApplicationState.HELD
    story = await office.stores.applications.timeline(application_of(letter))
    assert (story[-1].event, story[-1].actor, story[-1].detail) == ("released", "user-1", {"instruction": verdict})
    view = await office.stores.letters.letter(DEFAULT_COMPANY_ID, letter.letter_id)
    assert view.resolutions == (Resolution(verdict=verdict, actor="user-1", at=LATER, note=note),)
    stored = await office.database.read(lambda session: session.scalars(select(col(ResolutionTable.sealed_note))).one())
    assert stored is not None
    assert b"SendGrid" not in stored


async def test_a_second_word_finds_nothing_left_to_settle(office: Office) -> None:
    letter = await a_doubt(office)
    await resolve(office, letter, Verdict.SENT)

    with pytest.raises(NotHeldError):
        await resolve(office, letter, Verdict.NOT_SENT)

    await office.resume(letter, Verdict.SENT, LATER)
    with pytest.raises(NotHeldError):
        await resolve(office, letter, Verdict.NOT_SENT)
    assert await doubts(office) == ()


async def test_what_the_provider_has_reported_is_no_doubt(office: Office) -> None:
    letter = await office.rejected()
    reserved, _ = await office.send(letter, LOST)
    await office.report(a_report(reserved, EventKind.DELIVERED))

    with pytest.raises(NotHeldError):
        await resolve(office, letter, Verdict.NOT_SENT)


@pytest.mark.parametrize(
    ("verdict", "attempt", "delivery"),
    [
        (Verdict.SENT, AttemptState.RESOLVED_SENT, DeliveryState.ACCEPTED),
        (Verdict.NOT_SENT, AttemptState.RESOLVED_NOT_SENT, DeliveryState.EXPIRED),
    ],
)
async def test_a_reminder_in_doubt_is_settled_at_once_and_never_repeated(
    office: Office, verdict: Verdict, attempt: AttemptState, delivery: DeliveryState
) -> None:
    told, _ = await office.told()
    reminder = await a_reminder(office, told)
    await office.send(reminder, LOST)

    await resolve(office, reminder, verdict)

    assert await office.attempts(reminder) == [attempt]
    assert await office.channels(reminder) == {"sms": delivery}
    assert (await office.events(told))[-1] == "doubt_settled"
    assert [batch.differences for batch in LedgerAudit(office.database).batches()] == [()]


async def test_the_letter_of_an_application_that_ended_meanwhile_is_not_sent_again(office: Office) -> None:
    letter = await a_doubt(office)
    ref = application_of(letter)
    case = await office.stores.cases.open(ref)
    await office.stores.cases.end(case, Outcome.WITHDRAWN, None, request=CommandKind.WITHDRAWN, now=NOW)

    await resolve(office, letter, Verdict.NOT_SENT)

    assert await office.channels(letter) == {"email": DeliveryState.EXPIRED}


async def test_another_companys_letter_is_not_found(office: Office) -> None:
    letter = await a_doubt(office)

    with pytest.raises(LetterNotFoundError):
        await office.stores.doubts.resolve(
            "another company", letter.letter_id, Verdict.SENT, note=None, actor="user-1", now=LATER
        )
