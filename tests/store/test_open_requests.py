"""Everything that waits for a person in one list, the earliest due first, and nothing that is settled."""

from datetime import timedelta

import pytest

from kindregards.domain.appeals import NewAppeal
from kindregards.domain.applications import Stage
from kindregards.domain.calls import CallResult, SettledCall
from kindregards.domain.open_requests import RequestKind
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.builders import NOW
from tests.store.office import Office, application_of

pytestmark = pytest.mark.anyio

LATER = NOW + timedelta(days=1)


async def kinds(office: Office) -> list[RequestKind]:
    waiting = await office.stores.people.requests.waiting(DEFAULT_COMPANY_ID, limit=10)
    assert all(each.candidate_name for each in waiting)
    return [each.kind for each in waiting]


async def test_requests_wait_until_they_are_settled(office: Office) -> None:
    letter, reserved = await office.told()
    await office.stores.appeals.add(application_of(letter), NewAppeal(source="candidate"), now=LATER)
    await office.stores.voice.ask_erasure(reserved.token, now=LATER)
    ref = application_of(await office.reject(await office.submit(2, stage=Stage.OFFER)))
    await office.stores.calls.open(ref, due_at=LATER, now=NOW)

    before = await kinds(office)
    word = SettledCall(result=CallResult.WAIVED, actor="user-1")
    await office.stores.calls.settle(ref, word, now=LATER)

    assert before == [RequestKind.CALL, RequestKind.APPEAL, RequestKind.ERASURE]
    assert await kinds(office) == [RequestKind.APPEAL, RequestKind.ERASURE]
