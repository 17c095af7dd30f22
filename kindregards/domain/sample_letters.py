"""Invented candidates by whom a template shows what it writes: the usual one, and those that templates forget."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from kindregards.domain.applications import Candidate, Consents, Job, Requirement, Stage
from kindregards.domain.composition import Brand, LetterRequest
from kindregards.domain.interviews import Competency, Concern, Highlight, InterviewResult
from kindregards.domain.languages import Language
from kindregards.domain.template_keys import TemplateKey

_TODAY = date(2026, 3, 4)
_ANSWER_BY = date(2026, 3, 11)
_USUAL_REASON = "experience_gap"


class SampleCase(StrEnum):
    """Who a sample letter is to."""

    USUAL = "usual"
    NO_HIGHLIGHT = "no_highlight"
    NO_INTERVIEW = "no_interview"
    LONG_NAME = "long_name"
    OTHER_SCRIPT = "other_script"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What the invented people of one language are called and did."""

    name: str
    long_name: str
    other_script: str
    title: str
    requirement: str
    competency: str
    evidence: str
    concern: str


_WORDS: Mapping[Language, _Words] = {
    Language.ENGLISH: _Words(
        name="Daniel Okafor",
        long_name="Maria-Alexandra Konstantinopoulou-Fernández de la Vega y Montenegro",
        other_script="محمد الأمين",
        title="Customer Success Manager",
        requirement="3 years of project management",
        competency="Customer segmentation",
        evidence="split users into five tiers by activity and spend",
        concern="little project management",
    ),
    Language.CHINESE: _Words(
        name="王梅",
        long_name="欧阳阿卜杜拉·买买提江·古丽娜尔·库尔班江·阿依努尔",
        other_script="Σοφία Παπαδοπούλου",
        title="用户运营经理",
        requirement="3 年以上项目管理经验",
        competency="用户分层",
        evidence="按活跃度和消费把用户分成五层，并给出每层的触达节奏",
        concern="缺少项目管理经验",
    ),
}


def sample_request(key: TemplateKey, case: SampleCase, brand: Brand) -> LetterRequest:
    """Return the request for a letter that this template would write."""
    words = _WORDS[key.language]
    usual = LetterRequest(
        kind=key.kind,
        stage=key.stage or Stage.SCREENING,
        candidate=_candidate(words, key.language),
        job=Job(
            external_id="sample-job",
            title=words.title,
            requirements=(Requirement(code="pm_years", text=words.requirement),),
        ),
        brand=brand,
        language=key.language,
        tone=key.tone,
        today=_TODAY,
        reason=key.reason or _USUAL_REASON,
        result=_result(words, key.reason or _USUAL_REASON),
        answer_by=_ANSWER_BY,
        opening=words.title,
    )
    return _hardened(usual, case, words)


def _hardened(usual: LetterRequest, case: SampleCase, words: _Words) -> LetterRequest:
    match case:
        case SampleCase.USUAL:
            return usual
        case SampleCase.NO_HIGHLIGHT:
            result = usual.result and replace(usual.result, competencies=(), highlights=())
            return replace(usual, result=result)
        case SampleCase.NO_INTERVIEW:
            return replace(usual, result=None)
        case SampleCase.LONG_NAME:
            return replace(usual, candidate=replace(usual.candidate, name=words.long_name))
        case SampleCase.OTHER_SCRIPT:
            return replace(usual, candidate=replace(usual.candidate, name=words.other_script))


def _candidate(words: _Words, language: Language) -> Candidate:
    return Candidate(
        external_id="sample-person",
        name=words.name,
        locale=language.value,
        timezone="Asia/Shanghai" if language is Language.CHINESE else "Europe/London",
        email="sample@example.com",
        consents=Consents(talent_pool=True),
    )


def _result(words: _Words, reason: str) -> InterviewResult:
    return InterviewResult(
        result_id="sample-result",
        score=58.5,
        completed_at=datetime(2026, 3, 3, 10, tzinfo=UTC),
        competencies=(Competency(name=words.competency, score=86, evidence=words.evidence),),
        highlights=(Highlight(text=words.competency, competency=words.competency, evidence=words.evidence),),
        concerns=(Concern(text=words.concern, reason=reason, requirement="pm_years"),),
        facts={"pm_years": 1},
    )
