from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.channels.retry_after import retry_after

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({"retry-after": " 1.5 "}, 1.5),
        ({"Retry-After": "Mon, 02 Mar 2026 09:01:00 GMT"}, 60),
        ({"Retry-After": "Mon, 02 Mar 2026 09:01:00"}, 60),
        ({"X-RateLimit-Reset": str(int(NOW.timestamp()) + 30)}, 30),
        ({"Retry-After": "soon", "X-RateLimit-Reset": str(int(NOW.timestamp()) + 30)}, 30),
        ({"X-RateLimit-Reset": "1"}, 0),
        ({"Retry-After": "9999999999"}, 7 * 86400),
    ],
)
def test_the_providers_wish_becomes_an_instant(headers: dict[str, str], seconds: float) -> None:
    assert retry_after(headers, NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("value", ["", "soon", "-5", "1e9", "٧", "9" * 400, "Mon, 99 Foo 2026"])
def test_nonsense_is_no_wish(value: str) -> None:
    assert retry_after({"Retry-After": value, "X-RateLimit-Reset": value}, NOW) is None


@given(st.dictionaries(st.sampled_from(["Retry-After", "X-RateLimit-Reset"]), st.text()))
def test_no_header_breaks_the_reading(headers: dict[str, str]) -> None:
    instant = retry_after(headers, NOW)

    assert instant is None or NOW <= instant <= NOW + timedelta(days=7)
