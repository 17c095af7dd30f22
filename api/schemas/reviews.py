"""Reviews as integrators read and decide them."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field

from api.schemas.applications import ApplicationResource
from api.schemas.case_work import EarlierApplicationResource, QuestionResource
from api.schemas.evaluations import EvaluationResource
from api.schemas.letters import FindingResource
from api.schemas.resources import Resource
from api.schemas.texts import LARGEST_NUMBER, Code, Name, Prose
from api.schemas.timeline import TimelineEntryResource
from kindregards.domain.applications import Outcome, Stage
from kindregards.domain.intake import TimelineEntry
from kindregards.domain.languages import Tone
from kindregards.domain.reviewing import ReasonRequiredError, Recomposition, ReviewAnswer, ReviewCase, ReviewSummary
from kindregards.domain.reviews import ReviewState
from kindregards.http.json_bodies import JsonBody


class RewrittenLetterBody(JsonBody):
    """The draft in the reviewer's own words."""

    body: Prose
    subject: Name | None = None


class RecompositionBody(JsonBody):
    """For which reason, or in which tone, the draft is to be written anew; `version` is the one the reviewer has seen.

    A reviewer's tone comes before the candidate's wish, the policy and the way the candidate speaks.
    """

    reason: Annotated[Code, Field(description="A code from GET /v1/rejection-reasons.")]
    version: Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
    tone: Tone | None = None

    def value(self, actor: str) -> Recomposition:
        """Return the domain's value."""
        return Recomposition(reason=self.reason, version=self.version, actor=actor, tone=self.tone)


class DecisionBody(JsonBody):
    """A reviewer's decision. `version` and `letter_hash` are those the reviewer has seen."""

    outcome: Literal["reject", "advance"]
    reason: Annotated[Code | None, Field(description="A code from GET /v1/rejection-reasons. Never assumed.")] = None
    comment: Prose | None = None
    version: Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
    letter_hash: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    letter: RewrittenLetterBody | None = None

    def value(self, decided_by: str) -> ReviewAnswer:
        """Return the domain's value; raise ReasonRequiredError."""
        if self.reason is None:
            raise ReasonRequiredError("A decision needs a reason: a code from GET /v1/rejection-reasons.")
        return ReviewAnswer(
            outcome=Outcome(self.outcome),
            reason=self.reason,
            version=self.version,
            decided_by=decided_by,
            comment=self.comment,
            letter_hash=self.letter_hash,
            body=self.letter.body if self.letter else None,
            subject=self.letter.subject if self.letter else None,
        )


class ReviewResource(Resource):
    """One line of the queue; `flags`, `rule` and `reason` say why a person is asked."""

    id: str
    application_id: str
    version: int
    state: ReviewState
    candidate_name: str
    job_title: str
    stage: Stage
    flags: tuple[str, ...]
    rule: str | None
    reason: str | None
    group: str
    score: float | None
    opened_at: datetime
    due_at: datetime
    claimed_by: str | None
    lease_until: datetime | None
    assigned_to: str | None
    snoozed_until: datetime | None
    outcome: Outcome | None
    decided_reason: str | None
    decided_by: str | None
    decided_at: datetime | None

    @classmethod
    def of(cls, review: ReviewSummary, now: datetime) -> Self:
        """Return the resource of a review as it stands now."""
        shown = {name: getattr(review, name) for name in ReviewResource.model_fields}
        return cls(**shown | {"state": review.state_at(now)})


class DraftResource(Resource):
    """The letter that would be sent; a decision names its `hash`."""

    id: str
    subject: str
    body: str
    language: str
    tone: str
    hash: str
    findings: tuple[FindingResource, ...]


class ReviewCaseResource(ReviewResource):
    """Everything needed to decide one case; `letter` is null while data for it is missing.

    `rules_author` may not decide it; null where the company lets everybody.
    """

    application: ApplicationResource
    evaluation: EvaluationResource | None
    letter: DraftResource | None
    comment: str | None
    questions: tuple[QuestionResource, ...]
    earlier_applications: tuple[EarlierApplicationResource, ...]
    rules_author: str | None
    history: tuple[TimelineEntryResource, ...]

    @classmethod
    def of_case(cls, case: ReviewCase, history: tuple[TimelineEntry, ...], now: datetime) -> Self:
        """Return the resource of a case."""
        return cls(
            **dict(ReviewResource.of(case.review, now)),
            application=ApplicationResource.of(case.application),
            evaluation=EvaluationResource.of(case.result) if case.result else None,
            letter=_draft(case),
            comment=case.comment,
            questions=tuple(QuestionResource.of(question) for question in case.questions),
            earlier_applications=tuple(EarlierApplicationResource.of(each) for each in case.earlier),
            rules_author=case.rules_author,
            history=tuple(TimelineEntryResource.of(entry) for entry in history),
        )


def _draft(case: ReviewCase) -> DraftResource | None:
    if case.letter is None or case.letter_id is None or case.letter_hash is None:
        return None
    return DraftResource(
        id=case.letter_id,
        subject=case.letter.subject,
        body=case.letter.body,
        language=case.letter.language,
        tone=case.letter.tone,
        hash=case.letter_hash,
        findings=tuple(FindingResource.of(finding) for finding in case.findings),
    )
