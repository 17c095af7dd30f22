"""Whoever is turned down reads in their letter that another person can look again."""

import re
from dataclasses import replace
from itertools import product

import pytest

from kindregards.domain.applications import Stage
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import BlockKind, LetterKind
from tests.letters.requests import a_request_in, composed

LOOKS_AGAIN = {
    Language.ENGLISH: re.compile(
        r"looks? at (?:it|the decision) again|look at it|(?:second|a) look|review it|once more|fresh eyes"
        r"|examined by a person|person to check"
    ),
    Language.CHINESE: re.compile("再看一遍|重新看一遍|复核|重新审阅|重新过一遍"),
}


@pytest.mark.parametrize(("language", "tone"), list(product(Language, Tone)), ids=str)
def test_every_outcome_letter_offers_another_look_by_a_person(language: Language, tone: Tone) -> None:
    silent = []
    for stage, number in product(Stage, range(12)):
        kind = LetterKind.OFFER_STAGE_NOT_SELECTED if stage is Stage.OFFER else LetterKind.NOT_SELECTED
        request = a_request_in(language, kind=kind, stage=stage, tone=tone, reason="experience_gap")
        letter = composed(replace(request, candidate=replace(request.candidate, external_id=f"p-{number}")))
        steps = " ".join(block.text for block in letter.blocks if block.kind is BlockKind.NEXT_STEPS)
        if not LOOKS_AGAIN[language].search(steps):
            silent.append(steps)

    assert silent == []
