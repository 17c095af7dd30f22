"""Characters that may not come in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.text_safety import has_control_characters, is_clean_line, is_clean_text

CONTROLS = [chr(code) for code in [*range(0x20), *range(0x7F, 0xA0)]]


@pytest.mark.parametrize("sign", [sign for sign in CONTROLS if sign not in "\t\n\r"])
def test_every_control_character_is_found(sign: str) -> None:
    assert has_control_characters(f"王{sign}梅")
    assert not is_clean_line(f"王{sign}梅")


@pytest.mark.parametrize("sign", list("\t\n\r"))
def test_layout_is_fine_in_a_text_but_not_in_a_line(sign: str) -> None:
    assert not has_control_characters(f"a{sign}b")
    assert not is_clean_line(f"a{sign}b")


@pytest.mark.parametrize("code", [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029])
def test_bidi_overrides_and_unicode_line_breaks_do_not_belong_in_a_line(code: int) -> None:
    assert not is_clean_line(f"a{chr(code)}b")


@pytest.mark.parametrize("code", [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
def test_bidi_overrides_do_not_belong_in_a_text_of_several_lines(code: int) -> None:
    assert not is_clean_text(f"a\n{chr(code)}b")
    assert is_clean_text("a\nb")


def test_exactly_unicodes_controls_and_surrogates_are_control_characters() -> None:
    found = {code for code in range(0x110000) if has_control_characters(chr(code))}

    assert found == {code for code in range(0x110000) if unicodedata.category(chr(code)) in {"Cc", "Cs"}} - {9, 10, 13}


def test_half_a_surrogate_pair_is_refused() -> None:
    assert has_control_characters("a\ud800b")
    assert not is_clean_line("a\udfffb")


@pytest.mark.parametrize(
    "text",
    [
        "王梅",
        "Zoë O'Brien-Smith",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u062f",  # Persian, with a zero-width non-joiner
        "\u200f\u05e9\u05dc\u05d5\u05dd\u200f",  # Hebrew between direction marks
        "\U0001f469\u200d\U0001f4bb",  # one emoji made of two
        "",
        "  ",
    ],
)
def test_names_of_every_script_are_clean(text: str) -> None:
    assert is_clean_line(text)
    assert not has_control_characters(text)


@given(st.text())
def test_a_clean_line_has_no_control_and_stays_one_line(text: str) -> None:
    if is_clean_line(text):
        assert not has_control_characters(text)
        assert len(text.splitlines()) <= 1
        assert text.encode().decode() == text


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Zl", "Zp"])))
def test_whatever_holds_only_visible_characters_is_clean(text: str) -> None:
    assert not any(unicodedata.category(sign).startswith("C") for sign in text)
    assert is_clean_line(text)
