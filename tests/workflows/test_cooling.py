"""Between decision and telling: cooling-off, send window, undo."""

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kindregards.domain.applications import ApplicationState, Outcome
from kindregards.domain.decisions import LetterAlreadySentError
from kindregards.domain.intake import NothingToUndoError
from kindregards.domain.journey import CommandKind
from kindregards.domain.policies import DEFAULT_POLICY, SendWindow
from tests.world import AT_ONCE, QUICK_POLICY, World, a_world

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

COOLING = replace(QUICK_POLICY, telling=replace(AT_ONCE, cooling_off=timedelta(hours=2)))


async def test_a_letter_leaves_only_after_cooling_off(sqlite_url: str, tmp_path: Path) -> None:
    async with a_world(sqlite_url, tmp_path, policy=COOLING) as world:
        ref = await world.submit(score=58)
        await world.until(ref, ApplicationState.LETTER_PENDING)
        await world.pass_time(timedelta(minutes=90))
        assert world.senders.email.sent == []

        await world.pass_time(timedelta(minutes=31))

        await world.until(ref, ApplicationState.TOLD)


async def test_a_letter_leaves_within_the_candidates_working_hours(sqlite_url: str, tmp_path: Path) -> None:
    window = SendWindow(start=time(9), end=time(18), workdays_only=True)
    policy = replace(DEFAULT_POLICY, telling=replace(AT_ONCE, window=window))
    async with a_world(sqlite_url, tmp_path, policy=policy) as world:
        ref = await world.submit(score=58)
        await world.until(ref, ApplicationState.LETTER_PENDING, ApplicationState.TOLD)

        await world.pass_time(timedelta(days=12))

        view = await world.until(ref, ApplicationState.TOLD)
        assert view.told_at is not None
        local = view.told_at.astimezone(ZoneInfo("Asia/Shanghai"))
        assert time(9) <= local.time() < time(18)


async def test_undoing_a_cooling_rejection_asks_a_person_and_sends_nothing(sqlite_url: str, tmp_path: Path) -> None:
    async with a_world(sqlite_url, tmp_path, policy=COOLING) as world:
        ref = await world.submit(score=58)
        await world.until(ref, ApplicationState.LETTER_PENDING)

        await world.stores.requests.undo(ref, actor="user-1", reason="second look", now=await world.now())

        await world.until(ref, ApplicationState.AWAITING_REVIEW)
        await world.pass_time(timedelta(hours=5))
        assert (await world.review(ref)).review.flags == ("undone",)
        assert world.senders.email.sent == []


async def test_a_letter_let_go_before_its_time_leaves_at_once_but_not_by_night(sqlite_url: str, tmp_path: Path) -> None:
    telling = replace(AT_ONCE, cooling_off=timedelta(days=9), window=SendWindow(start=time(9), end=time(18)))
    async with a_world(sqlite_url, tmp_path, policy=replace(QUICK_POLICY, telling=telling)) as world:
        ref = await world.submit(score=58)
        view = await world.until(ref, ApplicationState.LETTER_PENDING)
        assert view.letter_id is not None

        await world.stores.letter_hurrying.hurry(ref.company_id, view.letter_id, actor="u1", now=await world.now())
        await world.pass_time(timedelta(days=1))

        told_at = (await world.until(ref, ApplicationState.TOLD)).told_at
        assert told_at is not None
        assert time(9) <= told_at.astimezone(ZoneInfo("Asia/Shanghai")).time() < time(18)


async def test_an_undone_rejection_can_become_an_advance(sqlite_url: str, tmp_path: Path) -> None:
    async with a_world(sqlite_url, tmp_path, policy=COOLING) as world:
        ref = await world.submit(score=58)
        await world.until(ref, ApplicationState.LETTER_PENDING)
        await world.stores.requests.undo(ref, actor="user-1", reason="second look", now=await world.now())
        await world.until(ref, ApplicationState.AWAITING_REVIEW)

        await world.decide(ref, Outcome.ADVANCE)
        await world.until(ref, ApplicationState.LETTER_PENDING)
        await world.pass_time(timedelta(hours=3))

        view = await world.until(ref, ApplicationState.CLOSED)
        assert view.outcome is Outcome.ADVANCE
        assert view.decision is not None
        assert view.decision.version == 2


