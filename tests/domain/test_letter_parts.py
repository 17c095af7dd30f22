"""A letter written part by part says the same as one text, and each paragraph keeps its part."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.letter_parts import WRITTEN, Part, body_of, kinds_of, part_at, parts_of, with_words
from kindregards.domain.letters import BlockKind
from kindregards.domain.rewriting import rewritten
from tests.letters.requests import EVERY_KIND, an_english_request, composed, requests_for

LETTERS = [composed(request) for language, kind in EVERY_KIND for request in requests_for(language, kind)]
ENGLISH = composed(an_english_request())


def changed(parts: tuple[Part, ...], kind: BlockKind, text: str) -> tuple[Part, ...]:
    return tuple(replace(part, text=text) if part.kind is kind else part for part in parts)


def test_a_letter_laid_out_and_sent_back_as_it_was_is_the_same_letter() -> None:
    for letter in LETTERS:
        parts = parts_of(letter)

        assert {part.kind for part in parts} == set(WRITTEN)
        assert rewritten(letter, body_of(parts), letter.subject, kinds_of(parts)) == letter


def test_without_a_draft_every_part_is_there_to_be_written() -> None:
    assert [part.kind for part in parts_of(None)] == list(WRITTEN)
    assert body_of(parts_of(None)) == ""


def test_a_paragraph_belongs_to_the_part_it_was_written_in_wherever_it_stands() -> None:
    parts = changed(parts_of(ENGLISH), BlockKind.THANKS, "Something else.\n\nAnd a second thought.")
    parts = changed(parts, BlockKind.NEXT_STEPS, "")

    letter = rewritten(ENGLISH, body_of(parts), None, kinds_of(parts))

    assert [block.text for block in letter.blocks if block.kind is BlockKind.THANKS] == [
        "Something else.",
        "And a second thought.",
    ]
    assert BlockKind.NEXT_STEPS not in {block.kind for block in letter.blocks}
    assert BlockKind.HIGHLIGHT in {block.kind for block in letter.blocks}


def test_words_written_as_a_highlight_claim_no_evidence() -> None:
    parts = changed(parts_of(ENGLISH), BlockKind.HIGHLIGHT, "You would make a great pilot.")

    letter = rewritten(ENGLISH, body_of(parts), None, kinds_of(parts))

    assert BlockKind.HIGHLIGHT not in {block.kind for block in letter.blocks}


def test_a_place_in_the_body_is_found_in_its_part() -> None:
    parts = changed(parts_of(ENGLISH), BlockKind.THANKS, "Something else.\n\nYour score was 58.")
    body = body_of(parts)
    start = body.index("58")

    found = part_at(parts, start, start + 2)

    assert found is not None
    assert parts[found].kind is BlockKind.THANKS
    assert part_at(parts, 0, len(body)) is None
    assert part_at(parts, 0, 0) is None


def test_a_better_wording_replaces_only_paragraphs_that_still_read_as_before() -> None:
    parts = (Part(kind=BlockKind.THANKS, text="One.\n\nMy own."), Part(kind=BlockKind.SIGN_OFF, text="Li"))

    told = with_words(parts, [("One.", "First."), ("Two.", "Second.")])

    assert [part.text for part in told] == ["First.\n\nMy own.", "Li"]


@given(st.lists(st.builds(Part, kind=st.sampled_from(WRITTEN), text=st.text(max_size=60)), max_size=9))
def test_every_word_stays_in_order_and_every_paragraph_knows_its_part(parts: list[Part]) -> None:
    body = body_of(parts)

    letter = rewritten(ENGLISH, body, None, kinds_of(parts))

    assert body.split() == " ".join(part.text for part in parts).split()
    assert letter.body == body
