"""The kill switch: nothing leaves while it is held, nothing is lost, and nobody is blamed."""

from datetime import timedelta

import pytest

from kindregards.domain.applications import ApplicationState
from kindregards.domain.channels import Channel
from kindregards.domain.journey import Told
from kindregards.domain.pausing import FIRST_LOOK, RAREST_LOOK
from kindregards.domain.ports.journey import LetterStanding, Reservation
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.pauses import Pauses
from kindregards.store.tables import SenderTable
from tests.builders import NOW
from tests.store.office import Office

pytestmark = pytest.mark.anyio

LATER = NOW + timedelta(hours=3)


def switch_of(office: Office) -> Pauses:
    return office.stores.pauses


async def paused(office: Office) -> None:
    await switch_of(office).pause(DEFAULT_COMPANY_ID, actor="user-1", reason="wrong template", now=NOW)


async def test_letters_of_every_channel_wait_undoable_while_sending_is_paused(office: Office) -> None:
    await paused(office)

    for number, channel in enumerate((Channel.EMAIL, Channel.SMS), start=1):
        letter = await office.rejected(number, channel)
        waiting = await office.try_reserve(letter)

        assert isinstance(waiting, LetterStanding)
        assert waiting.told is Told.AGAIN
        assert waiting.at is not None
        assert NOW + FIRST_LOOK <= waiting.at <= NOW + RAREST_LOOK
        view = await office.view(letter)
        assert view.state is ApplicationState.LETTER_PENDING
        assert view.decision is not None
        assert view.decision.can_be_undone
        assert await office.attempts(letter) == []


async def test_a_long_pause_is_looked_at_every_quarter_of_an_hour(office: Office) -> None:
    await paused(office)

    waiting = await office.try_reserve(await office.rejected(), LATER)

    assert isinstance(waiting, LetterStanding)
    assert waiting.at is not None
    assert LATER + RAREST_LOOK - FIRST_LOOK <= waiting.at <= LATER + RAREST_LOOK


async def test_every_worker_stops_and_goes_on_by_the_same_switch(office: Office, rival: Office) -> None:
    letter = await office.rejected()
    await paused(office)
    assert isinstance(await rival.try_reserve(letter), LetterStanding)

    await switch_of(rival).go_on(DEFAULT_COMPANY_ID, actor="user-2", now=LATER)

    assert isinstance(await office.try_reserve(letter, LATER), Reservation)


async def test_pausing_twice_keeps_who_did_it_first(office: Office) -> None:
    await paused(office)

    again = await switch_of(office).pause(DEFAULT_COMPANY_ID, actor="user-2", reason="me too", now=LATER)

    assert (again.since, again.by, again.reason) == (NOW, "user-1", "wrong template")
    assert await switch_of(office).current(DEFAULT_COMPANY_ID) == again


async def test_going_on_twice_is_going_on(office: Office) -> None:
    await paused(office)

    for _ in range(2):
        await switch_of(office).go_on(DEFAULT_COMPANY_ID, actor="user-1", now=LATER)

    assert await switch_of(office).current(DEFAULT_COMPANY_ID) is None


async def test_another_company_is_not_paused(office: Office) -> None:
    await paused(office)

    assert await switch_of(office).current("00000000-0000-7000-8000-000000000002") is None


async def test_who_paused_and_who_let_it_go_on_stand_in_the_log_without_the_reason(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await paused(office)
    await switch_of(office).go_on(DEFAULT_COMPANY_ID, actor="user-2", now=LATER)

    records = [(record.message, record.__dict__["actor"]) for record in caplog.records if "sending" in record.message]
    assert records == [("sending_paused", "user-1"), ("sending_goes_on", "user-2")]
    assert "wrong template" not in caplog.text


async def test_the_reason_is_sealed(office: Office) -> None:
    await paused(office)

    row = await office.database.read(lambda session: session.query(SenderTable).one())

    assert row.sealed_pause_reason is not None
    assert b"wrong template" not in row.sealed_pause_reason
