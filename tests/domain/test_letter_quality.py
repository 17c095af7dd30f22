"""The quality of letters, counted."""

from dataclasses import replace

from kindregards.domain.letter_quality import LetterFacts, letter_quality
from kindregards.domain.letter_quality_sheet import letter_quality_sheet

LETTER = LetterFacts(
    language="en",
    tone="warm",
    template_version="builtin-1",
    personal_facts=2,
    strengths=3,
    edited=None,
    findings=(),
    feedback=None,
)


def test_a_letter_is_personal_with_two_facts_and_old_ones_do_not_count() -> None:
    plain, old = replace(LETTER, personal_facts=1, strengths=1), replace(LETTER, personal_facts=None, strengths=None)

    quality = letter_quality([LETTER, plain, old])

    assert (quality.personal.count, quality.personal.n) == (1, 2)
    assert (quality.personal_with_evidence.count, quality.personal_with_evidence.n) == (1, 1)


def test_edits_are_counted_by_block_among_what_people_approved() -> None:
    edited = replace(LETTER, edited=("reason", "thanks"))

    quality = letter_quality([edited, replace(edited, edited=("reason",)), replace(edited, edited=()), LETTER])

    assert [(each.block, each.share.count, each.share.n) for each in quality.blocks] == [
        ("reason", 2, 3),
        ("thanks", 1, 3),
    ]


def test_templates_and_tones_are_told_apart_with_what_candidates_said() -> None:
    own = replace(LETTER, template_version="en.a.b.c.d@3+builtin-1", feedback=5, findings=("score", "score"))

    quality = letter_quality([own, replace(own, feedback=2, tone="formal"), LETTER])

    assert [(each.name, each.letters, each.content.count, each.content.n) for each in quality.templates] == [
        ("en.a.b.c.d", 2, 1, 2),
        ("built_in", 1, 0, 0),
    ]
    assert [each.name for each in quality.tones] == ["warm", "formal"]
    assert quality.findings == (("score", 2),)
    assert ("template_content", "en.a.b.c.d", 1, 2, 0.5) in letter_quality_sheet(quality).rows


def test_each_template_says_which_of_its_parts_reviewers_change() -> None:
    own = replace(LETTER, template_version="en.a.b.c.d@3+builtin-1", edited=("reason", "reason", "thanks"))

    quality = letter_quality(
        [own, replace(own, edited=("reason",)), replace(own, edited=()), replace(LETTER, edited=())]
    )

    template, ours = quality.templates
    assert [(each.block, each.share.count, each.share.n) for each in template.blocks] == [
        ("reason", 2, 3),
        ("thanks", 1, 3),
    ]
    assert ours.blocks == ()
    assert ("template_edited_block", "en.a.b.c.d:reason", 2, 3, 0.6667) in letter_quality_sheet(quality).rows


def test_nothing_is_no_share() -> None:
    assert letter_quality([]).personal.value is None
