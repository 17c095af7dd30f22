"""Telling about an application that ended meanwhile, and by a machine that stood still."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from kindregards.domain.applications import Outcome
from kindregards.domain.channels import SendResult, SendStatus
from kindregards.domain.deliveries import AttemptState
from kindregards.domain.dispatching import CALL_WITHIN, WORKER_LOST
from kindregards.domain.journey import CommandKind, Told
from kindregards.store.tables import AttemptTable
from tests.activities.steps import a_telling
from tests.builders import NOW
from tests.store.office import Office, an_advance, application_of
from tests.world import ScriptedSenders

pytestmark = pytest.mark.anyio


async def test_a_letter_cancelled_by_the_end_of_its_application_is_over(office: Office) -> None:
    letter = await office.rejected()
    case = await office.stores.cases.open(application_of(letter))
    await office.stores.cases.end(case, Outcome.WITHDRAWN, None, request=CommandKind.WITHDRAWN, now=NOW)

    dispatched = await a_telling(office).dispatch(letter)

    assert dispatched.told is Told.OVER


async def test_an_advance_of_an_application_that_ended_is_over(office: Office) -> None:
    case = await office.stores.cases.open(await office.submit(score=90))
    await office.stores.cases.record_decision(case, an_advance(), None)
    await office.stores.cases.end(case, Outcome.WITHDRAWN, None, request=CommandKind.WITHDRAWN, now=NOW)

    released = await a_telling(office).release(case.ref)

    assert released.told is Told.OVER


async def test_an_advance_that_was_undone_is_stopped(office: Office) -> None:
    case = await office.stores.cases.open(await office.submit(score=90))
    await office.stores.cases.record_decision(case, an_advance(), None)
    await office.stores.requests.undo(case.ref, actor="user-1", reason="wrong_person", now=NOW)

    released = await a_telling(office).release(case.ref)

    assert released.told is Told.STOPPED


async def test_a_worker_that_slept_between_writing_down_and_calling_sends_nothing(office: Office) -> None:
    letter, senders = await office.rejected(), ScriptedSenders()

    awake = NOW + CALL_WITHIN + timedelta(seconds=1)

    def clock() -> datetime:
        return awake if in_flight(office) else NOW

    dispatched = await a_telling(office, senders=senders, clock=clock).dispatch(letter)

    assert not senders.email.sent
    assert dispatched.told is Told.AGAIN
    again = await a_telling(office, senders=senders, clock=lambda: awake).dispatch(letter)
    assert again.told is Told.SENT
    assert len(senders.email.sent) == 1


async def test_a_letter_given_up_while_its_worker_slept_leaves_once(office: Office) -> None:
    letter, senders = await office.rejected(), ScriptedSenders()
    reserved = await office.reserve(letter)
    await office.stores.ledger.start(reserved, NOW, provider="script")
    later = NOW + CALL_WITHIN + timedelta(seconds=1)
    assert (await office.stores.ledger.reconcile(letter, later)).told is Told.HELD

    woken = SendResult(status=SendStatus.NOT_SENT, provider="script", error_code=WORKER_LOST)
    standing = await office.stores.ledger.finish(reserved, woken, later)

    assert standing.told is Told.AGAIN
    again = await a_telling(office, senders=senders, clock=lambda: later).dispatch(letter)
    assert again.told is Told.SENT
    assert len(senders.email.sent) == 1
    # Nobody opts out of being told; what one can do without carries the link (tests/workflows/test_inviting.py).
    assert senders.email.sent[0].unsubscribe_url is None


def in_flight(office: Office) -> int:
    """Return how many attempts are under way."""
    counted = select(func.count()).select_from(AttemptTable).where(col(AttemptTable.state) == AttemptState.IN_FLIGHT)
    return office.database.read_sync(lambda session: session.execute(counted).scalar_one())
