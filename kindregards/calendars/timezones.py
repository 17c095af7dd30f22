"""The time zone to assume for a candidate who gave none."""

from functools import lru_cache
from importlib.resources import files

import phonenumbers
from phonenumbers import timezone as phone_timezones

UNKNOWN_TIMEZONE = "UTC"

# zone.tab lists a country's zones by geography, so its first is not always where most people live.
_MOST_PEOPLE = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}


def default_timezone(country: str | None) -> str:
    """Return the IANA zone in which most people of a country live, or UTC for an unknown one."""
    if not country:
        return UNKNOWN_TIMEZONE
    code = country.upper()
    zones = _zones_by_country().get(code, (UNKNOWN_TIMEZONE,))
    return _MOST_PEOPLE.get(code, zones[0])


def likely_timezone(*, country: str | None, phone: str | None) -> str:
    """Return the zone of an E.164 phone number where it names exactly one in that country, else the country's own."""
    zones = _phone_zones(phone)
    if len(zones) == 1 and (not country or zones[0] in _zones_by_country().get(country.upper(), ())):
        return zones[0]
    return default_timezone(country)


def _phone_zones(phone: str | None) -> tuple[str, ...]:
    if not phone:
        return ()
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return ()
    zones: tuple[str, ...] = phone_timezones.time_zones_for_number(number)
    return tuple(zone for zone in zones if zone != phone_timezones.UNKNOWN_TIMEZONE)


@lru_cache(maxsize=1)
def _zones_by_country() -> dict[str, tuple[str, ...]]:
    """Read zone.tab: country, position and zone of a line are separated by tabs."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    zones: dict[str, tuple[str, ...]] = {}
    for line in table.splitlines():
        if line.startswith("#"):
            continue
        country, _position, zone, *_comment = line.split("\t")
        zones[country] = (*zones.get(country, ()), zone)
    return zones
