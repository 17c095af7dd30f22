"""Bodies that are valid by default; a test names only what matters to it."""

from copy import deepcopy
from typing import Any

Json = dict[str, Any]  # Any: JSON

_RESULT: Json = {
    "result_id": "r-1",
    "score": 58.5,
    "completed_at": "2026-03-04T09:00:00Z",
    "competencies": [
        {"name": "用户分层", "score": 86, "evidence": "按活跃度和消费把用户分成五层，并给出每层的触达节奏"}
    ],
    "highlights": [
        {
            "text": "用户运营案例分析中的用户分层思路",
            "competency": "用户分层",
            "evidence": "按活跃度和消费把用户分成五层，并给出每层的触达节奏",
        }
    ],
    "concerns": [{"text": "缺少项目管理经验", "reason": "experience_gap", "requirement": "pm_years"}],
    "facts": {"expected_salary": 30000, "pm_years": 1},
    "confidence": 0.9,
    "transcript": [{"speaker": "candidate", "at": 12.4, "text": "我先按活跃度分层。"}],
    "communication_style": None,
}
_APPLICATION: Json = {
    "external_id": "ats-4711",
    "stage": "screening",
    "candidate": {
        "external_id": "p-88",
        "name": "王梅",
        "email": "wang@example.com",
        "phone": "+8613800138000",
        "wechat_openid": None,
        "locale": "zh-CN",
        "timezone": "Asia/Shanghai",
        "country": "CN",
        "region": None,
        "career_level": "early",
        "channels": ["wechat", "email"],
        "tone_wish": None,
        "consents": {"sms": True, "wechat": True, "talent_pool": False, "ai_interview": True, "style": False},
        "self_declared": None,
    },
    "job": {
        "external_id": "job-9",
        "title": "用户运营经理",
        "department": "运营",
        "policy": "default",
        "requirements": [{"code": "pm_years", "text": "3 年以上项目管理经验"}],
    },
    "interview": {"source": "generic", "interview_id": "iv-1", "due_at": None},
    "interview_result": None,
}
_POLICY: Json = {
    "rules": [
        {
            "when": {"fact": "expected_salary", "above": 35000},
            "then": "review",
            "reason": "salary_expectation",
        },
        {"when": {"score_below": 60}, "then": "reject", "reason": "interview_performance"},
        {"when": {"score_at_least": 75}, "then": "advance"},
        {"then": "review", "reason": "interview_performance"},
    ],
    "automatic_rejection": True,
    "review": {
        "due": "PT24H",
        "remind": "PT8H",
        "escalate": "PT24H",
        "hold": "P7D",
        "group": "recruiters",
        "escalate_to": [],
    },
    "telling": {
        "cooling_off": "PT2H",
        "business_days": 0,
        "window": {"from": "09:00", "to": "18:00", "days": "workdays"},
        "person_gap": "P1D",
        "channels": None,
        "fallback": True,
        "call_first": True,
    },
    "reminders": [{"after": "P2D", "channel": "sms"}, {"after": "P5D", "channel": "email"}],
    "letter": {
        "tone": "warm",
        "highlights": 2,
        "explain_reason": True,
        "invite_talent_pool": True,
        "fit_tone": False,
        "reapply_after": None,
    },
    "appeal_window": "P30D",
    "appeal": {
        "due": "P5D",
        "remind": "P2D",
        "escalate": "P2D",
        "hold": "P7D",
        "group": None,
        "escalate_to": [],
        "message": True,
    },
    "retain_personal_data": "P180D",
}


def an_application(**changes: object) -> Json:
    """Return the application of the documentation; `candidate__name` changes a field inside."""
    return _changed(_APPLICATION, changes)


def a_result(**changes: object) -> Json:
    """Return the interview result of the documentation."""
    return _changed(_RESULT, changes)


def a_policy_body(**changes: object) -> Json:
    """Return the policy of the documentation."""
    return _changed(_POLICY, changes)


def _changed(body: Json, changes: Json) -> Json:
    changed = deepcopy(body)
    for name, value in changes.items():
        *path, last = name.split("__")
        place = changed
        for step in path:
            place = place[step]
        place[last] = value
    return changed
