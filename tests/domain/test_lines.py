"""Text from outside on one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.lines import folded, hidden_at, one_line, shortened


@pytest.mark.parametrize(
    ("given_", "line"),
    [
        ("  王梅 ", "王梅"),
        ("Mei\r\nBcc: all@example.com", "Mei Bcc: all@example.com"),
        ("Mei\tWang\n", "Mei Wang"),
        ("Mei\x00\x07Wang", "MeiWang"),
        ("Mei\u202egnaW\u2069", "MeignaW"),
        ("M\u200be\ufeffi", "Mei"),
        ("Mei\U000e0041", "Mei"),
        ("Mei\u2028Wang\u3000", "Mei Wang"),
        ("عمر الفاروق", "عمر الفاروق"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("", ""),
    ],
)
def test_a_line_keeps_what_can_be_seen(given_: str, line: str) -> None:
    assert one_line(given_) == line


@given(st.text())
def test_a_line_has_no_break_no_hidden_sign_and_stays_as_it_is(text: str) -> None:
    line = one_line(text)

    assert len(line.splitlines()) <= 1
    assert hidden_at(line) is None
    assert one_line(line) == line


@pytest.mark.parametrize(
    ("text", "room", "short"),
    [
        ("Chef", 10, "Chef"),
        ("Product Operations Manager", 20, "Product Operations…"),
        ("Wolfeschlegelsteinhausen", 10, "Wolfeschl…"),
        ("用户运营高级经理", 5, "用户运营…"),
        ("Chef, Paris", 7, "Chef…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
    ],
)
def test_a_long_text_is_cut_at_a_word_with_an_ellipsis(text: str, room: int, short: str) -> None:
    assert shortened(text, room) == short


@given(st.text(), st.integers(0, 30))
def test_a_shortened_text_fits(text: str, room: int) -> None:
    assert len(shortened(text, room)) <= max(room, 0)


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(folded(text)) == len(text)


def test_full_width_signs_are_made_plain() -> None:
    assert folded("ｈｔｔｐｓ：／／ｅｖｉｌ（（") == "https://evil(("
