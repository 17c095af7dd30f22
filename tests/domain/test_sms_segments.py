"""How many segments a short message takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.sms_segments import SmsEncoding, SmsSize, economical, sms_size


@pytest.mark.parametrize(
    ("text", "encoding", "units", "segments"),
    [
        ("", SmsEncoding.GSM_7, 0, 0),
        ("a" * 160, SmsEncoding.GSM_7, 160, 1),
        ("a" * 161, SmsEncoding.GSM_7, 161, 2),
        ("a" * 306, SmsEncoding.GSM_7, 306, 2),
        ("a" * 307, SmsEncoding.GSM_7, 307, 3),
        ("è Ü ß @ £", SmsEncoding.GSM_7, 9, 1),
        ("€" * 80, SmsEncoding.GSM_7, 160, 1),
        ("€" * 81, SmsEncoding.GSM_7, 162, 2),
        ("[]{}", SmsEncoding.GSM_7, 8, 1),
        ("好" * 70, SmsEncoding.UCS_2, 70, 1),
        ("好" * 71, SmsEncoding.UCS_2, 71, 2),
        ("好" * 134, SmsEncoding.UCS_2, 134, 2),
        ("好" * 135, SmsEncoding.UCS_2, 135, 3),
        ("’", SmsEncoding.UCS_2, 1, 1),
        ("ç", SmsEncoding.UCS_2, 1, 1),
        ("🎉", SmsEncoding.UCS_2, 2, 1),
        ("🎉" * 35, SmsEncoding.UCS_2, 70, 1),
    ],
)
def test_a_message_is_counted_as_carriers_count_it(text: str, encoding: SmsEncoding, units: int, segments: int) -> None:
    assert sms_size(text) == SmsSize(encoding=encoding, units=units, segments=segments)


def test_a_sign_of_two_units_moves_whole_into_the_next_segment() -> None:
    # 66 units and a pair do not fit into 67, although 132 units would fit into two segments of 67.
    assert sms_size("好" * 66 + "🎉" + "好" * 66).segments == 3
    assert sms_size("a" * 152 + "€" + "a" * 152).segments == 3


@given(st.text(max_size=500), st.text(max_size=20))
def test_more_text_never_takes_fewer_segments(text: str, more: str) -> None:
    assert sms_size(text + more).segments >= sms_size(text).segments


def test_typographic_signs_are_made_plain_where_that_saves_segments() -> None:
    assert economical("It’s “ready” – really…") == 'It\'s "ready" - really...'


def test_a_text_that_needs_other_signs_anyway_keeps_its_own() -> None:
    assert economical("您的结果——“已写好”") == "您的结果——“已写好”"


@given(st.text())
def test_being_economical_never_costs_more(text: str) -> None:
    assert (
        sms_size(economical(text)).segments <= sms_size(text).segments or sms_size(text).encoding is SmsEncoding.UCS_2
    )
