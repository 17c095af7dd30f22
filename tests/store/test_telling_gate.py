"""What must hold at the moment of telling, whoever else is about to tell, undo or offer."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from kindregards.domain.applications import ApplicationState, Candidate, HeldReason, Stage
from kindregards.domain.channels import Channel, SendStatus
from kindregards.domain.decisions import DecisionMode, DecisionState, LetterAlreadySentError
from kindregards.domain.intake import ApplicationView
from kindregards.domain.journey import ApplicationRef, LetterRef, Told
from kindregards.domain.letters import LetterNotFoundError
from kindregards.domain.policies import DEFAULT_POLICY
from kindregards.domain.ports.journey import LetterStanding, Reservation
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.ledger import AttemptLostError
from tests.builders import NOW, a_candidate
from tests.racing import ROUNDS
from tests.store.office import Office, a_rejection, an_advance, application_of, letter_of
from tests.world import QUICK_POLICY

pytestmark = pytest.mark.anyio

DAY = timedelta(days=1)
_UNCHANGED: Mapping[str, str | None] = {}
FREE_AGAIN = LetterStanding(told=Told.AGAIN, at=NOW + DAY)


async def keep_a_day_between_letters(office: Office) -> None:
    telling = replace(QUICK_POLICY.telling, person_gap=DAY)
    policies = office.stores.policies
    policy = replace(DEFAULT_POLICY, telling=telling)
    draft = await policies.add_draft(DEFAULT_COMPANY_ID, "default", policy, author="user-1", now=NOW)
    await policies.activate(DEFAULT_COMPANY_ID, "default", draft.version, now=NOW)


async def letters_to_one_person(
    office: Office, number: int = 1, *, again: Mapping[str, str | None] = _UNCHANGED
) -> tuple[LetterRef, LetterRef]:
    """Return two letters; `again` is what the person's second application says of them otherwise."""
    person = a_candidate(
        external_id=f"p-{number}",
        email=f"wang.{number}@example.com",
        phone=f"+86138001380{number:02}",
        channels=(Channel.EMAIL, Channel.SMS),
    )
    one = await office.submit(number, candidate=person)
    other = await office.submit(number + 1, candidate=a_candidate_like(person, again))
    return await office.reject(one), await office.reject(other)


def a_candidate_like(person: Candidate, again: Mapping[str, str | None]) -> Candidate:
    return replace(person, **again)  # type: ignore[arg-type] # replace() checks the names


async def offered(office: Office, number: int = 9) -> ApplicationRef:
    """Return an application whose candidate holds an offer of ours."""
    ref = await office.submit(number, stage=Stage.OFFER, candidate=a_candidate())
    await office.stores.cases.record_decision(await office.stores.cases.open(ref), an_advance(), None)
    return ref


async def undo(office: Office, letter: LetterRef) -> ApplicationView:
    ref = application_of(letter)
    return await office.stores.requests.undo(ref, actor="user-1", reason="wrong_score", now=NOW)


@pytest.mark.parametrize(
    "again", [{}, {"external_id": "p-2", "phone": None}, {"external_id": "p-2", "email": "wang@elsewhere.example"}]
)
async def test_letters_to_one_person_keep_their_distance(office: Office, again: dict[str, str | None]) -> None:
    await keep_a_day_between_letters(office)
    one, other = await letters_to_one_person(office, again=again)
    await office.send(one)

    waits = await office.try_reserve(other)
    day_after = await office.reserve(other, NOW + DAY)

    assert waits == FREE_AGAIN
    assert day_after.channel is Channel.EMAIL


async def test_of_two_letters_to_one_person_at_once_one_waits(office: Office, rival: Office) -> None:
    await keep_a_day_between_letters(office)
    for number in range(0, 16, 2):
        under_another_id = {"external_id": f"p-{number + 1}"} if number % 4 else {}
        one, other = await letters_to_one_person(office, number, again=under_another_id)

        results = await asyncio.gather(office.try_reserve(one), rival.try_reserve(other))

        assert [each for each in results if isinstance(each, LetterStanding)] == [FREE_AGAIN]


async def test_the_next_channel_of_the_same_letter_need_not_wait_for_itself(office: Office) -> None:
    await keep_a_day_between_letters(office)
    one, _ = await letters_to_one_person(office)
    _, standing = await office.send(one, SendStatus.REFUSED)

    following = await office.reserve(one)

    assert standing == LetterStanding(told=Told.AGAIN, at=NOW)
    assert following.channel is Channel.SMS


async def test_a_letter_that_may_not_leave_claims_nobodys_attention(office: Office) -> None:
    await keep_a_day_between_letters(office)
    one, other = await letters_to_one_person(office)
    await undo(office, one)

    stopped = await office.try_reserve(one)
    following = await office.reserve(other)

    assert stopped == LetterStanding(told=Told.STOPPED)
    assert following.channel is Channel.EMAIL


async def test_letters_to_two_people_behind_one_address_do_not_wait_for_each_other(office: Office) -> None:
    await keep_a_day_between_letters(office)
    one, other = await letters_to_one_person(office, again={"external_id": "p-2", "name": "李娜"})
    await office.send(one)

    assert (await office.reserve(other)).channel is Channel.EMAIL


