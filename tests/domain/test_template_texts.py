"""Company templates: their names, words, files, differences, and which of them serves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.applications import Stage
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import BlockKind, LetterKind
from kindregards.domain.template_differences import differences
from kindregards.domain.template_files import TemplateFileError, check_files, file_name, read_file, written
from kindregards.domain.template_keys import TemplateKey, TemplateUnknownError, fallbacks, key_named
from kindregards.domain.template_texts import (
    LONGEST_SUBJECT_TEMPLATE,
    MOST_PARAGRAPHS,
    WRITABLE,
    TemplateText,
    check_text,
)
from kindregards.domain.text_changes import Change, text_changes

KEY = TemplateKey(
    language=Language.ENGLISH,
    kind=LetterKind.NOT_SELECTED,
    tone=Tone.LIVELY,
    stage=Stage.SCREENING,
    reason="experience_gap",
)
ANY_REASON = TemplateKey(language=Language.ENGLISH, kind=LetterKind.NOT_SELECTED, tone=Tone.FORMAL)

paragraphs = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
texts = st.builds(
    TemplateText,
    subject=st.none() | paragraphs,
    blocks=st.dictionaries(st.sampled_from(WRITABLE), st.lists(paragraphs, max_size=3).map(tuple)),
)


def codes(**blocks: str) -> list[tuple[str, str]]:
    subject = blocks.pop("subject", None)
    text = TemplateText(subject=subject, blocks={BlockKind(kind): (words,) for kind, words in blocks.items()})
    return [(problem.block, problem.code) for problem in check_text(text, LetterKind.NOT_SELECTED)]


@pytest.mark.parametrize("key", [KEY, ANY_REASON])
def test_a_name_leads_back_to_its_key(key: TemplateKey) -> None:
    assert key_named(key.name) == key
    assert KEY.name == "en.not_selected.lively.screening.experience_gap"


@pytest.mark.parametrize(
    "name",
    ["", "en", "en.not_selected.warm.screening", "fr.not_selected.warm.any.any", "en.not_selected.warm.any.no luck"],
)
def test_a_name_that_means_nothing_is_refused(name: str) -> None:
    with pytest.raises(TemplateUnknownError):
        key_named(name)


def test_the_nearest_template_comes_first_and_the_companys_default_tone_last() -> None:
    chain = [(key.tone, key.reason, key.stage) for key in fallbacks(KEY, default_tone=Tone.FORMAL)]

    assert chain[:4] == [
        (Tone.LIVELY, "experience_gap", Stage.SCREENING),
        (Tone.LIVELY, "experience_gap", None),
        (Tone.LIVELY, None, Stage.SCREENING),
        (Tone.LIVELY, None, None),
    ]
    assert [tone for tone, *_ in chain[4:]] == [Tone.WARM] * 4 + [Tone.FORMAL] * 4


def test_words_that_fit_their_part_are_taken() -> None:
    assert (
        codes(subject="Your application for ((job_title))", highlight="((highlight_1??You showed ((highlight_1)).))")
        == []
    )


@pytest.mark.parametrize(
    ("blocks", "found"),
    [
        ({}, [("subject", "template_empty")]),
        ({"greeting": "  "}, [("greeting", "paragraph_empty")]),
        ({"subject": "one\ntwo"}, [("subject", "subject_lines")]),
        ({"outcome": "((highlight_1))"}, [("outcome", "placeholder_not_allowed")]),
        ({"greeting": "((signature))"}, [("greeting", "placeholder_not_allowed")]),
        ({"subject": "((reason_text))"}, [("subject", "placeholder_not_allowed")]),
        ({"thanks": "((nobody))"}, [("thanks", "placeholder_unknown")]),
        ({"thanks": "{{ x }}"}, [("thanks", "template_syntax")] * 2),
        ({"small_print": "x"}, [("small_print", "block_not_writable")]),
    ],
)
def test_words_that_do_not_fit_are_named_by_part_and_code(blocks: dict[str, str], found: list[tuple[str, str]]) -> None:
    assert codes(**blocks) == found


def test_more_than_a_letter_holds_is_named() -> None:
    many = TemplateText(blocks={BlockKind.THANKS: ("Thank you.",) * (MOST_PARAGRAPHS + 1)})
    full = TemplateText(
        subject="x" * LONGEST_SUBJECT_TEMPLATE, blocks={BlockKind.THANKS: ("Thanks.",) * MOST_PARAGRAPHS}
    )

    assert [(each.block, each.code) for each in check_text(many, LetterKind.NOT_SELECTED)] == [
        ("thanks", "too_many_paragraphs")
    ]
    assert codes(subject="x" * (LONGEST_SUBJECT_TEMPLATE + 1)) == [("subject", "template_too_long")]
    assert check_text(full, LetterKind.NOT_SELECTED) == ()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("opening_title", LetterKind.INVITATION), *(("answer_by", kind) for kind in LetterKind if "appeal" in kind)],
)
def test_what_only_some_letters_have_no_other_may_ask_for(name: str, kind: LetterKind) -> None:
    text = TemplateText(blocks={BlockKind.NEXT_STEPS: (f"It is (({name})).",)})

    assert check_text(text, kind) == ()
    assert [each.code for each in check_text(text, LetterKind.NOT_SELECTED)] == ["placeholder_not_allowed"]


@given(texts)
def test_a_template_written_to_a_file_is_read_back_as_it_was(text: TemplateText) -> None:
    stripped = TemplateText(
        subject=text.subject,
        blocks={kind: tuple(each.strip() for each in words) for kind, words in text.blocks.items()},
    )

    assert read_file(file_name(KEY), written(text).encode()) == (KEY, stripped)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("notes.txt", b"", "ends with .toml"),
        ("notes.toml", b"", "A name is language.kind.tone.stage.reason"),
        (file_name(KEY), b"subject = ", "is not TOML"),
        (file_name(KEY), b"\xff\xfe", "UTF-8"),
        (file_name(KEY), b"a = [" * 5_000, "is not TOML"),
        (file_name(KEY), b"x" * 70_000, "KiB"),
        (file_name(KEY), b"body = 'x'", "'body' is no part of a template"),
        (file_name(KEY), b"subject = 1", "subject must be a text"),
        (file_name(KEY), b"outcome = [1]", "outcome must be a text"),
    ],
)
def test_a_file_that_is_no_template_is_refused_by_name(name: str, content: bytes, says: str) -> None:
    with pytest.raises(TemplateFileError) as refused:
        read_file(name, content)

    assert says in refused.value.message


def test_a_folder_is_checked_whole() -> None:
    good, bad = file_name(KEY), file_name(ANY_REASON)

    read, problems = check_files({good: b'subject = "Hello"', bad: b'outcome = "((nobody))"', "x.toml": b""})

    assert read[KEY] == TemplateText(subject="Hello")
    assert [(each.file, each.problem.code) for each in problems] == [
        (bad, "placeholder_unknown"),
        ("x.toml", "template_file_invalid"),
    ]


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_of_a_change_make_up_both_texts(before: str, after: str) -> None:
    pieces = text_changes(before, after)

    assert "".join(piece.text for piece in pieces if piece.change is not Change.NEW) == before
    assert "".join(piece.text for piece in pieces if piece.change is not Change.GONE) == after


def test_a_difference_names_the_paragraph_and_only_the_words_that_changed() -> None:
    before = TemplateText(subject="A", blocks={BlockKind.THANKS: ("Thank you for the interview.",)})
    after = TemplateText(
        subject="A", blocks={BlockKind.THANKS: ("Thank you for your time.",), BlockKind.OUTCOME: ("No.",)}
    )

    found = {
        each.block: [piece for piece in each.pieces if piece.change is Change.NEW]
        for each in differences(before, after)
    }

    assert {block: [piece.text for piece in pieces] for block, pieces in found.items()} == {
        "outcome": ["No."],
        "thanks": ["your", "time"],
    }
