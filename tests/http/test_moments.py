"""Times as readers write them."""

from datetime import UTC, datetime, timedelta

import pytest

from kindregards.domain.languages import Language
from kindregards.http.moments import Moments, zone_of

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
ENGLISH = Moments(language=Language.ENGLISH, zone=zone_of("Europe/London", "UTC"), now=NOW)
CHINESE = Moments(language=Language.CHINESE, zone=zone_of("Asia/Shanghai", "UTC"), now=NOW)


def test_a_time_is_that_of_the_readers_place_and_language() -> None:
    assert ENGLISH.short(NOW) == "4 Mar, 10:00"
    assert CHINESE.short(NOW) == "3月4日 18:00"


def test_another_year_is_named_where_the_reader_is() -> None:
    new_years_eve = datetime(2025, 12, 31, 20, 0, tzinfo=UTC)

    assert ENGLISH.short(new_years_eve) == "31 Dec 2025, 20:00"
    assert CHINESE.short(new_years_eve) == "1月1日 04:00"


def test_distances_are_told_in_words() -> None:
    assert ENGLISH.relative(NOW + timedelta(hours=3)) == "in 3 hours"
    assert ENGLISH.relative(NOW - timedelta(days=2)) == "2 days ago"
    assert CHINESE.relative(NOW + timedelta(hours=3)) == "3小时后"


def test_numbers_keep_what_matters() -> None:
    assert ENGLISH.number(58.50) == "58.5"
    assert ENGLISH.number(35_000) == "35,000"
    assert ENGLISH.percent(0.82) == "82%"


def test_words_are_joined_as_the_language_does() -> None:
    assert ENGLISH.listed(["a", "b", "c"]) == "a, b and c"
    assert CHINESE.listed(["a", "b", "c"]) == "a、b和c"


@pytest.mark.parametrize("name", [None, "", "Nowhere/Land", "America", "../etc/passwd", "/etc/localtime", "\x00"])
def test_a_zone_that_does_not_exist_is_the_companys(name: str | None) -> None:
    assert zone_of(name, "Asia/Shanghai").key == "Asia/Shanghai"
