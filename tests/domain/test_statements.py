"""Each kind of letter says what it is for, and nothing that would be false or too early in it."""

from dataclasses import replace

import pytest

from kindregards.domain.languages import Language
from kindregards.domain.letters import BlockKind, LetterKind
from kindregards.domain.lint import LintContext
from tests.domain.test_lint import codes
from tests.letters.requests import a_request_in, composed

TELLS_REJECTION = [LetterKind.NOT_SELECTED, LetterKind.OFFER_STAGE_NOT_SELECTED]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", TELLS_REJECTION)
def test_a_reminder_must_not_tell_the_outcome(language: Language, kind: LetterKind) -> None:
    outcome_letter = composed(a_request_in(language, kind=kind))
    request = a_request_in(language, kind=LetterKind.REMINDER)
    told = next(block for block in outcome_letter.blocks if block.kind is BlockKind.OUTCOME)
    reminder = composed(request)

    letter = replace(reminder, blocks=(*reminder.blocks[:2], told, *reminder.blocks[2:]))

    assert "outcome_told_early" in codes(letter, LintContext.of(request))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("kind", "other"),
    [
        (LetterKind.APPEAL_UPHELD, LetterKind.APPEAL_REINSTATED),
        (LetterKind.APPEAL_REINSTATED, LetterKind.APPEAL_UPHELD),
        (LetterKind.APPEAL_RECEIVED, LetterKind.APPEAL_UPHELD),
    ],
)
def test_the_answer_to_an_appeal_says_one_thing_only(language: Language, kind: LetterKind, other: LetterKind) -> None:
    request = a_request_in(language, kind=kind)
    letter, opposite = composed(request), composed(replace(request, kind=other))

    mixed = replace(letter, blocks=(*letter.blocks[:2], opposite.blocks[1], *letter.blocks[2:]))

    assert "outcome_contradicted" in codes(mixed, LintContext.of(request))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", [LetterKind.CANDIDATE_DECLINED, LetterKind.WITHDRAWN])
def test_whoever_leaves_is_never_rejected(language: Language, kind: LetterKind) -> None:
    rejection = composed(a_request_in(language))
    request = a_request_in(language, kind=kind)
    goodbye = composed(request)

    letter = replace(goodbye, blocks=(*goodbye.blocks[:3], rejection.blocks[1], *goodbye.blocks[3:]))

    assert "outcome_contradicted" in codes(letter, LintContext.of(request))
