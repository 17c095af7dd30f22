"""A draft in a language model's words, as reviewers get it to read."""

from typing import Annotated, Self

from pydantic import Field

from api.schemas.resources import Resource
from api.schemas.texts import LARGEST_NUMBER
from kindregards.domain.polishing import PolishedLetter
from kindregards.http.json_bodies import JsonBody


class PolishingBody(JsonBody):
    """Which draft is to be said better; `version` is the review's that the reviewer has seen."""

    version: Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]


class ChangeResource(Resource):
    """A paragraph before and after."""

    before: str
    after: str


class PolishedLetterResource(Resource):
    """A suggestion, kept nowhere: to use it, send `body` as the letter of the decision."""

    subject: str
    body: str
    changes: tuple[ChangeResource, ...]

    @classmethod
    def of(cls, polished: PolishedLetter) -> Self:
        """Return the resource of a suggestion."""
        return cls(
            subject=polished.letter.subject,
            body=polished.letter.body,
            changes=tuple(ChangeResource(before=before, after=after) for before, after in polished.changes),
        )
