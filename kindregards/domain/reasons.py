"""Why an application ended: the managed list of reasons, ours and the candidates' own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kindregards.domain.languages import Language


class Party(StrEnum):
    """Whose reason it is."""

    COMPANY = "company"
    CANDIDATE = "candidate"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason; `in_letter` says whether a candidate may read it, `advances` that it speaks for the candidate.

    A company's own has `text`, the sentence that letters tell by language; ours stand in the phrases of letters. One
    that `needs_evidence` is recorded only with a concern of the interview or a reviewer's note behind it, so no rule
    turns down for it by itself unless a requirement was not met. One that is retired stays readable in what was
    decided, and nobody is offered it.
    """

    code: str
    party: Party
    label_zh: str
    label_en: str
    in_letter: bool = True
    advances: bool = False
    text: Mapping[Language, str] = field(default_factory=dict)
    needs_evidence: bool = False
    version: int = 1
    is_retired: bool = False
    is_shipped: bool = True

    def label(self, language: Language) -> str:
        """Return its name."""
        return self.label_zh if language is Language.CHINESE else self.label_en


Reasons = Mapping[str, Reason]
"""Reasons by code."""


def _company(code: str, label_zh: str, label_en: str, *, in_letter: bool = True) -> Reason:
    return Reason(code=code, party=Party.COMPANY, label_zh=label_zh, label_en=label_en, in_letter=in_letter)


def _candidate(code: str, label_zh: str, label_en: str) -> Reason:
    return Reason(code=code, party=Party.CANDIDATE, label_zh=label_zh, label_en=label_en)


def _advancing(code: str, label_zh: str, label_en: str) -> Reason:
    return Reason(code=code, party=Party.COMPANY, label_zh=label_zh, label_en=label_en, in_letter=False, advances=True)


SHIPPED_REASONS: dict[str, Reason] = {
    reason.code: reason
    for reason in (
        _company("role_mismatch", "岗位匹配度不足", "Fit with the role"),
        _company("experience_gap", "相关经验不足", "Experience the role asks for"),
        _company("skills_gap", "关键技能不足", "Skills the role asks for"),
        _company("interview_performance", "面试表现", "Interview performance"),
        _company("salary_expectation", "薪资期望不符", "Salary expectation"),
        _company("language", "语言要求不符", "Language the role asks for"),
        _company("location", "工作地点不符", "Location"),
        _company("work_authorisation", "工作许可", "Work authorisation", in_letter=False),
        _company("position_filled", "岗位已招满", "Position filled"),
        _company("position_closed", "岗位已关闭", "Position closed"),
        _company("other_candidates_fit_better", "其他候选人更匹配", "Other candidates fit better"),
        _company("incomplete", "材料不完整", "Application incomplete"),
        _company("no_show", "未参加面试", "Did not attend"),
        _advancing("strong_evidence", "证据比分数更有说服力", "Evidence stronger than the score"),
        _advancing("gap_can_be_learned", "差距可以培养", "The gap can be learned"),
        _advancing("equivalent_experience", "有同等的其他经验", "Equivalent experience"),
        _advancing("interview_disturbed", "面试受到干扰", "The interview was disturbed"),
        _advancing("hiring_manager_request", "用人部门要求", "Hiring manager asks for it"),
        _candidate("unclear_job_description", "职位描述不清晰", "Unclear job description"),
        _candidate("better_offer", "已有更好的机会", "A better offer"),
        _candidate("salary", "薪资", "Salary"),
        _candidate("relocation", "工作地点或搬迁", "Relocation"),
        _candidate("process_too_slow", "流程过慢", "Process too slow"),
        _candidate("changed_mind", "改变主意", "Changed their mind"),
    )
}


def with_shipped(own: Reasons) -> Reasons:
    """Return ours and a company's own, ours first; no company redefines ours."""
    return {**SHIPPED_REASONS, **{code: reason for code, reason in own.items() if code not in SHIPPED_REASONS}}


def offered(reasons: Reasons, party: Party = Party.COMPANY) -> Reasons:
    """Return those of a party that somebody can be offered now."""
    return {code: reason for code, reason in reasons.items() if reason.party is party and not reason.is_retired}
