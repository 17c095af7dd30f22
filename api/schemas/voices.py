"""What candidates say after their letter, and their wish to be forgotten."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field

from api.schemas.resources import Resource
from api.schemas.texts import Prose
from kindregards.domain.erasures import Erasure, ErasureState
from kindregards.domain.feedback import HIGHEST, LOWEST, Feedback
from kindregards.http.json_bodies import JsonBody


class FeedbackBody(JsonBody):
    """How the candidate found the way they were told: 1 to 5, and words if they like."""

    score: Annotated[int, Field(ge=LOWEST, le=HIGHEST, strict=True)]
    words: Annotated[Prose | None, Field(max_length=4000)] = None


class FeedbackResource(Resource):
    """The candidate's latest word; all null while they have said nothing."""

    score: int | None
    words: str | None
    given_at: datetime | None

    @classmethod
    def of(cls, said: Feedback | None) -> Self:
        """Return the resource of what was said."""
        if said is None:
            return cls(score=None, words=None, given_at=None)
        return cls(score=said.score, words=said.words, given_at=said.given_at)


class ErasureResource(Resource):
    """A wish to be forgotten. `kept_record` says that decisions stay under a pseudonym: a law or a hold wants them."""

    id: str
    application_id: str
    state: ErasureState
    requested_at: datetime
    due_at: datetime
    settled_at: datetime | None
    kept_record: bool

    @classmethod
    def of(cls, erasure: Erasure) -> Self:
        """Return the resource of a wish."""
        return cls(
            id=erasure.id,
            application_id=erasure.application_id,
            state=erasure.state,
            requested_at=erasure.requested_at,
            due_at=erasure.due_at,
            settled_at=erasure.settled_at,
            kept_record=erasure.kept_record,
        )
