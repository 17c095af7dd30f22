"""Taking applications in: once each, whole or not at all, whoever sends them at the same moment."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import Connection, event, func, select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from kindregards.domain.applications import ApplicationState, ExpectedInterview, Stage
from kindregards.domain.intake import ApplicationExistsError, NewApplication, PolicyUnknownError, Submitted
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.tables import (
    ApplicationTable,
    CandidateTable,
    InterviewResultTable,
    JobTable,
    SubjectKeyTable,
    TimelineTable,
    WorkflowCommandTable,
)
from tests.builders import NOW, a_candidate, a_job, an_interview_result
from tests.store.office import Office
from tests.world import a_new_application

pytestmark = pytest.mark.anyio

WRITTEN = (ApplicationTable, CandidateTable, JobTable, InterviewResultTable, TimelineTable, WorkflowCommandTable)


async def submit(office: Office, new: NewApplication) -> Submitted:
    return await office.stores.intake.submit(DEFAULT_COMPANY_ID, new, now=NOW)


async def count(office: Office, *tables: type[SQLModel]) -> list[int]:
    def read(session: Session) -> list[int]:
        return [session.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]

    return await office.database.read(read)


def outcomes(results: Sequence[Submitted | BaseException]) -> list[str]:
    """Return what each of several requests was answered, in a fixed order."""
    return sorted(
        type(each).__name__ if isinstance(each, BaseException) else ("new" if each.is_new else "known")
        for each in results
    )


async def test_a_new_application_waits_for_its_interview_with_the_command_that_starts_it(office: Office) -> None:
    submitted = await submit(office, a_new_application(result=None))

    (command,) = office.trigger.commands
    assert submitted.is_new
    assert submitted.application.state is ApplicationState.AWAITING_INTERVIEW
    assert submitted.application.candidate_name == "王梅"
    assert command.command.kind is CommandKind.START
    assert command.command.sequence == 1
    assert command.command.reference is None
    assert command.journey.application_id == submitted.application.id


async def test_a_result_that_comes_along_is_named_by_the_first_command(office: Office) -> None:
    ref = await office.submit()

    case = await office.stores.cases.open(ref)

    assert case.result == an_interview_result(score=58, facts={"expected_salary": 20000})
    assert office.trigger.commands[0].command.reference == case.result_id


async def test_an_interview_is_due_and_expires_by_the_policy_unless_it_names_its_time(office: Office) -> None:
    due_at = NOW.replace(day=5)
    await submit(office, a_new_application(1, result=None))
    await submit(office, a_new_application(2, result=None, interview=ExpectedInterview(due_at=due_at)))

    by_policy, by_itself = (command.journey.alarms for command in office.trigger.commands)

    assert [(alarm.at - NOW).days for alarm in by_policy] == [14, 44]
    assert [(alarm.at - due_at).days for alarm in by_itself] == [0, 30]


async def test_the_same_application_again_is_answered_and_writes_nothing(office: Office) -> None:
    first = await submit(office, a_new_application())
    before = await count(office, *WRITTEN)

    second = await submit(office, a_new_application())

    assert not second.is_new
    assert second.application == first.application
    assert await count(office, *WRITTEN) == before


async def test_facts_in_another_order_are_the_same_application(office: Office) -> None:
    await submit(office, a_new_application(result=an_interview_result(facts={"pm_years": 1, "salary": 2})))

    again = await submit(office, a_new_application(result=an_interview_result(facts={"salary": 2, "pm_years": 1})))

    assert not again.is_new


@pytest.mark.parametrize(
    "changed",
    [
        {"stage": Stage.OFFER},
        {"candidate": a_candidate(external_id="p-1", email="other@example.com")},
        {"job": a_job(title="another title")},
        {"result": an_interview_result(score=58.5)},
        {"is_test": True},
    ],
    ids=lambda changed: next(iter(changed)),
)
async def test_another_application_under_the_same_external_id_is_refused(
    office: Office, changed: dict[str, object]
) -> None:
    first = await submit(office, a_new_application())
    before = await count(office, *WRITTEN)

    with pytest.raises(ApplicationExistsError) as refused:
        await submit(office, replace(a_new_application(), **changed))  # type: ignore[arg-type] # names are checked

    assert refused.value.details == {"application_id": first.application.id}
    assert await count(office, *WRITTEN) == before


async def test_an_unknown_policy_is_refused_and_nothing_is_written(office: Office) -> None:
    with pytest.raises(PolicyUnknownError):
        await submit(office, a_new_application(job=a_job(policy="missing")))

    assert await count(office, *WRITTEN) == [0] * len(WRITTEN)


async def test_a_person_who_applies_twice_is_known_by_one_key_and_kept_up_to_date(office: Office) -> None:
    first = await office.submit(1, candidate=a_candidate(email="old@example.com"))
    second = await office.submit(2, candidate=a_candidate(email="new@example.com", phone=None))

    cases = [await office.stores.cases.open(ref) for ref in (first, second)]

    assert [case.candidate.email for case in cases] == ["new@example.com", "new@example.com"]
    assert cases[0].candidate.phone is None
    assert await count(office, CandidateTable, SubjectKeyTable) == [1, 2]  # the second key is the company's


async def test_a_job_is_kept_as_it_was_described_last(office: Office) -> None:
    first = await office.submit(1, job=a_job(title="Clerk"))
    await office.submit(2, job=a_job(title="Senior clerk"))

    case = await office.stores.cases.open(first)

    assert case.job.title == "Senior clerk"
    assert await count(office, JobTable) == [1]


async def test_a_relay_that_breaks_loses_nothing(office: Office) -> None:
    office.trigger.breaks = True

    with pytest.raises(RuntimeError, match="broken"):
        await submit(office, a_new_application())

    later = await office.queue.claim(limit=10, now=NOW.replace(hour=11))
    assert [command.command.kind for command in later] == [CommandKind.START]


@pytest.mark.parametrize("table", ["workflow_commands", "timeline", "interview_results", "applications", "candidates"])
async def test_when_one_row_cannot_be_written_none_is(office: Office, table: str) -> None:
    def fail(_connection: Connection, _cursor: object, statement: str, *_others: object) -> None:
        if statement.startswith(f"INSERT INTO {table} "):
            raise RuntimeError("power cut")

    engine = office.database._engines.write
    event.listen(engine, "before_cursor_execute", fail)

    with pytest.raises(RuntimeError, match="power cut"):
        await submit(office, a_new_application())

    event.remove(engine, "before_cursor_execute", fail)
    assert await count(office, *WRITTEN) == [0] * len(WRITTEN)
    assert office.trigger.commands == []


async def test_of_two_at_once_with_one_external_id_one_is_new_and_the_other_is_answered(
    office: Office, rival: Office
) -> None:
    for number in range(15):
        new = a_new_application(number)

        results = await asyncio.gather(submit(office, new), submit(rival, new), return_exceptions=True)

        assert outcomes(results) == ["known", "new"]
    assert await count(office, ApplicationTable, WorkflowCommandTable) == [15, 15]


async def test_of_two_at_once_with_one_external_id_and_other_content_one_is_refused(
    office: Office, rival: Office
) -> None:
    for number in range(15):
        one, other = a_new_application(number, score=58), a_new_application(number, score=59)

        results = await asyncio.gather(submit(office, one), submit(rival, other), return_exceptions=True)

        assert outcomes(results) == ["ApplicationExistsError", "new"]
    assert await count(office, ApplicationTable, WorkflowCommandTable) == [15, 15]


async def test_one_person_applying_for_one_job_many_times_at_once_is_kept_once(office: Office, rival: Office) -> None:
    applications = [
        a_new_application(number, candidate=a_candidate(), job=a_job(title=f"title {number}")) for number in range(20)
    ]

    results = await asyncio.gather(
        *(submit((office, rival)[number % 2], new) for number, new in enumerate(applications)), return_exceptions=True
    )

    assert outcomes(results) == ["new"] * 20
    assert await count(office, CandidateTable, JobTable, ApplicationTable) == [1, 1, 20]


async def test_a_person_is_found_again_by_whatever_they_are_called_now(office: Office) -> None:
    ref = await office.submit(candidate=a_candidate(name="Mei Wang"))

    case = await office.stores.cases.open(ref)

    assert case.candidate == a_candidate(name="Mei Wang")
    assert case.ref == ApplicationRef(company_id=DEFAULT_COMPANY_ID, application_id=ref.application_id)


async def test_a_long_result_comes_back_as_it_was_sent(office: Office) -> None:
    result = an_interview_result(facts={"a": 1, "b": 2.5, "c": True, "d": "文字 \u0000 🙂"})

    ref = await office.submit(result=result)

    assert (await office.stores.cases.open(ref)).result == result
