"""Which waiting letters a published, replaced or withdrawn template would word otherwise."""

from dataclasses import replace

import pytest

from kindregards.domain.applications import Stage
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import BlockKind, LetterKind
from kindregards.domain.template_impact import keeps_earlier_words
from kindregards.domain.template_keys import TemplateKey
from kindregards.domain.template_texts import TemplateText
from kindregards.domain.template_versions import PublishedTemplate, TemplateSet

WARM = TemplateKey(language=Language.ENGLISH, kind=LetterKind.NOT_SELECTED, tone=Tone.WARM)
EXACT = replace(WARM, stage=Stage.SCREENING, reason="experience_gap")
GREETING = TemplateText(blocks={BlockKind.GREETING: ("Hello ((candidate_name)),",)})
BOTH = TemplateText(subject="Your result", blocks=GREETING.blocks)
BEFORE = "built-in"


def published(key: TemplateKey, text: TemplateText = GREETING, version: int = 2) -> PublishedTemplate:
    return PublishedTemplate(key=key, version=version, text=text)


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        (WARM, EXACT),
        (EXACT, EXACT),
        (WARM, replace(EXACT, tone=Tone.LIVELY)),
        (replace(WARM, tone=Tone.FORMAL), replace(EXACT, tone=Tone.LIVELY)),
    ],
)
def test_a_letter_that_the_template_serves_keeps_earlier_words(key: TemplateKey, wanted: TemplateKey) -> None:
    company = TemplateSet.of(published(key), default_tone=Tone.FORMAL)

    assert keeps_earlier_words(key, wanted, BEFORE, company)
    assert keeps_earlier_words(key, wanted, f"{key.name}@1+{BEFORE}", company)
    assert not keeps_earlier_words(key, wanted, f"{key.name}@2+{BEFORE}", company)


@pytest.mark.parametrize(
    "change",
    [
        {"language": Language.CHINESE},
        {"kind": LetterKind.EXPIRED},
        {"stage": Stage.OFFER},
        {"reason": "salary_expectation"},
        {"reason": None},
        {"tone": Tone.WARM},
    ],
)
def test_a_letter_that_another_template_serves_does_not(change: dict[str, object]) -> None:
    key = replace(EXACT, tone=Tone.LIVELY)
    wanted = replace(key, **change)  # type: ignore[arg-type]  # replace() checks the names

    assert not keeps_earlier_words(key, wanted, BEFORE, TemplateSet.of(published(key), default_tone=Tone.FORMAL))


@pytest.mark.parametrize(("nearer", "is_hidden"), [(GREETING, True), (TemplateText(subject="Hi"), False), (BOTH, True)])
def test_what_nearer_templates_say_whole_keeps_this_one_from_the_letter(
    nearer: TemplateText, *, is_hidden: bool
) -> None:
    company = TemplateSet.of(published(WARM), published(EXACT, nearer))

    assert keeps_earlier_words(WARM, EXACT, BEFORE, company) is not is_hidden


def test_withdrawn_words_wait_in_the_letters_written_with_them_only() -> None:
    assert keeps_earlier_words(WARM, EXACT, f"{WARM.name}@2+{BEFORE}", TemplateSet.of())
    assert not keeps_earlier_words(WARM, EXACT, f"{EXACT.name}@2+{BEFORE}", TemplateSet.of())
    assert not keeps_earlier_words(WARM, EXACT, BEFORE, TemplateSet.of())
