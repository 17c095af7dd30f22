"""Reading applications: one, a page of many, and everything that happened to one."""

import pytest

from kindregards.domain.applications import ApplicationState, Outcome, Stage
from kindregards.domain.decisions import DecisionMode
from kindregards.domain.intake import ApplicationNotFoundError, ApplicationPage, ApplicationQuery
from kindregards.domain.journey import ApplicationRef
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.builders import NOW, a_candidate, a_job
from tests.store.office import Office, application_of

pytestmark = pytest.mark.anyio


async def page(office: Office, **query: object) -> ApplicationPage:
    return await office.stores.applications.page(DEFAULT_COMPANY_ID, ApplicationQuery(**query))  # type: ignore[arg-type] # names


async def found(office: Office, **query: object) -> list[str]:
    return [application.external_id for application in (await page(office, **query)).applications]


async def test_an_application_shows_where_it_stands(office: Office) -> None:
    letter, _ = await office.told()

    view = await office.view(letter)

    assert (view.external_id, view.candidate_name, view.job_title) == ("ats-1", "王梅", "用户运营经理")
    assert (view.state, view.outcome, view.stage) == (ApplicationState.TOLD, Outcome.REJECT, Stage.SCREENING)
    assert (view.letter_id, view.told_at, view.acknowledged_at) == (letter.letter_id, NOW, None)
    assert view.decision is not None
    assert (view.decision.mode, view.decision.rule) == (DecisionMode.AUTOMATIC, "rule 2: score below 60")


async def test_an_application_that_does_not_exist_is_not_found(office: Office) -> None:
    missing = ApplicationRef(company_id=DEFAULT_COMPANY_ID, application_id="missing")

    with pytest.raises(ApplicationNotFoundError):
        await office.stores.applications.get(missing)
    with pytest.raises(ApplicationNotFoundError):
        await office.stores.applications.timeline(missing)


async def test_pages_go_from_the_newest_to_the_oldest_and_miss_none(office: Office) -> None:
    for number in range(5):
        await office.submit(number)

    first = await page(office, limit=2)
    second = await page(office, limit=2, after=first.next_after)
    third = await page(office, limit=2, after=second.next_after)

    names = [view.external_id for each in (first, second, third) for view in each.applications]
    assert names == ["ats-4", "ats-3", "ats-2", "ats-1", "ats-0"]
    assert third.next_after is None


async def test_a_page_that_holds_exactly_all_is_the_last(office: Office) -> None:
    await office.submit(1)
    await office.submit(2)

    assert (await page(office, limit=2)).next_after is None


async def test_applications_are_found_by_what_they_are(office: Office) -> None:
    await office.submit(1, job=a_job(external_id="job-1"))
    await office.told(2)
    await office.submit(3, stage=Stage.OFFER)

    assert await found(office, state=ApplicationState.TOLD) == ["ats-2"]
    assert await found(office, outcome=Outcome.REJECT) == ["ats-2"]
    assert await found(office, stage=Stage.OFFER) == ["ats-3"]
    assert await found(office, job="job-1") == ["ats-1"]
    assert await found(office, job="job-1", stage=Stage.OFFER) == []


async def test_people_are_found_by_their_whole_name_e_mail_or_application_and_by_nothing_less(office: Office) -> None:
    await office.submit(1, candidate=a_candidate(external_id="p-1", name="Mei  Wang", email="mei@example.com"))
    await office.submit(2, candidate=a_candidate(external_id="p-2", name="Lei Li", email="lei@example.com"))

    assert await found(office, text="mei wang") == ["ats-1"]
    assert await found(office, text=" MEI@example.com ") == ["ats-1"]
    assert await found(office, text="ats-2") == ["ats-2"]
    assert await found(office, text="Mei") == []
    assert await found(office, text="%") == []


async def test_everything_that_happened_is_told_in_order_with_its_actor(office: Office) -> None:
    letter, reserved = await office.told()
    await office.stores.pages.acknowledge(reserved.token, now=NOW)

    entries = await office.stores.applications.timeline(application_of(letter))

    assert [(entry.actor, entry.event) for entry in entries] == [
        ("integrator", "application_received"),
        ("integrator", "result_received"),
        ("policy", "decided"),
        ("system", "told"),
        ("candidate", "acknowledged"),
    ]
    assert entries[2].detail == {
        "outcome": "reject",
        "mode": "automatic",
        "rule": "rule 2: score below 60",
        "reason": "interview_performance",
    }
