"""The demo's report: sums, medians, endings."""

import json

import pytest

from kindregards.demo.people import Expectation, Farewell
from kindregards.demo.report import Ending, report_on
from kindregards.domain.languages import Language
from kindregards.domain.tours import Scenario
from tests.demo.ways import a_letter, a_person, a_reviewed_person, a_way, entry, moment

ADVANCING = a_person(key="cy", expect=Expectation(outcome="advance"))
DECLINING = a_person(
    key="di",
    scenario=Scenario.OFFER,
    expect=Expectation(outcome="offer_declined"),
    declines=Farewell(reason="better_offer", comment="Sorry."),
)


def declined() -> dict[str, object]:
    return entry(4, "offer_declined", reason="better_offer")


def test_everybody_is_counted_once_in_their_row_and_once_among_all() -> None:
    ways = [a_way(), a_way(ADVANCING), a_way(a_reviewed_person())]

    report = report_on(ways)

    assert [(row.scenario, row.language, row.people) for row in report.rows] == [
        (Scenario.SCREENING, Language.ENGLISH, 2),
        (Scenario.SECOND_ROUND, Language.ENGLISH, 1),
    ]
    assert (report.all.people, report.all.told, report.all.letters, report.all.personal) == (3, 3, 2, 2)
    assert (report.all.delivered, report.all.opened, report.all.acknowledged, report.all.reminded) == (2, 2, 2, 1)


@pytest.mark.parametrize(("accepted", "middle"), [([1.5], 1.0), ([1.5, 3.5], 2.0), ([1.5, 2.0, 60.5], 1.5)])
def test_the_median_runs_from_result_to_letter(accepted: list[float], middle: float) -> None:
    ways = [a_way(letter=a_letter(a_person(), accepted_at=moment(seconds))) for seconds in accepted]

    assert report_on(ways).all.median_seconds == middle


def test_there_is_no_median_where_nobody_got_a_letter() -> None:
    assert report_on([a_way(ADVANCING)]).all.median_seconds is None


def test_the_thanks_to_somebody_who_declines_do_not_count_as_time_to_the_letter() -> None:
    assert report_on([a_way(DECLINING, timeline=[declined()])]).all.median_seconds is None


def test_endings_say_who_decided_and_why_the_most_frequent_first() -> None:
    ways = [a_way(a_reviewed_person()), a_way(), a_way(), a_way(DECLINING, timeline=[declined()])]

    assert report_on(ways).endings == (
        Ending(outcome="reject", reason="interview_performance", decided_by="policy", people=2),
        Ending(outcome="offer_declined", reason="better_offer", decided_by="candidate", people=1),
        Ending(outcome="reject", reason="skills_gap", decided_by="person", people=1),
    )


def test_a_letter_without_findings_of_the_interview_is_not_personal() -> None:
    facts = [{"text": "The role asks for more.", "sources": ["reason:interview_performance"]}]

    assert report_on([a_way(letter=a_letter(a_person(), facts=facts))]).all.personal == 0


def test_the_report_can_be_read_by_programs() -> None:
    report = json.loads(json.dumps(report_on([a_way()]).as_json()))

    assert report["rows"][0]["scenario"] == "screening"
    assert report["all"]["median_seconds"] == 2.0