async def test_nobody_is_rejected_while_they_hold_an_offer_of_ours(office: Office) -> None:
    await offered(office)
    letter = await office.reject(await office.submit(1, candidate=a_candidate()))

    standing = await office.try_reserve(letter)

    assert standing == LetterStanding(told=Told.ASK_FIRST)
    assert (await office.view(letter)).state is ApplicationState.LETTER_PENDING
    assert await office.attempts(letter) == []


async def test_a_person_who_was_asked_because_of_the_offer_has_the_last_word(office: Office) -> None:
    await offered(office)
    ref = await office.submit(1, candidate=a_candidate())
    await office.reject(ref)
    told = []

    for flags in ((), (HeldReason.LIVE_OFFER,)):
        await office.decide(await office.ask(ref, flags=flags))
        case = await office.stores.cases.open(ref)
        letter_id = await office.stores.cases.record_decision(case, a_rejection(mode=DecisionMode.HUMAN), None)
        assert letter_id is not None
        told.append(await office.try_reserve(letter_of(ref, letter_id)))

    assert told[0] == LetterStanding(told=Told.ASK_FIRST)
    assert isinstance(told[1], Reservation)


async def test_an_offer_that_is_over_stands_in_nobodys_way(office: Office) -> None:
    offer = await offered(office)
    letter = await office.reject(await office.submit(1, candidate=a_candidate()))
    await office.try_reserve(letter)
    await office.stores.cases.close(offer, NOW)
    await office.resume(letter, "retry")

    reserved = await office.reserve(letter)

    assert reserved.channel is Channel.WECHAT


@pytest.mark.parametrize("changes", [{"email": "WANG@example.com", "phone": None}, {"email": "li@example.com"}])
async def test_the_holder_of_an_offer_is_known_by_address_or_number_under_another_id(
    office: Office, changes: dict[str, str | None]
) -> None:
    await offered(office)
    again = a_candidate(external_id="p-2", **changes)

    standing = await office.try_reserve(await office.reject(await office.submit(1, candidate=again)))

    assert standing == LetterStanding(told=Told.ASK_FIRST)


async def test_nobody_is_rejected_while_they_are_under_way_at_a_later_stage(office: Office) -> None:
    further = await office.submit(8, candidate=a_candidate(), stage=Stage.SECOND_ROUND)
    letter = await office.reject(await office.submit(1, candidate=a_candidate()))

    held = await office.try_reserve(letter)
    await office.stores.cases.close(further, NOW)
    await office.resume(letter, "retry")

    assert held == LetterStanding(told=Told.ASK_FIRST)
    assert isinstance(await office.try_reserve(letter), Reservation)


async def test_an_offer_to_somebody_else_stands_in_nobodys_way(office: Office) -> None:
    await offered(office)
    stranger = a_candidate(external_id="p-1", email="li@example.com", phone="+8613900002222", channels=(Channel.EMAIL,))
    letter = await office.reject(await office.submit(1, candidate=stranger))

    reserved = await office.reserve(letter)

    assert reserved.channel is Channel.EMAIL


async def test_a_closed_application_is_told_nothing(office: Office) -> None:
    letter = await office.rejected()
    await office.stores.cases.close(application_of(letter), NOW)

    standing = await office.try_reserve(letter)

    assert standing == LetterStanding(told=Told.OVER)


async def test_a_draft_is_not_sent(office: Office) -> None:
    ref = await office.submit()
    case = await office.ask(ref)
    assert case.letter_id is not None

    standing = await office.try_reserve(letter_of(ref, case.letter_id))

    assert standing == LetterStanding(told=Told.STOPPED)


async def test_the_letter_of_an_older_decision_is_not_sent(office: Office) -> None:
    old = await office.rejected()
    await undo(office, old)
    case = await office.ask(application_of(old))
    await office.decide(case)

    standing = await office.try_reserve(old)

    assert standing == LetterStanding(told=Told.STOPPED)


async def test_a_letter_that_does_not_exist_is_not_found(office: Office) -> None:
    letter = await office.rejected()

    with pytest.raises(LetterNotFoundError):
        await office.try_reserve(replace(letter, letter_id="missing"))


async def test_an_undone_decision_starts_no_attempt_even_if_one_was_reserved_before(office: Office) -> None:
    letter = await office.rejected()
    reserved = await office.reserve(letter)
    await office.stores.ledger.reconcile(letter, NOW)
    await undo(office, letter)

    with pytest.raises(AttemptLostError):
        await office.stores.ledger.start(reserved, NOW)


@pytest.mark.slow
async def test_of_undo_and_dispatch_exactly_one_wins(office: Office, rival: Office) -> None:
    letters = [await office.rejected(number) for number in range(ROUNDS)]

    async def race(number: int, letter: LetterRef) -> str:
        first, second = (office, rival) if number % 2 else (rival, office)
        undone, reserved = await asyncio.gather(undo(first, letter), second.try_reserve(letter), return_exceptions=True)
        if isinstance(reserved, Reservation):
            assert isinstance(undone, LetterAlreadySentError), undone
            await second.stores.ledger.start(reserved, NOW)
            return "sent"
        assert isinstance(undone, ApplicationView), undone
        assert reserved == LetterStanding(told=Told.STOPPED)
        return "undone"

    winners = await asyncio.gather(*(race(number, letter) for number, letter in enumerate(letters)))

    ends = [(await office.view(letter)).decision for letter in letters]
    assert [end is not None and end.state is DecisionState.UNDONE for end in ends] == [
        winner == "undone" for winner in winners
    ]
    assert winners.count("undone") + winners.count("sent") == ROUNDS
