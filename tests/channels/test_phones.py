"""Which numbers a text message may go to."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.channels.phones import SmsLimits, UnfitNumberError, country_of

EVERYWHERE = SmsLimits()


@pytest.mark.parametrize(
    ("number", "country"),
    [("+8613800138000", "CN"), ("+447700900123", "GB"), ("+14155550100", "US"), ("+85261234567", "HK")],
)
def test_a_mobile_number_has_a_country(number: str, country: str) -> None:
    assert country_of(number, EVERYWHERE) == country


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("", "bad_number"),
        ("13800138000", "bad_number"),
        ("+861", "bad_number"),
        ("not a number", "bad_number"),
        ("wang@example.com", "bad_number"),
        ("+" + "1" * 40, "bad_number"),
        ("+19002345678", "costly_number"),
        ("+18002345678", "costly_number"),
        ("+442079460018", "landline"),
        ("+862112345678", "landline"),
    ],
)
def test_what_takes_no_text_message_is_named(number: str, code: str) -> None:
    with pytest.raises(UnfitNumberError) as refusal:
        country_of(number, EVERYWHERE)

    assert refusal.value.code == code
    assert number not in str(refusal.value) or not number


def test_only_countries_on_the_list_are_written_to() -> None:
    limits = SmsLimits(countries=frozenset({"CN", "HK"}))

    assert country_of("+8613800138000", limits) == "CN"
    with pytest.raises(UnfitNumberError) as refusal:
        country_of("+447700900123", limits)
    assert refusal.value.code == "country_not_allowed"


@given(st.text())
def test_any_text_has_a_country_or_is_refused(text: str) -> None:
    with suppress(UnfitNumberError):
        assert len(country_of(text, EVERYWHERE)) == 2
