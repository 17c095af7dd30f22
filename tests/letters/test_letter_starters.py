"""Words to begin with, and facts to insert."""

import pytest

from kindregards.domain.languages import Language
from kindregards.domain.letter_parts import Part, body_of, kinds_of, parts_of
from kindregards.domain.letter_starters import facts_to_insert, strong_candidate, with_fact
from kindregards.domain.letters import BlockKind, LetterKind
from kindregards.domain.lint import LintContext, lint
from kindregards.domain.rewriting import rewritten
from tests.letters.requests import a_request_in, composed


@pytest.mark.parametrize("language", Language)
def test_the_starter_and_every_fact_pass_the_checks(language: Language) -> None:
    request = a_request_in(language, kind=LetterKind.NOT_SELECTED, reason="experience_gap")
    letter = composed(request)
    facts = facts_to_insert(request.result, request.job, language)
    parts, context = parts_of(letter), LintContext.of(request)
    letters = [strong_candidate(letter, facts)]
    letters += [with_fact(parts, fact, into) for fact in facts for into in (2, 3, 5)]

    found = [
        finding for each in letters for finding in lint(rewritten(letter, body_of(each), None, kinds_of(each)), context)
    ]

    assert facts
    assert facts[0].sentence in body_of(letters[0])
    assert [finding for finding in found if finding.blocks_sending] == []


def test_a_fact_is_inserted_once_as_the_last_paragraph_of_its_part() -> None:
    request = a_request_in(Language.ENGLISH, kind=LetterKind.NOT_SELECTED)
    [fact, *_] = facts_to_insert(request.result, request.job, Language.ENGLISH)
    parts = (Part(kind=BlockKind.THANKS, text="Thank you."), Part(kind=BlockKind.REASON))

    once = with_fact(parts, fact, 0)

    assert [part.text for part in once] == [f"Thank you.\n\n{fact.sentence}", ""]
    assert with_fact(once, fact, 1) == once
    assert with_fact(parts, fact, 1)[1].text == fact.sentence


def test_without_an_interview_there_is_nothing_to_insert() -> None:
    assert (
        facts_to_insert(None, a_request_in(Language.ENGLISH, kind=LetterKind.NOT_SELECTED).job, Language.ENGLISH) == ()
    )
