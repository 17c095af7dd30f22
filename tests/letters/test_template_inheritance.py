"""What an empty part of a template says: the next template's words, in the end ours."""

import pytest

from kindregards.domain.applications import Stage
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import BlockKind, LetterKind
from kindregards.domain.template_inheritance import inherited_parts
from kindregards.domain.template_keys import TemplateKey
from kindregards.domain.template_texts import TemplateText, check_text
from kindregards.domain.template_versions import PublishedTemplate, TemplateSet
from kindregards.letters.catalogue import built_in
from kindregards.letters.composer import TemplateComposer

WARM = TemplateKey(language=Language.ENGLISH, kind=LetterKind.NOT_SELECTED, tone=Tone.WARM)
EXACT = TemplateKey(language=Language.ENGLISH, kind=LetterKind.NOT_SELECTED, tone=Tone.WARM, stage=Stage.SCREENING)
OURS = TemplateComposer().own_words(EXACT)


def published(key: TemplateKey, **blocks: tuple[str, ...]) -> PublishedTemplate:
    return PublishedTemplate(
        key=key, version=3, text=TemplateText(blocks={BlockKind(kind): words for kind, words in blocks.items()})
    )


def test_each_part_names_the_nearest_other_template_that_has_it() -> None:
    own = published(EXACT, greeting=("Mine,",))
    general = published(WARM, greeting=("Hello ((candidate_name)),",))

    greeting, outcome = (
        next(part for part in inherited_parts(EXACT, TemplateSet.of(own, general), OURS) if part.name == name)
        for name in ("greeting", "outcome")
    )

    assert (greeting.paragraphs, greeting.source) == (("Hello ((candidate_name)),",), general)
    assert (outcome.paragraphs, outcome.source) == (OURS.blocks[BlockKind.OUTCOME], None)


def test_without_templates_of_its_own_everything_is_ours() -> None:
    assert {part.source for part in inherited_parts(EXACT, None, OURS)} == {None}


@pytest.mark.parametrize("key", built_in().templates, ids=lambda key: key.name)
def test_our_own_words_are_shown_in_the_grammar_that_companies_write(key: TemplateKey) -> None:
    words = TemplateComposer().own_words(key)

    assert words.subject
    assert words.blocks[BlockKind.SIGN_OFF]
    assert [problem for problem in check_text(words, key.kind) if problem.code.startswith("placeholder")] == []
