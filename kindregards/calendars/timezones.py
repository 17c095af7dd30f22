"""The time zone to assume for a candidate who gave none."""

from functools import lru_cache
from importlib.resources import files

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
