"""Letters with their way through the channels."""

from datetime import datetime
from typing import Self

from pydantic import Field

from api.schemas.resources import Resource
from api.schemas.texts import Prose
from kindregards.domain.channels import Channel
from kindregards.domain.evidence import Evidence
from kindregards.domain.interviews import CommunicationStyle
from kindregards.domain.letters import Block, Finding
from kindregards.domain.resolutions import Resolution, Verdict
from kindregards.domain.reviewing import AttemptView, DeliveryView, LetterView
from kindregards.domain.sending_problems import SendingProblem, problem_of, words_of
from kindregards.domain.tones import ToneAuthority, ToneChoice
from kindregards.http.json_bodies import JsonBody


class ResolutionBody(JsonBody):
    """A person's word on a letter that may or may not have left; `note` says how they know."""

    verdict: Verdict = Field(alias="as")
    note: Prose | None = None


class FindingResource(Resource):
    """Something the lint saw; `start` and `end` count characters of the body."""

    code: str
    severity: str
    start: int
    end: int
    message: str

    @classmethod
    def of(cls, finding: Finding) -> Self:
        """Return the resource of a finding."""
        return cls(
            code=finding.code,
            severity=finding.severity,
            start=finding.start,
            end=finding.end,
            message=finding.message,
        )


class EvidenceResource(Resource):
    """What a passage rests on, as it was when the letter was written.

    `path` is its place in the interview result; `start` and `end` count characters of a transcript's utterance.
    """

    source: str
    path: str
    start: int | None
    end: int | None
    text: str

    @classmethod
    def of(cls, evidence: Evidence) -> Self:
        """Return the resource of one piece of evidence."""
        span = evidence.span
        return cls(
            source=evidence.source,
            path=evidence.path,
            start=None if span is None else span.start,
            end=None if span is None else span.end,
            text=evidence.text,
        )


class FactResource(Resource):
    """A passage that rests on the interview, with the parts of the result it rests on (`highlight:0`)."""

    text: str
    sources: tuple[str, ...]
    evidence: tuple[EvidenceResource, ...]

    @classmethod
    def of(cls, block: Block, evidence: tuple[Evidence, ...]) -> Self:
        """Return the resource of a paragraph with its share of a letter's evidence."""
        behind = (EvidenceResource.of(each) for each in evidence if each.source in block.sources)
        return cls(text=block.text, sources=block.sources, evidence=tuple(behind))


class ProblemWords(Resource):
    """What went wrong, in a code that stays and in plain words of both languages."""

    code: SendingProblem
    zh_CN: str = Field(alias="zh-CN")  # noqa: N815 -- the name of the language, with its sign that Python lacks
    en: str

    @classmethod
    def of(cls, error_code: str | None) -> Self | None:
        """Return the words for a channel's error code, where it says something to people."""
        problem = problem_of(error_code)
        if problem is None:
            return None
        words = words_of(problem)
        return cls.model_validate({"code": problem, **{str(language): text for language, text in words.items()}})


class AttemptResource(Resource):
    """One try; `resolved_by` says who ended a doubt about it: `report`, `look_up`, `acknowledgement` or `person`."""

    id: str
    number: int
    state: str
    provider: str | None
    provider_message_id: str | None
    error_code: str | None
    problem: ProblemWords | None
    started_at: datetime | None
    finished_at: datetime | None
    resolved_by: str | None
    looked_up_at: datetime | None

    @classmethod
    def of(cls, attempt: AttemptView) -> Self:
        """Return the resource of an attempt."""
        known = {name: getattr(attempt, name) for name in cls.model_fields if name != "problem"}
        return cls(problem=ProblemWords.of(attempt.error_code), **known)


class DeliveryResource(Resource):
    """A letter on one channel."""

    channel: str
    state: str
    attempts: tuple[AttemptResource, ...]
    events: tuple[dict[str, str | bool | None], ...]

    @classmethod
    def of(cls, delivery: DeliveryView) -> Self:
        """Return the resource of a delivery."""
        return cls(
            channel=delivery.channel,
            state=delivery.state,
            attempts=tuple(map(AttemptResource.of, delivery.attempts)),
            events=tuple(dict(event) for event in delivery.events),
        )


class ResolutionResource(Resource):
    """A person's word on whether the letter had left."""

    verdict: Verdict
    by: str
    at: datetime
    note: str | None

    @classmethod
    def of(cls, resolution: Resolution) -> Self:
        """Return the resource of a person's word."""
        return cls(verdict=resolution.verdict, by=resolution.actor, at=resolution.at, note=resolution.note)


class ResendBody(JsonBody):
    """On which channel a letter goes out again."""

    channel: Channel


class ToneResource(Resource):
    """Whose word a letter's tone is; for `style` also which one and what showed it.

    `source` is `vendor` or `transcript`; `signs` are shares of the candidate's sentences.
    """

    chosen_by: ToneAuthority
    style: CommunicationStyle | None
    source: str | None
    signs: dict[str, float]

    @classmethod
    def of(cls, choice: ToneChoice) -> Self:
        """Return the resource of a choice."""
        return cls(chosen_by=choice.authority, style=choice.style, source=choice.source, signs=dict(choice.signs))


class LetterResource(Resource):
    """A letter: what it says, what it rests on, and where it is."""

    id: str
    application_id: str
    purpose: str
    state: str
    kind: str
    stage: str
    language: str
    tone: str
    tone_basis: ToneResource | None
    subject: str
    text: str
    content_hash: str
    facts: tuple[FactResource, ...]
    findings: tuple[FindingResource, ...]
    not_before: datetime | None
    created_at: datetime
    accepted_at: datetime | None
    deliveries: tuple[DeliveryResource, ...]
    resolutions: tuple[ResolutionResource, ...]

    @classmethod
    def of(cls, view: LetterView) -> Self:
        """Return the resource of a letter."""
        letter = view.letter
        return cls(
            id=view.id,
            application_id=view.application_id,
            purpose=view.purpose,
            state=view.state,
            kind=letter.kind,
            stage=letter.stage,
            language=letter.language,
            tone=letter.tone,
            tone_basis=None if view.tone is None else ToneResource.of(view.tone),
            subject=letter.subject,
            # The small print comes last, so the findings' places in `Letter.body` are places in this text too.
            text="\n\n".join(block.text for block in letter.blocks),
            content_hash=letter.content_hash,
            facts=tuple(FactResource.of(block, view.evidence) for block in letter.blocks if block.sources),
            findings=tuple(FindingResource.of(finding) for finding in view.findings),
            not_before=view.not_before,
            created_at=view.created_at,
            accepted_at=view.accepted_at,
            deliveries=tuple(DeliveryResource.of(delivery) for delivery in view.deliveries),
            resolutions=tuple(ResolutionResource.of(resolution) for resolution in view.resolutions),
        )
