"""Ending while the candidate, or a result, comes in at the same moment."""

import pytest

from kindregards.domain.applications import ApplicationState, Outcome, Stage
from kindregards.domain.intake import CandidateRequest
from kindregards.domain.journey import ApplicationRef, CommandKind, RequestRef, Step
from tests.activities.steps import an_ending
from tests.builders import NOW, an_interview_result
from tests.store.office import Office, an_advance

pytestmark = pytest.mark.anyio


def expired(ref: ApplicationRef) -> RequestRef:
    """Return the request of the journey's own clock."""
    return RequestRef(company_id=ref.company_id, application_id=ref.application_id, kind=CommandKind.INTERVIEW_EXPIRED)


async def leave(office: Office, ref: ApplicationRef, kind: CommandKind) -> None:
    await office.stores.requests.add(ref, CandidateRequest(kind=kind, source="candidate"), now=NOW)


async def test_an_offer_declined_when_its_time_is_over_keeps_it_open_for_that_answer(office: Office) -> None:
    ref = await office.submit(stage=Stage.OFFER, score=90)
    await office.stores.cases.record_decision(await office.stores.cases.open(ref), an_advance(), None)
    await office.stores.cases.release_advance(ref, NOW)
    await leave(office, ref, CommandKind.OFFER_DECLINED)

    is_closed = await an_ending(office).close(ref)
    open_still = await office.stores.applications.get(ref)
    declined = RequestRef(company_id=ref.company_id, application_id=ref.application_id, kind=CommandKind.OFFER_DECLINED)
    await an_ending(office).end(declined)

    after = await office.stores.applications.get(ref)
    assert (is_closed, open_still.state) == (False, ApplicationState.TOLD)
    assert (after.state, after.outcome) == (ApplicationState.CLOSED, Outcome.OFFER_DECLINED)


async def test_an_application_whose_time_is_over_is_closed_once_and_again(office: Office) -> None:
    ref = await office.submit()

    assert [await an_ending(office).close(ref) for _ in range(2)] == [True, True]


async def test_who_withdrew_while_the_interview_expired_is_waited_for(office: Office) -> None:
    ref = await office.submit(result=None)

    async def withdraw() -> None:
        await leave(office, ref, CommandKind.WITHDRAWN)

    verdict = await an_ending(office, withdraw).end(expired(ref))

    after = await office.stores.applications.get(ref)
    assert (verdict.step, after.state, after.outcome) == (Step.INTERVIEW, ApplicationState.AWAITING_INTERVIEW, None)


async def test_a_result_accepted_while_the_interview_expired_is_assessed(office: Office) -> None:
    ref = await office.submit(result=None)

    async def send_the_result() -> None:
        await office.stores.results.add(ref, an_interview_result(score=90), now=NOW)

    verdict = await an_ending(office, send_the_result).end(expired(ref))

    after = await office.stores.applications.get(ref)
    assert (verdict.step, after.outcome) == (Step.ASSESS, None)
