"""A reviewer's edited text becomes blocks again; old evidence never vouches for new words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.languages import Language
from kindregards.domain.letters import Block, BlockKind, Letter, Link
from kindregards.domain.rewriting import rewritten
from tests.builders import a_letter_request
from tests.letters.requests import EVERY_KIND, a_request_in, an_english_request, composed, requests_for

LETTERS = [composed(request) for language, kind in EVERY_KIND for request in requests_for(language, kind)]
ENGLISH = composed(an_english_request())


def paragraphs(letter: Letter) -> list[str]:
    return letter.body.split("\n\n")


def body(*texts: str) -> str:
    return "\n\n".join(texts)


def edited(letter: Letter, kind: BlockKind, text: str) -> Letter:
    """Return the letter after a reviewer rewrote the first paragraph of a kind."""
    place = next(i for i, block in enumerate(letter.blocks) if block.kind is kind)
    texts = paragraphs(letter)
    texts[place] = text
    return rewritten(letter, body(*texts))


def of_kind(letter: Letter, kind: BlockKind) -> list[Block]:
    return [block for block in letter.blocks if block.kind is kind]


def test_a_text_that_was_not_touched_gives_the_same_letter() -> None:
    for letter in LETTERS:
        assert rewritten(letter, letter.body) == letter
        assert rewritten(letter, letter.body, letter.subject).content_hash == letter.content_hash


@pytest.mark.parametrize(
    "disturb",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n\n", "\n \t\n\n\n"),
        lambda text: f"\n\n  {text}\n\n\n",
        lambda text: text.replace("\n", "  \n"),
    ],
)
def test_what_a_form_does_to_white_space_changes_nothing(disturb: object) -> None:
    assert rewritten(ENGLISH, disturb(ENGLISH.body)) == ENGLISH  # type: ignore[operator] # a function of text


@pytest.mark.parametrize(
    "kind",
    [
        BlockKind.GREETING,
        BlockKind.OUTCOME,
        BlockKind.THANKS,
        BlockKind.REASON,
        BlockKind.NEXT_STEPS,
        BlockKind.SIGN_OFF,
    ],
)
def test_a_changed_paragraph_keeps_its_kind_and_becomes_the_reviewers(kind: BlockKind) -> None:
    letter = edited(ENGLISH, kind, "Something else altogether.")

    changed = next(block for block in letter.blocks if block.text == "Something else altogether.")
    assert changed.kind is kind
    assert changed.sources == ("reviewer",)
    assert len(letter.blocks) == len(ENGLISH.blocks)


def test_a_changed_highlight_no_longer_claims_its_evidence() -> None:
    letter = edited(ENGLISH, BlockKind.HIGHLIGHT, "You would make a great pilot.")

    assert of_kind(letter, BlockKind.HIGHLIGHT) == []
    assert Block(kind=BlockKind.THANKS, text="You would make a great pilot.", sources=("reviewer",)) in letter.blocks
    assert not [fact for fact in letter.personal_facts if fact.startswith("competency")]


def test_one_word_more_in_a_highlight_makes_it_the_reviewers() -> None:
    text = of_kind(ENGLISH, BlockKind.HIGHLIGHT)[0].text

    letter = edited(ENGLISH, BlockKind.HIGHLIGHT, f"{text} Truly.")

    assert of_kind(letter, BlockKind.HIGHLIGHT) == []


def test_a_highlight_that_stays_keeps_its_evidence_when_others_change() -> None:
    letter = edited(ENGLISH, BlockKind.OUTCOME, "We will not go on with your application for this job.")

    assert of_kind(letter, BlockKind.HIGHLIGHT) == of_kind(ENGLISH, BlockKind.HIGHLIGHT)


def test_a_paragraph_moved_elsewhere_stays_what_it_was() -> None:
    texts = paragraphs(ENGLISH)
    moved = [*texts[:2], texts[3], texts[2], *texts[4:]]

    letter = rewritten(ENGLISH, body(*moved))

    assert sorted(letter.blocks, key=str) == sorted(ENGLISH.blocks, key=str)
    assert [block.text for block in letter.blocks][:4] == moved[:4]


@pytest.mark.parametrize(("place", "kind"), [(1, BlockKind.THANKS), (3, BlockKind.THANKS), (6, BlockKind.NEXT_STEPS)])
def test_an_added_paragraph_is_a_remark_early_and_a_step_later(place: int, kind: BlockKind) -> None:
    texts = paragraphs(ENGLISH)

    letter = rewritten(ENGLISH, body(*texts[:place], "A new thought.", *texts[place:]))

    assert letter.blocks[place] == Block(kind=kind, text="A new thought.", sources=("reviewer",))
    assert len(letter.blocks) == len(ENGLISH.blocks) + 1


def test_an_edited_paragraph_is_recognised_although_its_neighbour_was_deleted() -> None:
    texts = paragraphs(ENGLISH)
    reason = texts[4].replace("You will want to know why. ", "")

    letter = rewritten(ENGLISH, body(*texts[:3], reason, *texts[5:]))

    assert of_kind(letter, BlockKind.REASON)[0].text == reason
    assert of_kind(letter, BlockKind.HIGHLIGHT) == []


def test_small_print_and_buttons_stay_whatever_is_deleted() -> None:
    for letter in LETTERS:
        texts = paragraphs(letter)

        short = rewritten(letter, body(texts[0], texts[1]))

        assert of_kind(short, BlockKind.SMALL_PRINT) == of_kind(letter, BlockKind.SMALL_PRINT)
        assert [b.link for b in short.blocks if b.link] == [b.link for b in letter.blocks if b.link]
        assert [b.link_label for b in short.blocks if b.link] == [b.link_label for b in letter.blocks if b.link]


def test_a_changed_paragraph_keeps_its_button() -> None:
    texts = paragraphs(ENGLISH)
    texts[7] = "Press the button, please, so that we know."

    letter = rewritten(ENGLISH, body(*texts))

    assert letter.blocks[7].link is Link.LETTER


def test_an_empty_text_leaves_only_the_small_print() -> None:
    assert rewritten(ENGLISH, " \n\n ").blocks == tuple(of_kind(ENGLISH, BlockKind.SMALL_PRINT))


def test_the_subject_changes_only_when_one_is_given() -> None:
    assert rewritten(ENGLISH, ENGLISH.body).subject == ENGLISH.subject
    assert (
        rewritten(ENGLISH, ENGLISH.body, " A word about your application ").subject == "A word about your application"
    )
    assert rewritten(ENGLISH, ENGLISH.body, "").subject == ""


@pytest.mark.parametrize("language", Language)
def test_a_letter_written_from_nothing_greets_tells_and_leads_to_its_page(language: Language) -> None:
    blank = replace(composed(a_request_in(language)), blocks=())

    letter = rewritten(blank, body("Dear you,", "It is a no.", "Thank you.", "Come again.", "Yours"), "Your result")

    assert [block.kind for block in letter.blocks] == [
        BlockKind.GREETING,
        BlockKind.OUTCOME,
        BlockKind.THANKS,
        BlockKind.THANKS,
        BlockKind.SIGN_OFF,
    ]
    assert [block.link for block in letter.blocks] == [None, None, None, Link.LETTER, None]
    assert all(block.sources == ("reviewer",) for block in letter.blocks)


@given(st.text(max_size=400))
def test_every_word_of_the_reviewer_is_kept_in_order(text: str) -> None:
    letter = rewritten(composed(a_letter_request()), text)

    assert letter.body.split() == text.split()


@given(st.lists(st.sampled_from([*paragraphs(ENGLISH), "New words.", "Others."]), max_size=12))
def test_only_untouched_paragraphs_keep_evaluation_sources(texts: list[str]) -> None:
    old = {block.text: block.sources for block in ENGLISH.blocks}

    letter = rewritten(ENGLISH, body(*texts))

    for block in letter.blocks:
        assert block.sources == ("reviewer",) or block.sources == old[block.text]


@given(st.lists(st.sampled_from([*paragraphs(ENGLISH), "New words.", "Others."]), max_size=12))
def test_rewriting_with_the_same_text_again_changes_no_word(texts: list[str]) -> None:
    once = rewritten(ENGLISH, body(*texts))

    assert rewritten(once, once.body).body == once.body
