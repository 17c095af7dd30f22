"""Invented applications, as an integrator would send them."""

from datetime import UTC, datetime
from typing import Any

from kindregards import clock


def an_application(number: int, *, score: float = 48, run: str = "") -> dict[str, Any]:
    """Return the body of POST /v1/applications with its interview result; each number is another person."""
    now = clock.now().astimezone(UTC)
    return {
        "external_id": f"bench-{run}-{number}",
        "stage": "screening",
        "candidate": {
            "external_id": f"person-{run}-{number}",
            "name": f"陈晓{number}",
            "email": f"chen{number}.{run or 'x'}@example.com",
            "locale": "zh-CN",
            "timezone": "Asia/Shanghai",
            "country": "CN",
        },
        "job": {"external_id": "job-1", "title": "用户运营经理"},
        "interview_result": _a_result(score, now),
    }


def _a_result(score: float, now: datetime) -> dict[str, Any]:
    return {
        "result_id": "r-1",
        "score": score,
        "completed_at": now.isoformat(),
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
        "confidence": 0.9,
    }
