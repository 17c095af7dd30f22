"""Retries and fallbacks that would ring at night wait for the morning; e-mail does not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kindregards.domain.channels import Channel, SendStatus
from kindregards.domain.journey import Told
from kindregards.domain.policies import SendWindow, Telling
from kindregards.domain.ports.journey import LetterStanding
from tests.store.office import Office, founded
from tests.world import QUICK_POLICY

pytestmark = pytest.mark.anyio

# NOW is 18:00 in Shanghai; night begins there at 21:00.
NIGHT = datetime(2026, 3, 4, 14, 0, tzinfo=UTC)
MORNING = datetime(2026, 3, 5, 0, 0, tzinfo=UTC)
BY_DAY = replace(QUICK_POLICY, telling=Telling(cooling_off=timedelta(0), person_gap=timedelta(0), window=SendWindow()))


@pytest.fixture
def day_office(join_office: Callable[[], Office]) -> Office:
    """Return a company that writes by day only."""
    return founded(join_office(), BY_DAY)


async def test_a_fallback_to_a_text_message_at_night_waits_for_the_morning(day_office: Office) -> None:
    letter = await day_office.rejected(1, Channel.EMAIL, Channel.SMS)
    await day_office.send(letter, SendStatus.REFUSED)

    at_night = await day_office.try_reserve(letter, NIGHT)
    in_the_morning = await day_office.reserve(letter, MORNING)

    assert at_night == LetterStanding(told=Told.AGAIN, at=MORNING)
    assert in_the_morning.channel is Channel.SMS


async def test_a_letter_that_waits_for_the_morning_can_be_undone(day_office: Office) -> None:
    letter = await day_office.rejected(1, Channel.SMS)

    await day_office.try_reserve(letter, NIGHT)

    decision = (await day_office.view(letter)).decision
    assert decision is not None
    assert decision.can_be_undone


async def test_an_email_goes_by_night_too(day_office: Office) -> None:
    letter = await day_office.rejected(1, Channel.EMAIL)

    assert (await day_office.reserve(letter, NIGHT)).channel is Channel.EMAIL


async def test_a_window_that_never_closes_has_no_night(office: Office) -> None:
    letter = await office.rejected(1, Channel.SMS)

    assert (await office.reserve(letter, NIGHT)).channel is Channel.SMS
