"""Invitations: written on consent, looked at again when they leave, and stopped by whatever ends the consent."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from kindregards.domain.appeals import NewAppeal
from kindregards.domain.applications import Consents, Outcome
from kindregards.domain.journey import ApplicationRef, CommandKind, LetterRef, Told
from kindregards.domain.letters import LetterState
from kindregards.domain.ports.journey import LetterStanding, Reservation
from kindregards.domain.provider_events import EventKind, EventReason, ProviderEvent, Severity
from kindregards.domain.talent_pool import CONSENT_LASTS, Invited, NotInvitableError, PoolEntryNotFoundError
from kindregards.store.cases import close_application
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.builders import NOW, a_candidate
from tests.store.office import Office, an_advance, application_of, letter_of

pytestmark = pytest.mark.anyio

LATER = NOW + timedelta(days=1)
LEAVES = LATER + timedelta(hours=1)
OPENING = "社区运营主管"


async def in_the_pool(office: Office) -> tuple[LetterRef, Reservation, str]:
    """Return a told rejection, its link, and the consent given behind it."""
    letter, reserved = await office.told()
    await office.stores.voice.join_pool(reserved.token, now=LATER)
    (entry,) = (await office.stores.talent_pool.page(DEFAULT_COMPANY_ID, limit=9, now=LATER)).entries
    return letter, reserved, entry.id


async def invited(office: Office, entry_id: str, opening: str = OPENING) -> Invited:
    return await office.stores.invitations.invite(DEFAULT_COMPANY_ID, entry_id, opening, actor="user-1", now=LATER)


async def test_a_consent_that_comes_with_an_application_counts_once_its_no_is_told(office: Office) -> None:
    person = a_candidate(external_id="p-1", consents=Consents(talent_pool=True, sms=True))
    pool = office.stores.talent_pool
    letter = await office.reject(await office.submit(1, candidate=person))
    before = await pool.page(DEFAULT_COMPANY_ID, limit=9, now=LATER)

    await office.send(letter)

    (entry,) = (await pool.page(DEFAULT_COMPANY_ID, limit=9, now=LATER)).entries
    assert before.entries == ()
    assert (entry.source, entry.consented_at, entry.expires_at) == ("integrator", NOW, NOW + CONSENT_LASTS)
    records = await office.database.read(
        lambda session: str(session.execute(text("SELECT consent_records FROM candidates")).scalar_one())
    )
    assert "integrator" in records
    assert "ai_interview" not in records


async def test_an_invitation_is_written_once_and_finds_its_way_although_its_journey_ended(office: Office) -> None:
    letter, _, entry_id = await in_the_pool(office)
    await office.database.write(lambda session: close_application(session, application_of(letter), LATER))

    first, again = await invited(office, entry_id), await invited(office, entry_id)
    other = await invited(office, entry_id, "数据分析师")

    assert (first == again, other.letter_id != first.letter_id) == (True, True)
    waiting = [
        command.command
        for hour in range(1, 4)
        for command in await office.queue.claim(limit=9, now=LATER + timedelta(hours=hour))
    ]
    told_of = {command.reference for command in waiting if command.kind is CommandKind.INVITED}
    assert first.letter_id in told_of
    reserved = await office.reserve(letter_of(application_of(letter), first.letter_id), LEAVES)
    assert OPENING in reserved.letter.body
    (entry,) = (await office.stores.talent_pool.page(DEFAULT_COMPANY_ID, limit=9, now=LATER)).entries
    assert (entry.invited_at, entry.invited_to) == (LATER, "数据分析师")


async def withdraw(office: Office, letter: LetterRef, token: str) -> None:
    del letter
    await office.stores.voice.leave_pool(token, now=LEAVES)


async def apply_again(office: Office, letter: LetterRef, token: str) -> None:
    del token
    known = (await office.stores.cases.open(application_of(letter))).candidate
    # Under another id of the integrator's: the same address tells.
    await office.submit(7, candidate=replace(known, external_id="p-again"), now=LEAVES)


async def unsubscribe(office: Office, letter: LetterRef, token: str) -> None:
    del letter
    await office.stores.pages.unsubscribe(token, now=LEAVES)


async def leave_under_another_id(office: Office, letter: LetterRef, token: str) -> None:
    del token
    known = (await office.stores.cases.open(application_of(letter))).candidate
    again = await office.submit(8, candidate=replace(known, external_id="p-8", email=None), now=NOW)
    await office.stores.cases.end(
        await office.stores.cases.open(again), Outcome.WITHDRAWN, None, request=CommandKind.WITHDRAWN, now=NOW
    )
    await office.stores.talent_pool.leave(again, now=LEAVES)


async def appeal(office: Office, letter: LetterRef, token: str) -> None:
    del token
    await office.stores.appeals.add(application_of(letter), NewAppeal(source="candidate"), now=LEAVES)


async def be_erased(office: Office, letter: LetterRef, token: str) -> None:
    del letter
    await office.stores.voice.ask_erasure(token, now=LATER)
    erasure = await office.database.read(lambda session: session.execute(text("SELECT id FROM erasures")).scalar_one())
    await office.stores.erasures.carry_out(DEFAULT_COMPANY_ID, erasure, actor="user-1", now=LEAVES)


Leaving = Callable[[Office, LetterRef, str], Awaitable[None]]


@pytest.mark.parametrize("leave", [withdraw, leave_under_another_id, apply_again, unsubscribe, appeal, be_erased])
async def test_nothing_leaves_once_the_consent_has_ended(office: Office, leave: Leaving) -> None:
    letter, reserved, entry_id = await in_the_pool(office)
    written = await invited(office, entry_id)
    invitation = letter_of(application_of(letter), written.letter_id)

    await leave(office, letter, reserved.token)

    standing = await office.try_reserve(invitation, LEAVES + timedelta(minutes=1))
    assert isinstance(standing, LetterStanding)
    assert standing.told is Told.OVER
    with pytest.raises(NotInvitableError):
        await invited(office, entry_id, "数据分析师")


async def correct(office: Office, ref: ApplicationRef) -> None:
    await office.stores.corrections.correct(ref, actor="user-1", reason="wrong_score", now=LEAVES)


async def reinstate(office: Office, ref: ApplicationRef) -> None:
    await office.stores.appeals.add(ref, NewAppeal(source="candidate"), now=LATER)
    await office.decide(await office.ask(ref), outcome=Outcome.ADVANCE)
    await office.stores.cases.record_decision(await office.stores.cases.open(ref), an_advance(), None)


@pytest.mark.parametrize(("take_back", "ending"), [(correct, "corrected"), (reinstate, "reinstated")])
async def test_a_consent_given_to_a_no_that_was_taken_back_ends_with_it(
    office: Office, take_back: Callable[[Office, ApplicationRef], Awaitable[None]], ending: str
) -> None:
    letter, _, _ = await in_the_pool(office)

    await take_back(office, application_of(letter))

    page = await office.stores.talent_pool.page(DEFAULT_COMPANY_ID, limit=9, now=LEAVES, everybody=True)
    assert [each.ended_because for each in page.entries] == [ending]


async def test_nothing_leaves_after_the_year_nor_to_somebody_else_and_a_bounce_is_no_withdrawal(office: Office) -> None:
    letter, reserved, entry_id = await in_the_pool(office)
    written = await invited(office, entry_id)
    late = letter_of(application_of(letter), written.letter_id)
    bounced = ProviderEvent(
        provider="script",
        event_key="bounce-1",
        kind=EventKind.BOUNCED,
        occurred_at=LATER,
        attempt_id=reserved.attempt_id,
        severity=Severity.PERMANENT,
        reason=EventReason.INVALID,
    )

    await office.report(bounced, now=LATER)

    (entry,) = (await office.stores.talent_pool.page(DEFAULT_COMPANY_ID, limit=9, now=LATER)).entries
    assert entry.id == entry_id
    await invited(office, entry_id, "数据分析师")
    (channels,) = await office.database.read(
        lambda session: session.execute(
            text("SELECT channels FROM letters WHERE purpose = 'invitation' AND sequence = 2")
        ).one()
    )
    assert "sms" in str(channels)
    assert "email" not in str(channels)
    with pytest.raises(PoolEntryNotFoundError):
        await office.stores.invitations.invite("another-company", entry_id, OPENING, actor="user-1", now=LATER)
    standing = await office.try_reserve(late, LATER + CONSENT_LASTS)
    assert isinstance(standing, LetterStanding)
    sheet = await office.stores.letters.letter(DEFAULT_COMPANY_ID, written.letter_id)
    assert (standing.told, sheet.state) == (Told.OVER, LetterState.CANCELLED)
