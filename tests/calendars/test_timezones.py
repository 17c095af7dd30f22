"""The zone assumed for somebody who gave none."""

import pytest

from kindregards.calendars.timezones import default_timezone
from kindregards.domain.calendars import zone_named
from kindregards.domain.countries import KNOWN_COUNTRIES


@pytest.mark.parametrize(
    ("country", "zone"),
    [
        ("CN", "Asia/Shanghai"),
        ("cn", "Asia/Shanghai"),
        ("DE", "Europe/Berlin"),
        ("GB", "Europe/London"),
        ("ES", "Europe/Madrid"),
        ("US", "America/New_York"),
        ("CA", "America/Toronto"),
        ("BR", "America/Sao_Paulo"),
        ("MX", "America/Mexico_City"),
        ("RU", "Europe/Moscow"),
        ("UA", "Europe/Kyiv"),
        ("AU", "Australia/Sydney"),
        ("NZ", "Pacific/Auckland"),
        ("ID", "Asia/Jakarta"),
        ("UZ", "Asia/Tashkent"),
        ("HK", "Asia/Hong_Kong"),
        ("TW", "Asia/Taipei"),
        ("SG", "Asia/Singapore"),
    ],
)
def test_a_country_has_the_zone_in_which_most_people_live(country: str, zone: str) -> None:
    assert default_timezone(country) == zone


@pytest.mark.parametrize("country", [None, "", "XX", "中国"])
def test_an_unknown_country_is_in_utc(country: str | None) -> None:
    assert default_timezone(country) == "UTC"


def test_every_country_has_a_zone_that_exists_and_only_empty_islands_are_in_utc() -> None:
    zones = {country: default_timezone(country) for country in KNOWN_COUNTRIES}

    assert all(zone_named(zone) for zone in zones.values())
    assert {country for country, zone in zones.items() if zone == "UTC"} == {"BV", "HM"}
