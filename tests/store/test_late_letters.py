"""Letters that lost their sense while they waited, and reports that come after what they speak of was taken back."""

import asyncio
from datetime import timedelta

import pytest

from kindregards.domain.channels import Channel, SendStatus
from kindregards.domain.dispatching import COURTESY_EXPIRES_AFTER
from kindregards.domain.intake import CandidateRequest
from kindregards.domain.journey import CommandKind, LetterRef, Told
from kindregards.domain.letters import LetterState
from kindregards.domain.ports.journey import LetterStanding, Reservation
from kindregards.domain.suppressions import Suppressing, SuppressionReason
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.suppressions import address_index, suppress
from tests.builders import NOW, a_candidate
from tests.racing import ROUNDS
from tests.store.office import LATER, Office, a_bounce, application_of
from tests.store.test_reminders import add, history
from tests.store.test_telling_gate import keep_a_day_between_letters, letters_to_one_person, undo

pytestmark = pytest.mark.anyio


async def state_of(office: Office, letter: LetterRef) -> str:
    return (await office.stores.letters.letter(letter.company_id, letter.letter_id)).state


async def test_a_reminder_that_waited_too_long_is_over_and_counts(office: Office) -> None:
    letter, _ = await office.told()
    reminder = await add(office, application_of(letter))

    standing = await office.try_reserve(reminder, NOW + COURTESY_EXPIRES_AFTER + timedelta(hours=1))

    assert standing == LetterStanding(told=Told.OVER)
    assert await state_of(office, reminder) == LetterState.CANCELLED
    known = await history(office, letter)
    assert (known.progress.reminders_sent, known.unsent_letter_id) == (1, None)


async def test_nobody_is_reminded_who_has_withdrawn_however_late_the_journey_hears_of_it(office: Office) -> None:
    letter, _ = await office.told()
    reminder = await add(office, application_of(letter))
    wish = CandidateRequest(kind=CommandKind.WITHDRAWN, source="candidate")
    await office.stores.requests.add(application_of(letter), wish, now=LATER)

    standing = await office.try_reserve(reminder, LATER)

    assert standing == LetterStanding(told=Told.OVER)
    assert (await history(office, letter)).progress.ended


async def test_a_report_about_a_letter_that_was_taken_back_tells_nobody_again(office: Office) -> None:
    letter, _ = await office.told()
    await office.stores.corrections.correct(application_of(letter), actor="user-1", reason="wrong_score", now=NOW)

    await office.stores.ledger.reconcile(letter, LATER)

    view = await office.view(letter)
    assert (view.state, view.told_at) == ("awaiting_review", None)
    assert (await office.events(letter)).count("told") == 1


async def test_a_letter_that_was_taken_back_and_bounces_holds_nobody(office: Office) -> None:
    letter, reserved = await office.told(1, Channel.EMAIL)
    await office.stores.corrections.correct(application_of(letter), actor="user-1", reason="wrong_score", now=NOW)
    await office.report(a_bounce(reserved))

    standing = await office.stores.ledger.reconcile(letter, LATER)

    assert standing == LetterStanding(told=Told.STOPPED)
    assert (await office.view(letter)).state == "awaiting_review"


async def test_a_review_opened_after_a_bounce_is_of_somebody_who_was_not_told(office: Office) -> None:
    letter, reserved = await office.told()
    await office.report(a_bounce(reserved))
    await office.stores.ledger.reconcile(letter, LATER)

    await office.ask(application_of(letter), flags=("live_offer",))

    view = await office.view(letter)
    assert (view.state, view.told_at, view.outcome) == ("awaiting_review", None, None)


async def test_who_is_busy_elsewhere_keeps_no_other_letter_to_the_person_waiting(office: Office) -> None:
    await keep_a_day_between_letters(office)
    one, other = await letters_to_one_person(office)
    _, standing = await office.send(one, SendStatus.NOT_SENT)

    reserved = await office.try_reserve(other)

    assert standing.told is Told.AGAIN
    assert isinstance(reserved, Reservation)


async def test_a_letter_that_no_channel_may_take_can_still_be_undone(office: Office) -> None:
    letter = await office.rejected(1, Channel.EMAIL)
    await suppress_mail(office, letter)
    standing = await office.try_reserve(letter)

    await undo(office, letter)

    assert standing == LetterStanding(told=Told.HELD)
    assert "decision_undone" in await office.events(letter)


async def suppress_mail(office: Office, letter: LetterRef) -> None:
    """Let the person's mail address take no letters any more."""
    candidate = (await office.stores.cases.open(application_of(letter))).candidate
    index = address_index(office.stores.ledger.blind_index, letter.company_id, candidate, Channel.EMAIL)
    gone = Suppressing(SuppressionReason.OPTED_OUT)
    await office.database.write(
        lambda session: suppress(session, letter.company_id, Channel.EMAIL, index, what=gone, now=NOW)
    )


async def test_who_applies_again_while_they_are_erased_is_somebody_new_or_stopped_too(
    office: Office, rival: Office
) -> None:
    for number in range(ROUNDS):
        person = a_candidate(external_id=f"p-{number}", email=f"p-{number}@example.com")
        first = await office.submit(number, candidate=person)
        await office.stores.erasures.ask(first, source="candidate", now=NOW)
        wish = await office.stores.erasures.erasure_of(first)

        _, again = await asyncio.gather(
            office.stores.erasures.carry_out(DEFAULT_COMPANY_ID, wish.id, actor="user-1", now=NOW),
            rival.submit(1000 + number, candidate=person),
        )

        events = [entry.event for entry in await office.stores.applications.timeline(again)]
        assert "erased" in events or (await office.stores.cases.open(again)).candidate.name == person.name
