"""Periods and shares of reports."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.reports import LONGEST, Period, PeriodInvalidError, Share, period_of

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_a_period_has_both_of_its_days_in_the_companys_zone() -> None:
    period = Period(first=date(2026, 6, 1), last=date(2026, 6, 2), zone=SHANGHAI)

    assert (period.start, period.end) == (datetime(2026, 5, 31, 16, tzinfo=UTC), datetime(2026, 6, 2, 16, tzinfo=UTC))


def test_without_days_the_last_ninety_are_meant() -> None:
    now = datetime(2026, 6, 1, 20, tzinfo=UTC)  # already the second of June in Shanghai

    period = period_of(None, None, now=now, zone=SHANGHAI)

    assert period.last == date(2026, 6, 2)
    assert period.end - period.start == timedelta(days=90)


@pytest.mark.parametrize("days", [-1, LONGEST.days + 1])
def test_a_period_that_ends_before_it_begins_or_never_is_refused(days: int) -> None:
    with pytest.raises(PeriodInvalidError, match="cannot end before it begins"):
        Period(first=date(2020, 1, 1), last=date(2020, 1, 1) + timedelta(days=days), zone=SHANGHAI)


@given(n=st.integers(1, 10_000), data=st.data())
def test_an_interval_holds_its_share_and_stays_between_nothing_and_all(n: int, data: st.DataObject) -> None:
    share = Share(count=data.draw(st.integers(0, n)), n=n)

    low, high = share.interval or (1, 0)

    assert 0 <= low <= (share.value or 0) + 1e-12
    assert (share.value or 0) - 1e-12 <= high <= 1


def test_the_interval_of_a_published_example() -> None:
    # Newcombe, Statistics in Medicine 17 (1998), table I: 15 of 148, score method.
    low, high = Share(count=15, n=148).interval or (0, 0)

    assert (round(low, 4), round(high, 4)) == (0.0624, 0.1605)
    assert Share(count=0, n=0).interval is None
