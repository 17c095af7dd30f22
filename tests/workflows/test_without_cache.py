"""Journeys of a worker that remembers nothing: every workflow task replays the whole history."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from kindregards.domain.applications import ApplicationState, Outcome
from kindregards.domain.journey import CommandKind
from tests.builders import an_interview_result
from tests.world import World, a_world

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


@pytest.fixture
async def forgetful(sqlite_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with a_world(sqlite_url, tmp_path, max_cached_workflows=0) as world:
        yield world


async def test_a_rejection_is_told_once(forgetful: World) -> None:
    ref = await forgetful.submit(score=58)
    await forgetful.until(ref, ApplicationState.TOLD)

    assert len(forgetful.senders.email.sent) == 1


async def test_a_review_is_waited_for_and_decided(forgetful: World) -> None:
    ref = await forgetful.submit(score=65)
    await forgetful.until(ref, ApplicationState.AWAITING_REVIEW)
    await forgetful.pass_time(timedelta(hours=30))
    await forgetful.decide(ref, Outcome.REJECT)
    view = await forgetful.until(ref, ApplicationState.TOLD)

    assert view.outcome is Outcome.REJECT


async def test_a_late_result_and_an_advance_end_the_journey(forgetful: World) -> None:
    ref = await forgetful.submit(result=None)
    await forgetful.add_result(ref, an_interview_result(score=90))
    view = await forgetful.until(ref, ApplicationState.CLOSED)

    assert view.outcome is Outcome.ADVANCE


async def test_a_withdrawal_ends_it_at_once(forgetful: World) -> None:
    ref = await forgetful.submit(result=None)
    await forgetful.ask(ref, CommandKind.WITHDRAWN, reason="better_offer")
    view = await forgetful.until(ref, ApplicationState.CLOSED)

    assert view.outcome is Outcome.WITHDRAWN
