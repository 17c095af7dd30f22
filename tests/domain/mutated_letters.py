"""Broken and good letters as data: parts of careful letters, and what goes wrong with them."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kindregards.domain.applications import Job, Requirement
from kindregards.domain.composition import LetterRequest
from kindregards.domain.interviews import Competency, Concern, Highlight
from kindregards.domain.languages import Language
from kindregards.domain.letters import Letter
from kindregards.domain.lint import LintContext
from kindregards.domain.rewriting import rewritten
from tests.builders import an_interview_result
from tests.domain import bad_letters, good_letters
from tests.letters.requests import a_request_in, composed

SETS = (
    "held_out_1",
    "held_out_2",
    "held_out_3",
    "held_out_4",
    "held_out_5",
    "held_out_6",
    "held_out_7",
    "held_out_8",
    "held_out_9",
)
SPARED = "good"
_FOLDER = Path(__file__).parent / "mutation_sets"
_PARTS = ("greeting", "outcome", "thanks", "highlight", "reason", "next", "sign_off")
# As many lines as make any letter too long.
_TOO_LONG = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """One letter and the fault it has; a good letter's fault is `good`."""

    language: Language
    fault: str
    words: str
    letter: Letter
    context: LintContext


@cache
def request_in(language: Language) -> LetterRequest:
    """Return a case whose evaluation holds what the good letters praise."""
    if language is Language.ENGLISH:
        result = an_interview_result(
            highlights=(
                Highlight(
                    text="Cut refund time from nine days to four by removing two approvals",
                    competency="Process improvement",
                ),
            ),
            competencies=(
                Competency(
                    name="User segmentation",
                    score=86,
                    evidence="Split users into five tiers by activity and spending, each with its contact rhythm",
                ),
                Competency(
                    name="Data analysis",
                    score=81,
                    evidence="Found that the retention drop came from the second week and checked it in a cohort table",
                ),
                Competency(
                    name="Communication",
                    score=78,
                    evidence="Explained the refund process to a non-technical colleague with a drawing",
                ),
            ),
            concerns=(Concern(text="Short on project work", reason="experience_gap", requirement="pm_years"),),
            facts={"pm_years": 1},
        )
        return a_request_in(language, result=result)
    return _chinese_request()


def _chinese_request() -> LetterRequest:
    result = an_interview_result(
        highlights=(Highlight(text="去掉两道审批，把退款时间从九天缩短到四天", competency="流程改进"),),
        competencies=(
            Competency(name="用户分层", score=86, evidence="按活跃度和消费把用户分成五层，并给出每层的触达节奏"),
            Competency(name="数据分析", score=81, evidence="发现留存下降出在第二周，并用同期群表格核对"),
            Competency(name="表达", score=78, evidence="用一张图向非技术同事讲清楚退款流程"),
        ),
        concerns=(Concern(text="缺少项目管理经验", reason="experience_gap", requirement="pm_years"),),
        facts={"pm_years": 1},
    )
    job = Job(
        external_id="job-9",
        title="用户运营经理",
        requirements=(Requirement(code="pm_years", text="3 年以上项目管理经验"),),
    )
    return a_request_in(Language.CHINESE, result=result, job=job, reason="experience_gap")


@cache
def _context(language: Language) -> LintContext:
    return LintContext.of(request_in(language))


def _table(name: str, language: Language, what: str) -> dict[str, object]:
    return tomllib.loads((_FOLDER / name / f"{language.value}.{what}.toml").read_text(encoding="utf-8"))


def broken(name: str) -> Iterator[Mutation]:
    """Yield every broken letter of a set."""
    for language in Language:
        good = good_parts(name, language)
        for fault, ways in _table(name, language, "broken").items():
            assert isinstance(ways, dict)
            edits = [(way, words) for way, listed in ways.items() for words in listed]
            for number, (way, words) in enumerate(edits):
                yield _mutation(good, number, fault, way, words, language)


def good(name: str) -> Iterator[Mutation]:
    """Yield every good letter of a set: no two are put together alike."""
    for language in Language:
        parts = good_parts(name, language)
        for number, words in enumerate(parts["say"]):
            yield _mutation(parts, number, SPARED, "say", words, language)


def good_parts(name: str, language: Language) -> Mapping[str, list[str]]:
    """Return the good wordings of a set, by the part of the letter they stand for."""
    table = _table(name, language, "good")
    return {part: [str(text) for text in texts] for part, texts in table.items() if isinstance(texts, list)}


def _mutation(
    good: Mapping[str, list[str]], number: int, fault: str, way: str, words: str, language: Language, /
) -> Mutation:
    chosen = {part: good[part][number * (place + 1) % len(good[part])] for place, part in enumerate(_PARTS)}
    subject = good["subject"][number % len(good["subject"])]
    match way:
        case "say" if number % 2:
            chosen["thanks"] += f"\n\n{words}"
        case "say":
            chosen["thanks"] += f" {words}" if language is Language.ENGLISH else words
        case "subject":
            subject = words
        case "long":
            chosen["next"] += "\n\n" + "\n\n".join([words] * _TOO_LONG)
        case "body":
            chosen = {"greeting": words}
        case _:
            chosen[way] = words
    blank = replace(composed(request_in(language)), blocks=())
    letter = rewritten(blank, "\n\n".join(chosen.values()), subject)
    context = _context(language)
    if fault == SPARED and way == "body":
        # Letters written by hand give reasons of their own.
        context = replace(context, reason=None)
    return Mutation(language=language, fault=fault, words=words, letter=letter, context=context)


_LISTED = {
    Language.ENGLISH: (bad_letters.ENGLISH_SENTENCES, good_letters.ENGLISH_SENTENCES, good_letters.ENGLISH_LETTERS),
    Language.CHINESE: (bad_letters.CHINESE_SENTENCES, good_letters.CHINESE_SENTENCES, good_letters.CHINESE_LETTERS),
}


def developed() -> Iterator[Mutation]:
    """Yield the letters that the lint was written with in sight."""
    for language, (wrong, harmless, letters) in _LISTED.items():
        parts = good_parts(SETS[0], language)
        for number, (words, fault) in enumerate(wrong):
            yield _mutation(parts, number, fault, "say", words, language)
        for number, words in enumerate(harmless):
            yield _mutation(parts, number, SPARED, "say", words, language)
        for number, words in enumerate(letters):
            yield _mutation(parts, number, SPARED, "body", words, language)
