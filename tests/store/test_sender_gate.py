"""The gate before a sender, shared by all workers: letters wait, one tries, operators hear of it once."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlmodel import col

from kindregards.domain.applications import ApplicationState
from kindregards.domain.channels import Channel, SendStatus
from kindregards.domain.circuits import SPREAD, TRIAL_LASTS
from kindregards.domain.deliveries import AttemptState
from kindregards.domain.journey import Told
from kindregards.domain.outgoing_events import NewEndpoint
from kindregards.domain.pacing import Pace
from kindregards.domain.ports.journey import LetterStanding, Reservation
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.pacing import Line
from kindregards.store.sender_gate import SenderGate
from kindregards.store.tables import OutgoingEventTable
from kindregards.store.webhook_endpoints import WebhookEndpoints
from tests.builders import NOW
from tests.store.office import Office, accepted, an_outcome

pytestmark = pytest.mark.anyio

MINUTE = timedelta(minutes=1)
REFUSED_US = an_outcome(SendStatus.MISCONFIGURED, error_code="http_401", provider="sendgrid")
OFFLINE = an_outcome(SendStatus.NOT_SENT, error_code="dns")


async def alerts(office: Office) -> list[tuple[str, object]]:
    rows = await office.database.read(
        lambda session: session.execute(
            select(col(OutgoingEventTable.type), col(OutgoingEventTable.payload))
            .where(col(OutgoingEventTable.type).startswith("sender."))
            .order_by(col(OutgoingEventTable.id))
        ).all()
    )
    return [(row.type, row.payload["error_code"]) for row in rows]


async def listen(office: Office) -> None:
    endpoints = WebhookEndpoints(office.database, office.stores.companies)
    await endpoints.add(DEFAULT_COMPANY_ID, NewEndpoint(url="https://ats.example.com/hook"), now=NOW)


async def test_letters_wait_for_a_sender_that_refuses_us_and_nobody_is_blamed(office: Office) -> None:
    first, second = await office.rejected(1), await office.rejected(2, Channel.EMAIL, Channel.SMS)
    _, standing = await office.send(first, REFUSED_US)

    waiting = await office.try_reserve(second)

    assert standing.told is Told.AGAIN
    assert standing.at is not None
    assert standing.at >= NOW + MINUTE
    assert isinstance(waiting, LetterStanding)
    assert waiting.told is Told.AGAIN
    assert waiting.at is not None
    assert NOW + MINUTE <= waiting.at <= NOW + MINUTE + SPREAD
    pending = await office.view(second)
    assert pending.state is ApplicationState.LETTER_PENDING
    assert pending.decision is not None
    assert pending.decision.can_be_undone
    assert await office.attempts(second) == []


async def test_one_letter_of_one_worker_tries_a_stopped_sender(office: Office, rival: Office) -> None:
    await office.send(await office.rejected(), REFUSED_US)
    letters = [await office.rejected(number) for number in range(2, 8)]
    later = NOW + MINUTE

    found = await asyncio.gather(
        *((office, rival)[turn % 2].try_reserve(letter, later) for turn, letter in enumerate(letters))
    )

    assert sum(isinstance(each, Reservation) for each in found) == 1


async def test_a_trial_that_is_taken_lets_all_go_again(office: Office) -> None:
    await office.send(await office.rejected(), REFUSED_US)
    await office.send(await office.rejected(2), accepted(2), NOW + MINUTE)

    reserved = await office.reserve(await office.rejected(3), NOW + MINUTE)

    assert reserved.channel is Channel.EMAIL


async def test_a_trial_that_fails_keeps_it_stopped_for_longer(office: Office) -> None:
    await office.send(await office.rejected(), REFUSED_US)
    _, standing = await office.send(await office.rejected(2), REFUSED_US, NOW + MINUTE)

    assert standing.at is not None
    assert standing.at >= NOW + 3 * MINUTE


async def test_a_trial_whose_worker_died_is_followed_by_another(office: Office) -> None:
    await office.send(await office.rejected(), REFUSED_US)
    await office.start(await office.rejected(2), NOW + MINUTE)

    following = await office.try_reserve(await office.rejected(3), NOW + MINUTE + TRIAL_LASTS)

    assert isinstance(following, Reservation)


async def test_the_operators_hear_once_that_a_sender_stopped_and_once_that_it_goes_again(office: Office) -> None:
    await listen(office)
    for number in range(3):
        await office.send(await office.rejected(number), REFUSED_US, NOW + 20 * number * MINUTE)

    assert await alerts(office) == [("sender.stopped", "http_401")]

    await office.send(await office.rejected(9), accepted(9), NOW + 90 * MINUTE)

    assert await alerts(office) == [("sender.stopped", "http_401"), ("sender.recovered", "http_401")]


async def test_a_provider_out_of_reach_stops_after_five_letters_not_one(office: Office) -> None:
    await listen(office)
    for number in range(4):
        await office.send(await office.rejected(number), OFFLINE)
    assert await alerts(office) == []

    await office.send(await office.rejected(4), OFFLINE)

    assert await alerts(office) == [("sender.stopped", "dns")]
    assert isinstance(await office.try_reserve(await office.rejected(5)), LetterStanding)


async def test_another_channel_and_a_test_application_go_on(office: Office) -> None:
    await office.send(await office.rejected(), REFUSED_US)

    by_sms = await office.reserve(await office.rejected(2, Channel.SMS))
    test = await office.reserve(await office.reject(await office.submit(3, is_test=True)))

    assert by_sms.channel is Channel.SMS
    assert test.channel is Channel.EMAIL


async def test_a_provider_that_asks_for_rest_gets_it_from_every_letter(office: Office) -> None:
    busy = an_outcome(SendStatus.NOT_SENT, error_code="http_429", retry_after=NOW + 10 * MINUTE)
    await office.send(await office.rejected(), busy)
    other = await office.rejected(2)

    waiting = await office.try_reserve(other, NOW + MINUTE)

    assert isinstance(waiting, LetterStanding)
    assert waiting.at is not None
    assert waiting.at >= NOW + 10 * MINUTE
    assert isinstance(await office.try_reserve(other, waiting.at), Reservation)


@pytest.fixture
def paced(office: Office) -> Office:
    """Return an office whose e-mails leave one in ten seconds."""
    gate = SenderGate({Channel.EMAIL: Pace(every=timedelta(seconds=10))})
    object.__setattr__(office.stores.ledger, "gate", gate)
    return office


async def test_each_letter_gets_a_place_in_line_of_its_own_and_waits_once(paced: Office) -> None:
    letters = [await paced.rejected(number) for number in range(4)]

    found = [await paced.try_reserve(letter) for letter in letters]

    assert isinstance(found[0], Reservation)
    waits = [each.at - NOW for each in found[1:] if isinstance(each, LetterStanding) and each.at]
    assert [wait.total_seconds() for wait in waits] == [10, 20, 30]
    for letter, wait in zip(letters[1:], waits, strict=True):
        assert isinstance(await paced.try_reserve(letter, NOW + wait), Reservation)


async def test_a_place_that_was_missed_is_taken_anew(paced: Office) -> None:
    letters = [await paced.rejected(number) for number in range(3)]
    for letter in letters:
        await paced.try_reserve(letter)

    late = [await paced.try_reserve(letter, NOW + timedelta(hours=1)) for letter in letters[1:]]

    assert [isinstance(each, Reservation) for each in late] == [True, False]


async def test_a_line_is_shared_by_processes(office: Office, rival: Office) -> None:
    pace = Pace(every=timedelta(seconds=10), burst=6)
    lines = [Line(each.database, "activity", pace) for each in (office, rival)]

    answers = await asyncio.gather(*(lines[turn % 2].take(DEFAULT_COMPANY_ID, now=NOW) for turn in range(10)))

    assert sum(at == NOW for at in answers) == 6
    assert {at for at in answers if at != NOW} == {NOW + timedelta(seconds=10)}


async def test_what_was_refused_for_our_account_is_never_the_candidates_failure(office: Office) -> None:
    letter = await office.rejected(1, Channel.EMAIL, Channel.SMS)
    send = partial(office.send, letter, REFUSED_US)
    now = NOW
    for _ in range(15):
        _, standing = await send(now)
        assert standing.at is not None
        now = standing.at

    assert set(await office.attempts(letter)) == {AttemptState.MISCONFIGURED}
