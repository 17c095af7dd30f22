"""How long people's data stay, and records of their decisions."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kindregards.domain.jurisdictions import records_until
from kindregards.domain.retention import Ended, PersonKept, is_cleared, is_forgotten, keeps_record, person_until
from tests.builders import NOW

DAY = timedelta(days=1)
# Colorado's and the AI Act's duties to keep records count by then.
IN_FORCE = datetime(2027, 12, 3, tzinfo=UTC)
GERMANY = PersonKept(
    id="p-1",
    country="DE",
    region=None,
    is_held=False,
    is_erased=False,
    has_business=False,
    ended=(Ended(closed_at=NOW, retain=180 * DAY),),
    decided=(NOW,),
)


def test_the_longest_of_all_applications_and_of_the_consent_counts_to_the_second() -> None:
    longer = replace(GERMANY, ended=(*GERMANY.ended, Ended(closed_at=NOW + DAY, retain=200 * DAY)))
    pooled = replace(GERMANY, pool_until=NOW + 365 * DAY)

    assert person_until(GERMANY) == NOW + 180 * DAY
    assert person_until(longer) == NOW + 201 * DAY
    assert person_until(pooled) == NOW + 365 * DAY
    assert not is_forgotten(GERMANY, NOW + 180 * DAY - timedelta(seconds=1))
    assert is_forgotten(GERMANY, NOW + 180 * DAY)


@pytest.mark.parametrize("changes", [{"has_business": True}, {"is_erased": True}, {"ended": ()}])
def test_nobody_is_forgotten_with_business_under_way_nor_twice(changes: dict[str, object]) -> None:
    person = replace(GERMANY, **changes)  # type: ignore[arg-type] # replace() checks the names

    assert person_until(person) is None


@pytest.mark.parametrize(
    ("country", "region", "days", "days_later"),
    [
        ("US", "CA", 1461, 1461),
        ("US", "US-CA", 1461, 1461),
        ("US", "CO", None, 1096),
        ("US", "NY", None, None),
        ("DE", None, None, 184),
        ("GB", None, None, None),
        ("US", None, 1461, 1461),
        (None, None, 1461, 1461),
        ("ZZ", None, 1461, 1461),
    ],
)
def test_a_record_stays_as_long_as_a_law_wants_and_the_longest_where_the_place_is_unknown(
    country: str | None, region: str | None, days: int | None, days_later: int | None
) -> None:
    for decided_at, lasts in ((NOW, days), (IN_FORCE, days_later)):
        person = replace(GERMANY, country=country, region=region, decided=(decided_at,))
        until = records_until(country, region, decided_at=decided_at)

        assert until == (decided_at + timedelta(days=lasts) if lasts else None)
        assert keeps_record(person, decided_at) is bool(lasts)
        assert not keeps_record(person, decided_at + timedelta(days=1461))


@given(days=some.integers(min_value=0, max_value=20_000), region=some.sampled_from(["CA", "NY", None]))
def test_a_hold_beats_every_other_clock(days: int, region: str | None) -> None:
    held = replace(GERMANY, country="US", region=region, is_held=True, is_erased=True)

    assert keeps_record(held, NOW + days * DAY)
    assert not is_cleared(held, NOW + days * DAY)
    assert is_cleared(replace(held, is_held=False), NOW + 1461 * DAY)
