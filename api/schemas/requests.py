"""What may be asked of an application that is under way."""

from typing import Literal

from api.schemas.resources import Resource
from api.schemas.texts import Code, Prose
from kindregards.domain.calls import CallResult
from kindregards.http.json_bodies import JsonBody


class NothingBody(JsonBody):
    """No body, or an empty object."""


class FarewellBody(JsonBody):
    """Why a candidate leaves: a reason from the managed list, and their words."""

    reason: Code | None = None
    comment: Prose | None = None


class AppealBody(JsonBody):
    """What the candidate wants looked at, in their own words."""

    comment: Prose | None = None


class UndoBody(JsonBody):
    """Why a decision is taken back: a short code such as `wrong_score`, kept in the clear."""

    reason: Code


class CallBody(JsonBody):
    """What came of the call: after any answer the letter leaves."""

    result: CallResult
    note: Prose | None = None


class ReleaseBody(JsonBody):
    """How a held application goes on."""

    instruction: Literal["retry", "review", "sent", "not_sent"]


class StatusLinkResource(Resource):
    """A fresh link to the candidate's status page. It is a secret of theirs: hand it on and keep no copy."""

    url: str
