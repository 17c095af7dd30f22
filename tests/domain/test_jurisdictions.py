"""Where a person must decide before somebody is turned down."""

import pytest

from kindregards.domain.countries import KNOWN_COUNTRIES
from kindregards.domain.jurisdictions import PERSON_FIRST_COUNTRIES, person_decides_first

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
