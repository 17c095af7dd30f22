"""Values that are valid by default; a test names only what matters to it.

Every builder takes the fields of its value as keywords; `replace` refuses names that do not exist.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from kindregards.domain.applications import Candidate, CareerLevel, Consents, Job, Outcome, Requirement, Stage
from kindregards.domain.channels import Channel, Message, SendResult, SendStatus
from kindregards.domain.composition import Brand, LetterRequest
from kindregards.domain.decisions import DECIDED_BY_POLICY, Decision, DecisionMode
from kindregards.domain.deliveries import Attempt, AttemptState
from kindregards.domain.interviews import Competency, Concern, Highlight, InterviewResult
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import Block, BlockKind, Letter, LetterKind
from kindregards.domain.policies import DEFAULT_POLICY, Policy, ReviewTimes, SendWindow, Telling
from kindregards.domain.provider_events import EventKind, ProviderEvent

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
"""A Wednesday, 18:00 in Shanghai."""


def a_candidate(**changes: Any) -> Candidate:  # noqa: ANN401 -- replace() checks the names
    """Return an early-career candidate in Shanghai who is reachable on every channel."""
    candidate = Candidate(
        external_id="p-88",
        name="王梅",
        locale="zh-CN",
        timezone="Asia/Shanghai",
        email="wang@example.com",
        phone="+8613800138000",
        wechat_openid="o6_bmjrPTlm6_2sgVt7hMZOPfL2M",
        country="CN",
        career_level=CareerLevel.EARLY,
        consents=Consents(sms=True, wechat=True, ai_interview=True),
    )
    return replace(candidate, **changes)


def a_job(**changes: Any) -> Job:  # noqa: ANN401 -- replace() checks the names
    """Return a job with one requirement that is also a fact of `an_interview_result`."""
    job = Job(
        external_id="job-9",
        title="用户运营经理",
        department="运营",
        requirements=(Requirement(code="pm_years", text="3 年以上项目管理经验"),),
    )
    return replace(job, **changes)


def a_competency(**changes: Any) -> Competency:  # noqa: ANN401 -- replace() checks the names
    """Return a strong competency with evidence."""
    competency = Competency(name="用户分层", score=86, evidence="按活跃度和消费把用户分成五层，并给出每层的触达节奏")
    return replace(competency, **changes)


def a_highlight(**changes: Any) -> Highlight:  # noqa: ANN401 -- replace() checks the names
    """Return a strength with evidence, of `a_competency`."""
    highlight = Highlight(
        text="用户运营案例分析中的用户分层思路",
        competency="用户分层",
        evidence="按活跃度和消费把用户分成五层，并给出每层的触达节奏",
    )
    return replace(highlight, **changes)


def a_concern(**changes: Any) -> Concern:  # noqa: ANN401 -- replace() checks the names
    """Return a doubt about the requirement of `a_job`."""
    concern = Concern(text="缺少项目管理经验", reason="experience_gap", requirement="pm_years")
    return replace(concern, **changes)


def an_interview_result(**changes: Any) -> InterviewResult:  # noqa: ANN401 -- replace() checks the names
    """Return a confident result of 58.5, below the default policy's line."""
    result = InterviewResult(
        result_id="r-1",
        score=58.5,
        completed_at=NOW - timedelta(hours=1),
        competencies=(a_competency(),),
        highlights=(a_highlight(),),
        concerns=(a_concern(),),
        facts={"expected_salary": 30_000, "pm_years": 1},
        confidence=0.9,
    )
    return replace(result, **changes)


def a_policy(**changes: Any) -> Policy:  # noqa: ANN401 -- replace() checks the names
    """Return the default policy: salary review, reject below 60, advance from 75, review between."""
    return replace(DEFAULT_POLICY, **changes)


def a_telling(**changes: Any) -> Telling:  # noqa: ANN401 -- replace() checks the names
    """Return a telling without any wait: no cooling-off, no business days, always open."""
    telling = Telling(cooling_off=timedelta(0), window=an_open_window(), person_gap=timedelta(0))
    return replace(telling, **changes)


