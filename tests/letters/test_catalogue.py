"""The built-in templates: complete, found by fallbacks, the same on every machine."""

import re
from dataclasses import replace
from itertools import product

import pytest

from kindregards.domain.applications import Stage
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import BlockKind, LetterKind, Link
from kindregards.domain.placeholders import TemplateError
from kindregards.domain.reasons import SHIPPED_REASONS, Party
from kindregards.domain.template_keys import TemplateKey
from kindregards.letters.catalogue import Catalogue, Template, built_in

OUTCOME_LETTERS = [
    (LetterKind.NOT_SELECTED, Stage.SCREENING),
    (LetterKind.NOT_SELECTED, Stage.SECOND_ROUND),
    (LetterKind.OFFER_STAGE_NOT_SELECTED, Stage.OFFER),
]
# Pages that exist; a letter must not point at others.
PAGES = {Link.LETTER, Link.STATUS, Link.DATA}


def a_key(
    tone: Tone = Tone.FORMAL, stage: Stage | None = Stage.SCREENING, reason: str | None = "no_show"
) -> TemplateKey:
    return TemplateKey(language=Language.ENGLISH, kind=LetterKind.NOT_SELECTED, tone=tone, stage=stage, reason=reason)


def a_catalogue(*keys: TemplateKey) -> Catalogue:
    return Catalogue(version="test", templates={key: Template(subject=(), paragraphs=()) for key in keys})


def found_by(wanted: TemplateKey, *there: TemplateKey) -> TemplateKey:
    """Return which of the templates was found."""
    catalogue = a_catalogue(*there)
    template = catalogue.find(wanted)
    return next(key for key in there if catalogue.templates[key] is template)


@pytest.mark.parametrize(("language", "outcome", "tone"), list(product(Language, OUTCOME_LETTERS, Tone)), ids=str)
def test_every_outcome_letter_is_written_for_its_stage_and_tone(
    language: Language, outcome: tuple[LetterKind, Stage], tone: Tone
) -> None:
    kind, stage = outcome
    own_stage = stage if kind is LetterKind.NOT_SELECTED else None

    key = TemplateKey(language=language, kind=kind, tone=tone, stage=own_stage)

    assert key in built_in().templates


@pytest.mark.parametrize(("language", "kind"), list(product(Language, LetterKind)))
def test_every_kind_has_a_warm_letter_that_serves_any_stage(language: Language, kind: LetterKind) -> None:
    assert TemplateKey(language=language, kind=kind, tone=Tone.WARM) in built_in().templates


def test_both_languages_have_the_same_letters() -> None:
    chinese, english = (
        {replace(key, language=Language.ENGLISH) for key in built_in().templates if key.language is language}
        for language in Language
    )

    assert chinese == english


@pytest.mark.parametrize("language", Language)
def test_every_reason_of_ours_that_a_candidate_may_read_has_a_sentence(language: Language) -> None:
    told = {code for code, reason in SHIPPED_REASONS.items() if reason.party is Party.COMPANY and reason.in_letter}

    assert set(built_in().phrasebooks[language].reasons) == told


def test_a_template_points_only_at_pages_that_exist() -> None:
    links = {p.link for template in built_in().templates.values() for p in template.paragraphs if p.link}

    assert links == PAGES


def test_every_template_greets_signs_and_ends_in_small_print() -> None:
    for template in built_in().templates.values():
        kinds = [paragraph.kind for paragraph in template.paragraphs]

        assert kinds[0] is BlockKind.GREETING
        assert kinds[-2:] == [BlockKind.SIGN_OFF, BlockKind.SMALL_PRINT]
        assert kinds == sorted(kinds, key=list(BlockKind).index)


def test_the_exact_template_is_preferred() -> None:
    exact = a_key()

    assert found_by(exact, a_key(reason=None), a_key(stage=None), a_key(tone=Tone.WARM), exact) == exact


def test_without_the_exact_one_the_reason_for_any_stage_is_next() -> None:
    any_stage = a_key(stage=None)

    assert found_by(a_key(), a_key(reason=None), any_stage, a_key(tone=Tone.WARM)) == any_stage


def test_then_the_stage_without_a_reason() -> None:
    without_reason = a_key(reason=None)

    assert found_by(a_key(), a_key(tone=Tone.WARM), without_reason, a_key(reason=None, stage=None)) == without_reason


def test_then_the_same_tone_for_any_stage() -> None:
    plain = a_key(reason=None, stage=None)

    assert found_by(a_key(), a_key(tone=Tone.WARM), plain) == plain


def test_then_the_warm_one() -> None:
    warm = a_key(tone=Tone.WARM, reason=None, stage=None)

    assert found_by(a_key(), a_key(tone=Tone.LIVELY), warm) == warm


def test_a_catalogue_without_any_answer_says_what_to_add() -> None:
    with pytest.raises(TemplateError, match="No template says not_selected in en"):
        a_catalogue().find(a_key())


def test_the_version_names_the_content() -> None:
    assert re.fullmatch(r"builtin-[0-9a-f]{12}", built_in().version)
