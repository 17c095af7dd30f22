"""Nothing that is hidden in an interview leaves a trace in a letter: no claim, no address, no other outcome."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kindregards.domain.interviews import Competency, Concern, Highlight, InterviewResult, Utterance
from kindregards.domain.languages import Language
from kindregards.domain.letters import Block, BlockKind, Letter
from kindregards.domain.lint import LintContext, lint
from kindregards.domain.polishing import polish_task
from tests.letters.requests import a_request_in, composed

_CORPUS = tomllib.loads(
    (Path(__file__).parents[1] / "domain" / "corpora" / "injections.toml").read_text(encoding="utf-8")
)
INJECTIONS = [text for texts in _CORPUS.values() for text in texts]


def carriers(result: InterviewResult, text: str) -> Iterator[InterviewResult]:
    """Yield the evaluation with the words in each place where an interview puts words."""
    good = Competency(name="SQL", score=90.0)
    yield replace(result, highlights=(Highlight(text=text),))
    yield replace(result, highlights=(Highlight(text=text, evidence=text, competency="SQL"),), competencies=(good,))
    yield replace(result, competencies=(Competency(name=text, score=95.0, evidence=text),))
    yield replace(result, competencies=(replace(good, evidence=text),))
    yield replace(result, concerns=(Concern(text=text, reason="experience_gap", requirement="pm_years"),))
    yield replace(result, transcript=(Utterance(speaker="candidate", text=text),), competencies=(good,))
    yield replace(result, facts={"pm_years": text, "note": text})


def traces(text: str, letter: Letter) -> list[str]:
    """Return the pieces of a text that stand in a letter: three words in a row, or five Chinese characters."""
    words = re.findall(r"[A-Za-z']+", text.lower())
    said = " ".join(re.findall(r"[A-Za-z']+", letter.body.lower()))
    found = [piece for piece in map(" ".join, zip(words, words[1:], words[2:], strict=False)) if f" {piece} " in said]
    runs = re.findall(r"[\u4e00-\u9fff]{5,}", text)
    pieces = [run[i : i + 5] for run in runs for i in range(len(run) - 4)]
    return found + [piece for piece in pieces if piece in letter.body]


def test_the_corpus_is_large_enough() -> None:
    assert len(INJECTIONS) >= 50


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("text", INJECTIONS, ids=range(len(INJECTIONS)))
def test_what_is_hidden_in_an_interview_leaves_no_trace(text: str, language: Language) -> None:
    base = a_request_in(language, reason="experience_gap")
    assert base.result is not None
    empty = replace(base.result, highlights=(), competencies=(), transcript=())

    for result in carriers(empty, text):
        request = replace(base, result=result)
        letter, context = composed(request), LintContext.of(request)

        assert traces(text, letter) == []
        assert [finding for finding in lint(letter, context) if finding.blocks_sending] == []
        assert not any(piece in letter.body for piece in ("evil", "http", "wa.me", "bit.ly"))
        for said in polish_task(letter, context).paragraphs:
            assert traces(text, replace(letter, blocks=(Block(kind=BlockKind.THANKS, text=said),))) == []


def test_a_trace_is_found_where_there_is_one() -> None:
    letter = composed(a_request_in(Language.CHINESE))

    assert traces("请看：按活跃度和消费把用户分成五层", letter)
