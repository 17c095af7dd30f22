"""The list of countries against the one that is kept up."""

import pycountry

from kindregards.domain.countries import KNOWN_COUNTRIES, is_country


def test_every_country_of_iso_3166_is_known_and_no_other() -> None:
    official = {country.alpha_2 for country in pycountry.countries}

    assert official == KNOWN_COUNTRIES


def test_only_capital_codes_are_countries() -> None:
    assert is_country("CN")
    assert not is_country("cn")
    assert not is_country("CHN")
    assert not is_country("")
