"""Where a person must decide before somebody is turned down."""

from datetime import UTC, datetime, timedelta

import pytest

from kindregards.domain.applications import ExpectedInterview, Stage
from kindregards.domain.assessment import Flag, assess
from kindregards.domain.countries import KNOWN_COUNTRIES
from kindregards.domain.jurisdictions import (
    PERSON_FIRST_COUNTRIES,
    needs_ai_consent,
    packs,
    person_decides_first,
    tell_by,
)
from kindregards.domain.policies import DEFAULT_POLICY, Branch
from tests.builders import a_candidate, an_interview_result

EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905 -- a list


@pytest.mark.parametrize("country", [*EU, "IS", "LI", "NO", "GB", "AX", "RE", "GF"])
def test_european_countries_want_a_person_first(country: str) -> None:
    assert person_decides_first(country)


@pytest.mark.parametrize("country", ["CN", "US", "HK", "TW", "SG", "JP", "IN", "BR", "CH", "CA"])
def test_known_countries_without_a_rule_follow_the_policy(country: str) -> None:
    assert not person_decides_first(country)


@pytest.mark.parametrize("country", [None, "", "XX", "UK", "EL", "CHN", "中国"])
def test_a_missing_or_unknown_country_takes_the_safest_branch(country: str | None) -> None:
    assert person_decides_first(country)


def test_small_letters_mean_the_same_country() -> None:
    assert person_decides_first("de")
    assert not person_decides_first("cn")


def test_every_listed_country_exists() -> None:
    assert PERSON_FIRST_COUNTRIES <= KNOWN_COUNTRIES


INTERVIEWED = datetime(2026, 3, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "region", "decided", "expected"),
    [
        ("CA", "ON", datetime(2026, 3, 20, tzinfo=UTC), INTERVIEWED + timedelta(days=45)),
        ("ca", "ca-on", datetime(2026, 3, 20, tzinfo=UTC), INTERVIEWED + timedelta(days=45)),
        ("CA", None, datetime(2026, 3, 20, tzinfo=UTC), None),
        ("CA", "ON", datetime(2025, 12, 31, tzinfo=UTC), None),
        ("US", "CO", datetime(2026, 12, 31, tzinfo=UTC), None),
        ("US", "CO", datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 1, 31, tzinfo=UTC)),
        ("US", "NY", datetime(2027, 1, 1, tzinfo=UTC), None),
        (None, None, datetime(2027, 1, 1, tzinfo=UTC), None),
    ],
)
def test_a_law_s_day_to_tell_counts_from_its_own_beginning_and_date(
    country: str | None, region: str | None, decided: datetime, expected: datetime | None
) -> None:
    deadline = tell_by(country, region, interviewed_at=INTERVIEWED, decided_at=decided)

    assert (deadline.at if deadline else None) == expected


@pytest.mark.parametrize(("region", "asked"), [("IL", True), ("US-IL", True), ("TX", False), (None, False)])
def test_illinois_wants_consent_before_a_score_counts(region: str | None, asked: bool) -> None:  # noqa: FBT001 -- a table
    assert needs_ai_consent("US", region) is asked


def test_every_pack_covers_places_that_exist() -> None:
    for pack in packs():
        assert pack.countries <= KNOWN_COUNTRIES, pack.code
        assert pack.duties, pack.code


@pytest.mark.parametrize(
    ("region", "told_before", "wants_person"),
    [
        ("NYC", None, True),
        ("NYC", timedelta(days=15, hours=23), True),
        ("NYC", timedelta(days=16), False),
        ("US-NY-NYC", timedelta(days=9), True),
        ("NY", None, False),
    ],
)
def test_new_york_city_wants_notice_before_a_score_turns_anybody_down(
    region: str,
    told_before: timedelta | None,
    wants_person: bool,  # noqa: FBT001 -- a table
) -> None:
    result = an_interview_result(score=10)
    told = None if told_before is None else result.completed_at - told_before

    judged = assess(
        policy=DEFAULT_POLICY,
        stage=Stage.SCREENING,
        candidate=a_candidate(country="US", region=region),
        interview=ExpectedInterview(notified_at=told),
        result=result,
    )

    assert judged.branch is (Branch.REVIEW if wants_person else Branch.REJECT)
    assert (Flag.LAW_WANTS_PERSON in judged.flags) is wants_person
