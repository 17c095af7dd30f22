"""What is done with a case besides deciding it, on the wire."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field

from api.schemas.resources import Resource
from api.schemas.texts import ExternalId, Name, Prose
from api.schemas.times import Instant
from kindregards.domain.case_work import Assignment, EarlierApplication, Question
from kindregards.http.json_bodies import JsonBody


class AssignmentBody(JsonBody):
    """Whose case it is from now on. Without `to` it is nobody's in particular; without `group` that stays."""

    to: Annotated[ExternalId | None, Field(description="The id of a user who may decide.")] = None
    group: Name | None = None

    def value(self) -> Assignment:
        """Return the domain's value."""
        return Assignment(to=self.to, group=self.group)


class QuestionBody(JsonBody):
    """What a colleague is asked."""

    of: Annotated[ExternalId, Field(description="The id of a user who may decide.")]
    question: Annotated[Prose, Field(max_length=2000)]


class AnswerBody(JsonBody):
    """An answer to a question."""

    question_id: ExternalId
    answer: Annotated[Prose, Field(max_length=2000)]


class SnoozeBody(JsonBody):
    """Until when a case is put off; null shows it again now. It is never put off beyond its due time."""

    until: Instant | None


class QuestionResource(Resource):
    """A question about a case; `answer` is null until it comes."""

    id: str
    asked_by: str
    asked_of: str
    asked_at: datetime
    question: str
    answered_by: str | None
    answered_at: datetime | None
    answer: str | None

    @classmethod
    def of(cls, question: Question) -> Self:
        """Return the resource of a question."""
        return cls(
            id=question.id,
            asked_by=question.asked_by,
            asked_of=question.asked_of,
            asked_at=question.asked_at,
            question=question.text,
            answered_by=question.answered_by,
            answered_at=question.answered_at,
            answer=question.answer,
        )


class EarlierApplicationResource(Resource):
    """Another application of the same person, found by id (`is_sure`), e-mail address or phone number."""

    id: str
    external_id: str
    job_title: str
    stage: str
    state: str
    outcome: str | None
    created_at: datetime
    told_at: datetime | None
    is_sure: bool

    @classmethod
    def of(cls, earlier: EarlierApplication) -> Self:
        """Return the resource of an application."""
        return cls(**{name: getattr(earlier, name) for name in cls.model_fields})