async def test_a_cooling_advance_can_be_undone_and_rejected(sqlite_url: str, tmp_path: Path) -> None:
    async with a_world(sqlite_url, tmp_path, policy=COOLING) as world:
        ref = await world.submit(score=90)
        await world.until(ref, ApplicationState.LETTER_PENDING)
        await world.stores.requests.undo(ref, actor="user-1", reason="wrong person", now=await world.now())
        await world.until(ref, ApplicationState.AWAITING_REVIEW)

        await world.decide(ref, Outcome.REJECT, reason="interview_performance")
        await world.until(ref, ApplicationState.LETTER_PENDING)
        await world.pass_time(timedelta(hours=3))

        await world.until(ref, ApplicationState.TOLD)
        assert len(world.senders.email.sent) == 1


async def test_nothing_can_be_undone_once_the_letter_has_left(world: World) -> None:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)

    with pytest.raises(LetterAlreadySentError):
        await world.stores.requests.undo(ref, actor="user-1", reason="too late", now=await world.now())


async def test_there_is_nothing_to_undo_before_a_decision(world: World) -> None:
    ref = await world.submit(score=65)
    await world.until(ref, ApplicationState.AWAITING_REVIEW)

    with pytest.raises(NothingToUndoError):
        await world.stores.requests.undo(ref, actor="user-1", reason="too early", now=await world.now())


async def test_withdrawing_while_cooling_stops_the_rejection_and_thanks(sqlite_url: str, tmp_path: Path) -> None:
    async with a_world(sqlite_url, tmp_path, policy=COOLING) as world:
        ref = await world.submit(score=58)
        await world.until(ref, ApplicationState.LETTER_PENDING)

        await world.ask(ref, CommandKind.WITHDRAWN, reason="better_offer")

        view = await world.until(ref, ApplicationState.CLOSED)
        await world.pass_time(timedelta(hours=5))
        letters = await world.stores.letters.letters_of(ref)
        assert view.outcome is Outcome.WITHDRAWN
        assert {letter.purpose: letter.state for letter in letters} == {"outcome": "cancelled", "withdrawn": "released"}


async def test_letters_to_one_person_keep_their_distance(sqlite_url: str, tmp_path: Path) -> None:
    policy = replace(QUICK_POLICY, telling=replace(AT_ONCE, person_gap=timedelta(days=1)))
    async with a_world(sqlite_url, tmp_path, policy=policy) as world:
        first = await world.submit(score=58)
        await world.until(first, ApplicationState.TOLD)
        candidate = (await world.stores.cases.open(first)).candidate

        second = await world.submit(score=58, candidate=candidate)

        await world.until(second, ApplicationState.LETTER_PENDING)
        await world.pass_time(timedelta(hours=20))
        assert len(world.senders.email.sent) == 1
        await world.pass_time(timedelta(hours=5))
        await world.until(second, ApplicationState.TOLD)


async def test_a_candidate_who_withdrew_is_told_nothing_while_the_command_is_still_on_its_way(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with a_world(sqlite_url, tmp_path, policy=COOLING) as world:
        ref = await world.submit(score=58)
        await world.until(ref, ApplicationState.LETTER_PENDING)
        relay, world.trigger.relay = world.trigger.relay, None
        await world.ask(ref, CommandKind.WITHDRAWN)

        await world.pass_time(timedelta(hours=3))

        assert world.senders.email.sent == []
        assert relay is not None
        relay(world.trigger.missed[0])
        view = await world.until(ref, ApplicationState.CLOSED)
        assert view.outcome is Outcome.WITHDRAWN


async def test_an_undo_whose_command_stays_away_is_asked_about_by_the_clock(sqlite_url: str, tmp_path: Path) -> None:
    async with a_world(sqlite_url, tmp_path, policy=COOLING) as world:
        ref = await world.submit(score=58)
        await world.until(ref, ApplicationState.LETTER_PENDING)
        world.trigger.relay = None
        await world.stores.requests.undo(ref, actor="user-1", reason="second look", now=await world.now())

        await world.pass_time(timedelta(hours=2, minutes=10))

        await world.until(ref, ApplicationState.AWAITING_REVIEW)
        asked = await world.review(ref)
        world.trigger.relay = world.relay
        world.relay(world.trigger.missed[0])
        await world.decide(ref, Outcome.ADVANCE)
        await world.until(ref, ApplicationState.LETTER_PENDING)
        await world.pass_time(timedelta(hours=3))
        view = await world.until(ref, ApplicationState.CLOSED)
        assert asked.review.flags == ("undone",)
        assert (view.review_id, view.outcome) == (asked.review.id, Outcome.ADVANCE)
        assert world.senders.email.sent == []