def an_open_window(**changes: Any) -> SendWindow:  # noqa: ANN401 -- replace() checks the names
    """Return a send window that never closes."""
    return replace(SendWindow(start=datetime.min.time(), end=None, workdays_only=False), **changes)


def review_times(**changes: Any) -> ReviewTimes:  # noqa: ANN401 -- replace() checks the names
    """Return the default times of a review."""
    return replace(ReviewTimes(), **changes)


def a_decision(**changes: Any) -> Decision:  # noqa: ANN401 -- replace() checks the names
    """Return a rejection by rule that still stands."""
    decision = Decision(
        mode=DecisionMode.AUTOMATIC,
        outcome=Outcome.REJECT,
        rule="rule 2: score below 60",
        reason="interview_performance",
        decided_by=DECIDED_BY_POLICY,
        decided_at=NOW,
        policy_version=1,
        version=1,
    )
    return replace(decision, **changes)


def an_attempt(**changes: Any) -> Attempt:  # noqa: ANN401 -- replace() checks the names
    """Return a first attempt that SendGrid accepted."""
    attempt = Attempt(
        id="attempt-1",
        number=1,
        state=AttemptState.ACCEPTED,
        provider="sendgrid",
        provider_message_id="message-1",
        started_at=NOW,
        finished_at=NOW + timedelta(seconds=1),
    )
    return replace(attempt, **changes)


def an_event(kind: EventKind = EventKind.DELIVERED, **changes: Any) -> ProviderEvent:  # noqa: ANN401 -- as above
    """Return a report about `an_attempt`, a minute after it; the key follows from the kind."""
    event = ProviderEvent(
        provider="sendgrid",
        event_key=f"event-{kind}",
        kind=kind,
        occurred_at=NOW + timedelta(minutes=1),
        attempt_id="attempt-1",
        provider_message_id="message-1",
    )
    return replace(event, **changes)


def a_message(**changes: Any) -> Message:  # noqa: ANN401 -- replace() checks the names
    """Return an e-mail on its way to `a_candidate`."""
    message = Message(
        attempt_id="attempt-1",
        company_id="company-1",
        channel=Channel.EMAIL,
        address="wang@example.com",
        recipient_name="王梅",
        subject="关于您应聘用户运营经理的结果",
        text="王梅，您好：……",
        html="<p>王梅，您好：……</p>",
        sender_name="李雷",
    )
    return replace(message, **changes)


def a_send_result(**changes: Any) -> SendResult:  # noqa: ANN401 -- replace() checks the names
    """Return SendGrid's acceptance."""
    result = SendResult(status=SendStatus.ACCEPTED, provider="sendgrid", provider_message_id="message-1")
    return replace(result, **changes)


def a_brand(**changes: Any) -> Brand:  # noqa: ANN401 -- replace() checks the names
    """Return a company with a named sender."""
    return replace(Brand(company_name="晨光科技", sender_name="李雷"), **changes)


def a_letter_request(**changes: Any) -> LetterRequest:  # noqa: ANN401 -- replace() checks the names
    """Return everything a warm Chinese screening rejection needs."""
    request = LetterRequest(
        kind=LetterKind.NOT_SELECTED,
        stage=Stage.SCREENING,
        candidate=a_candidate(),
        job=a_job(),
        brand=a_brand(),
        language=Language.CHINESE,
        tone=Tone.WARM,
        today=date(2026, 3, 4),
        reason="interview_performance",
        result=an_interview_result(),
    )
    return replace(request, **changes)


def a_letter(**changes: Any) -> Letter:  # noqa: ANN401 -- replace() checks the names
    """Return a short Chinese rejection."""
    letter = Letter(
        kind=LetterKind.NOT_SELECTED,
        stage=Stage.SCREENING,
        language=Language.CHINESE,
        tone=Tone.WARM,
        subject="关于您应聘用户运营经理的结果",
        blocks=(
            Block(kind=BlockKind.GREETING, text="王梅，您好："),
            Block(kind=BlockKind.OUTCOME, text="这次我们没有选择您进入「用户运营经理」的下一轮。"),
            Block(kind=BlockKind.SIGN_OFF, text="晨光科技　李雷"),
        ),
        template_version="test-1",
        sender_name="李雷",
    )
    return replace(letter, **changes)
