"""Words to begin with, and facts to insert."""

import pytest

from kindregards.domain.languages import Language
from kindregards.domain.letter_starters import facts_to_insert, strong_candidate, with_fact
from kindregards.domain.letters import LetterKind
from kindregards.domain.lint import LintContext, lint
from kindregards.domain.rewriting import rewritten
from tests.letters.requests import a_request_in, composed


@pytest.mark.parametrize("language", Language)
def test_the_starter_and_every_fact_pass_the_checks(language: Language) -> None:
    request = a_request_in(language, kind=LetterKind.NOT_SELECTED, reason="experience_gap")
    letter = composed(request)
    facts = facts_to_insert(request.result, request.job, language)
    bodies = [strong_candidate(letter, facts), *(with_fact(letter.body, fact) for fact in facts)]

    found = [finding for body in bodies for finding in lint(rewritten(letter, body), LintContext.of(request))]

    assert facts
    assert facts[0].sentence in bodies[0]
    assert [finding for finding in found if finding.blocks_sending] == []


def test_a_fact_is_inserted_once_before_the_sign_off() -> None:
    request = a_request_in(Language.ENGLISH, kind=LetterKind.NOT_SELECTED)
    [fact, *_] = facts_to_insert(request.result, request.job, Language.ENGLISH)

    once = with_fact("Dear Mei,\n\nNo.\n\nLi Lei", fact)

    assert once == f"Dear Mei,\n\nNo.\n\n{fact.sentence}\n\nLi Lei"
    assert with_fact(once, fact) == once
    assert with_fact("", fact) == fact.sentence


def test_without_an_interview_there_is_nothing_to_insert() -> None:
    assert (
        facts_to_insert(None, a_request_in(Language.ENGLISH, kind=LetterKind.NOT_SELECTED).job, Language.ENGLISH) == ()
    )
