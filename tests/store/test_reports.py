"""Reports: what is counted, over which days, and what never counts."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from kindregards.domain.applications import Outcome, Stage
from kindregards.domain.channels import Channel
from kindregards.domain.fairness import Finding
from kindregards.domain.intake import CandidateRequest
from kindregards.domain.journey import CommandKind
from kindregards.domain.provider_events import EventKind
from kindregards.domain.reports import Period, ReportGroup, ReportQuery, Share
from kindregards.domain.talent_pool import PoolEnding, ReturnRate
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.builders import NOW, a_candidate, a_job
from tests.store.office import Office, a_rejection, a_report, accepted, an_advance, application_of

pytestmark = pytest.mark.anyio

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = NOW.astimezone(ZONE).date()


def on(first: date = TODAY, last: date | None = None, **changes: object) -> ReportQuery:
    query = ReportQuery(period=Period(first=first, last=last or first, zone=ZONE))
    return replace(query, **changes)  # type: ignore[arg-type] # replace() checks the names


async def test_reasons_are_counted_by_party_and_divided_by_job_without_undone_and_test_ones(office: Office) -> None:
    other_job = a_job(external_id="job-2")
    await office.rejected(1)
    await office.reject(await office.submit(2, job=other_job))
    undone = await office.rejected(3)
    await office.stores.requests.undo(application_of(undone), actor="lin", reason="undone", now=NOW)
    await office.reject(await office.submit(4, is_test=True))
    leaving = CandidateRequest(kind=CommandKind.WITHDRAWN, source="candidate", reason="better_offer")
    await office.stores.requests.add(await office.submit(5), leaving, now=NOW)

    report = await office.stores.reports.rejections(DEFAULT_COMPANY_ID, on())
    by_job = await office.stores.reports.rejections(DEFAULT_COMPANY_ID, on(group_by=ReportGroup.JOB))
    one_job = await office.stores.reports.rejections(DEFAULT_COMPANY_ID, on(job="job-2"))
    yesterday = await office.stores.reports.rejections(DEFAULT_COMPANY_ID, on(TODAY - timedelta(days=1)))
    stranger = await office.stores.reports.rejections("another-company", on())

    assert [(each.reason, each.share) for each in report.company] == [("interview_performance", Share(count=2, n=2))]
    assert [(each.reason, each.share) for each in report.candidate] == [("better_offer", Share(count=1, n=1))]
    assert {each.group: each.share.n for each in by_job.company} == {a_job().external_id: 1, "job-2": 1}
    assert [each.share.count for each in one_job.company] == [1]
    assert (yesterday.company, stranger.company) == ((), ())


async def test_telling_times_run_from_the_result_and_their_quantiles_occurred(office: Office) -> None:
    waits = [timedelta(minutes=minutes) for minutes in (10, 20, 30, 40, 300)]
    for number, wait in enumerate(waits, start=1):
        letter = await office.rejected(number)
        await office.send(letter, accepted(number), NOW + wait)
    await office.ask(await office.submit(9, stage=Stage.SECOND_ROUND))

    report = await office.stores.reports.telling(DEFAULT_COMPANY_ID, on(group_by=ReportGroup.STAGE))

    assert (report.whole.n, report.whole.median, report.whole.p90) == (5, waits[2], waits[4])
    assert [(each.group, each.n) for each in report.groups] == [("screening", 5)]
    assert list(report.within.values()) == [4, 4, 5, 5, 5, 5]
    assert report.untold == 1


async def test_letters_are_counted_by_channel_tone_and_the_candidates_own_hour(office: Office) -> None:
    letter, reserved = await office.told(1, Channel.EMAIL)
    await office.report(a_report(reserved, EventKind.DELIVERED))
    await office.stores.pages.acknowledge(reserved.token, now=NOW)
    await office.told(2, Channel.SMS)
    del letter

    report = await office.stores.reports.delivery(DEFAULT_COMPANY_ID, on())

    here = NOW.astimezone(ZONE)
    assert [(each.key, each.sent, each.delivered, each.read) for each in report.channels] == [
        ("email", 1, 1, 1),
        ("sms", 1, 0, 0),
    ]
    assert [(each.key, each.sent, each.read) for each in report.tones] == [("warm", 2, 1)]
    assert report.hours == {(here.weekday(), here.hour): Share(count=1, n=2)}
    assert report.sent == 2


async def test_reviews_show_what_waits_now_and_how_those_of_the_period_were_decided(office: Office) -> None:
    first, second = await office.ask(await office.submit(1)), await office.ask(await office.submit(2))
    await office.ask(await office.submit(3))
    await office.decide(first)
    await office.decide(second, outcome=Outcome.ADVANCE, reason="strong_evidence")

    soon = await office.stores.reports.reviews(DEFAULT_COMPANY_ID, on(), now=NOW)
    late = await office.stores.reports.reviews(DEFAULT_COMPANY_ID, on(), now=NOW + timedelta(days=3))

    whole = soon.whole
    assert (whole.waiting, whole.late, late.whole.late) == (1, 0, 1)
    assert (whole.decided, whole.overridden, whole.on_time) == (2, 1, 2)
    assert (soon.handling.n, soon.handling.median) == (2, timedelta(0))
    assert [each.group for each in soon.groups] == ["recruiters"]


async def test_an_empty_company_has_reports_of_nothing(office: Office) -> None:
    reports = office.stores.reports

    assert (await reports.telling(DEFAULT_COMPANY_ID, on())).whole.median is None
    assert (await reports.rejections(DEFAULT_COMPANY_ID, on())).company == ()
    assert (await reports.delivery(DEFAULT_COMPANY_ID, on())).hours == {}
    assert (await reports.reviews(DEFAULT_COMPANY_ID, on(), now=NOW)).whole.override_share.value is None


async def test_satisfaction_counts_from_the_telling_and_the_pool_by_who_was_turned_down(office: Office) -> None:
    for number, score in ((1, 5), (2, 4), (3, 1), (4, None)):
        stage = Stage.SCREENING if number < 3 else Stage.SECOND_ROUND
        letter = await office.reject(await office.submit(number, stage=stage, now=NOW - timedelta(days=40)))
        await office.send(letter, accepted(number))
        if score is not None:
            await office.stores.feedback.give(application_of(letter), score, None, now=NOW)
        if number < 3:
            await office.stores.talent_pool.join(application_of(letter), source="candidate", now=NOW)
    await office.submit(
        9, candidate=a_candidate(external_id="p-1", email=None, phone=None), now=NOW + timedelta(days=1)
    )

    report = await office.stores.reports.satisfaction(DEFAULT_COMPANY_ID, on(group_by=ReportGroup.STAGE))
    pool = await office.stores.reports.talent_pool(DEFAULT_COMPANY_ID, on(), now=NOW + timedelta(days=2))
    one_job = await office.stores.reports.talent_pool(DEFAULT_COMPANY_ID, on(job="job-2"), now=NOW)
    stranger = await office.stores.reports.satisfaction("another-company", on())

    assert (report.whole.told, report.whole.given, report.whole.content) == (
        4,
        Share(count=3, n=4),
        Share(count=2, n=3),
    )
    assert report.whole.mean == pytest.approx(10 / 3)
    assert {each.group: each.scores[5] for each in report.groups} == {"screening": 1, "second_round": 0}
    assert (pool.joined, pool.members, pool.endings) == (Share(count=2, n=4), 1, {PoolEnding.NEW_APPLICATION: 1})
    assert (pool.returned, one_job.returned) == (ReturnRate(told=4, reapplied=1), None)
    assert stranger.whole.mean is None


async def test_fairness_looks_at_what_stands_decided_in_the_period(office: Office) -> None:
    for number in range(1, 6):
        declared = {"sex": "f" if number % 2 else "m"}
        ref = await office.submit(number, self_declared=declared)
        await office.stores.cases.record_decision(
            await office.stores.cases.open(ref), an_advance() if number % 2 else a_rejection(), None
        )

    report = await office.stores.fairness_reports.report(DEFAULT_COMPANY_ID, on())
    before = await office.stores.fairness_reports.report(DEFAULT_COMPANY_ID, on(TODAY - timedelta(days=1)))

    groups = {each.group: each for each in report.dimensions[0].groups}
    assert (report.evaluations, report.read_all, report.is_fair) == (5, True, True)
    assert (groups["f"].people, groups["f"].selected, groups["m"].finding) == (3, 3, Finding.TOO_FEW)
    assert (before.evaluations, before.is_fair) == (0, True)
