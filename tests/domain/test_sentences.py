"""Where sentences begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.sentences import sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("一句话。两句话！三句话？", ["一句话。", "两句话！", "三句话？"]),
        ("It takes 3.5 days with Node.js today.", ["It takes 3.5 days with Node.js today."]),
        ("Dear Mei,\n\nHello there", ["Dear Mei,", "Hello there"]),
        ("She said “no.” Then left.", ["She said “no.”", "Then left."]),
        ("您说「不行。」然后走了。", ["您说「不行。」", "然后走了。"]),
        ("Wait... really?!", ["Wait...", "really?!"]),
        ("", []),
        ("... !?", []),
    ],
)
def test_sentences_are_told_apart(text: str, parts: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == parts


@given(st.text())
def test_a_sentence_stands_where_it_says(text: str) -> None:
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
