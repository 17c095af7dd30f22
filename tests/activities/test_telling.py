"""Telling about an application that ended meanwhile."""

import pytest

from kindregards.domain.applications import Outcome
from kindregards.domain.journey import CommandKind, Told
from tests.activities.steps import a_telling
from tests.builders import NOW
from tests.store.office import Office, an_advance, application_of

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
