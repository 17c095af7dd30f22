"""What a reviewer or a model said better still tells where it comes from; what nobody noted does not."""

import pytest

from kindregards.domain.borne_words import with_bearing_sources
from kindregards.domain.languages import Language
from kindregards.domain.letters import BlockKind, Letter
from kindregards.domain.lint import LintContext, lint
from kindregards.domain.rewriting import rewritten
from tests.domain.mutated_letters import request_in
from tests.letters.requests import composed

POLISHED = {
    Language.ENGLISH: "You removed two approvals, and a refund that took nine days now takes four.",
    Language.CHINESE: "您去掉了两道审批，退款时间从九天缩短到了四天。",
}
NOWHERE_NOTED = {Language.ENGLISH: "It rained that Monday.", Language.CHINESE: "那天下着雨。"}


def said(language: Language, words: str) -> Letter:
    """Return a letter whose only highlight was replaced by these words."""
    letter = composed(request_in(language))
    texts = [block.text for block in letter.blocks if block.kind is not BlockKind.SMALL_PRINT]
    highlights = {block.text for block in letter.blocks if block.kind is BlockKind.HIGHLIGHT}
    first = next(text for text in texts if text in highlights)
    kept = (words if text == first else text for text in texts if text == first or text not in highlights)
    evidence = LintContext.of(request_in(language)).evidence
    assert evidence is not None
    return with_bearing_sources(rewritten(letter, "\n\n".join(kept)), evidence)


@pytest.mark.parametrize("language", Language)
def test_a_polished_highlight_still_counts_as_personal_and_passes(language: Language) -> None:
    letter = said(language, POLISHED[language])

    assert "highlight:0" in letter.personal_facts
    assert not [f for f in lint(letter, LintContext.of(request_in(language))) if f.blocks_sending]


@pytest.mark.parametrize("language", Language)
def test_words_that_nothing_bears_count_for_nothing(language: Language) -> None:
    assert not [fact for fact in said(language, NOWHERE_NOTED[language]).personal_facts if fact.startswith("highlight")]
