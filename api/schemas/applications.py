"""Applications as integrators send them and read them."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from api.schemas.addresses import Country, Email, LocaleTag, Phone, Timezone
from api.schemas.resources import Resource
from api.schemas.results import InterviewResultBody
from api.schemas.texts import Code, ExternalId, Name, Sentence
from api.schemas.times import Instant
from kindregards.domain.applications import (
    ApplicationState,
    Candidate,
    CareerLevel,
    Consents,
    ExpectedInterview,
    HeldReason,
    Job,
    Outcome,
    Requirement,
    Stage,
)
from kindregards.domain.channels import Channel
from kindregards.domain.decisions import Decision, DecisionMode
from kindregards.domain.intake import ApplicationView, NewApplication
from kindregards.domain.languages import Tone
from kindregards.domain.ports.calendars import DefaultTimezone
from kindregards.http.json_bodies import JsonBody


class ConsentsBody(JsonBody):
    """What the candidate agreed to; nothing is assumed."""

    sms: bool = False
    wechat: bool = False
    talent_pool: bool = False
    ai_interview: bool = False
    style: bool = False

    def value(self) -> Consents:
        """Return the domain's value."""
        return Consents(
            sms=self.sms,
            wechat=self.wechat,
            talent_pool=self.talent_pool,
            ai_interview=self.ai_interview,
            style=self.style,
        )


class CandidateBody(JsonBody):
    """The person who applied, with at least one address."""

    external_id: ExternalId
    name: Name
    email: Email | None = None
    phone: Phone | None = None
    wechat_openid: Code | None = None
    locale: LocaleTag
    timezone: Timezone | None = None
    country: Country | None = None
    region: Name | None = None
    career_level: CareerLevel | None = None
    channels: Annotated[tuple[Channel, ...], Field(max_length=len(Channel))] = ()
    tone_wish: Tone | None = None
    consents: ConsentsBody = ConsentsBody()
    self_declared: Annotated[dict[Code, Name], Field(max_length=20)] | None = None

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if not (self.email or self.phone or self.wechat_openid):
            raise PydanticCustomError("address_missing", "Give an email, a phone or a wechat_openid")
        if len(set(self.channels)) < len(self.channels):
            raise PydanticCustomError("duplicate", "A channel is named twice")
        return self

    def value(self, default_timezone: DefaultTimezone) -> Candidate:
        """Return the domain's value."""
        return Candidate(
            external_id=self.external_id,
            name=self.name,
            email=self.email,
            phone=self.phone,
            wechat_openid=self.wechat_openid,
            locale=self.locale,
            timezone=self.timezone or default_timezone(self.country),
            country=self.country,
            region=self.region,
            career_level=self.career_level,
            channels=self.channels,
            tone_wish=self.tone_wish,
            consents=self.consents.value(),
        )


class RequirementBody(JsonBody):
    """One thing the job asks for."""

    code: Code
    text: Sentence


class JobBody(JsonBody):
    """The requisition applied to."""

    external_id: ExternalId
    title: Name
    department: Name | None = None
    policy: Name = "default"
    requirements: Annotated[tuple[RequirementBody, ...], Field(max_length=50)] = ()

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        if len({each.code for each in self.requirements}) < len(self.requirements):
            raise PydanticCustomError("duplicate", "Two requirements have the same code")
        return self

    def value(self) -> Job:
        """Return the domain's value."""
        return Job(
            external_id=self.external_id,
            title=self.title,
            department=self.department,
            policy=self.policy,
            requirements=tuple(Requirement(code=each.code, text=each.text) for each in self.requirements),
        )


class InterviewBody(JsonBody):
    """The AI interview whose result is waited for."""

    source: Code = "generic"
    interview_id: ExternalId | None = None
    due_at: Instant | None = None
    notified_at: Instant | None = Field(
        default=None,
        description="When the candidate was told that software will assess the interview. New York City wants that ten "
        "business days before it; without it a person decides there.",
    )


class ApplicationBody(JsonBody):
    """A new application, perhaps with its interview result."""

    external_id: ExternalId
    stage: Stage
    candidate: CandidateBody
    job: JobBody
    interview: InterviewBody = InterviewBody()
    interview_result: InterviewResultBody | None = None

    def value(self, *, default_timezone: DefaultTimezone, is_test: bool) -> NewApplication:
        """Return the domain's value."""
        return NewApplication(
            external_id=self.external_id,
            stage=self.stage,
            candidate=self.candidate.value(default_timezone),
            job=self.job.value(),
            interview=ExpectedInterview(
                source=self.interview.source,
                interview_id=self.interview.interview_id,
                due_at=self.interview.due_at,
                notified_at=self.interview.notified_at,
            ),
            self_declared=self.candidate.self_declared,
            result=self.interview_result.value() if self.interview_result else None,
            is_test=is_test,
        )


class DecisionResource(Resource):
    """How an application was decided; `decided_by` is `policy`, a user's id or `api:<key id>`."""

    mode: DecisionMode
    rule: str | None
    reason: str | None
    decided_by: str
    decided_at: datetime
    policy_version: int

    @classmethod
    def of(cls, decision: Decision) -> Self:
        """Return the resource of a decision."""
        return cls(
            mode=decision.mode,
            rule=decision.rule,
            reason=decision.reason,
            decided_by=decision.decided_by,
            decided_at=decision.decided_at,
            policy_version=decision.policy_version,
        )


class ApplicationResource(Resource):
    """Where an application stands, for staff: decisions show before candidates may know them."""

    id: str
    external_id: str
    state: ApplicationState
    outcome: Outcome | None
    stage: Stage
    decision: DecisionResource | None
    review_id: str | None
    letter_id: str | None
    told_at: datetime | None
    acknowledged_at: datetime | None
    reply_waits_since: datetime | None
    held_reason: HeldReason | None

    @classmethod
    def of(cls, view: ApplicationView) -> Self:
        """Return the resource of an application."""
        return cls(
            id=view.id,
            external_id=view.external_id,
            state=view.state,
            outcome=view.outcome,
            stage=view.stage,
            decision=DecisionResource.of(view.decision) if view.decision else None,
            review_id=view.review_id,
            letter_id=view.letter_id,
            told_at=view.told_at,
            acknowledged_at=view.acknowledged_at,
            reply_waits_since=view.reply_waits_since,
            held_reason=view.held_reason,
        )
