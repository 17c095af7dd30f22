"""Whether a company's letters may leave."""

from datetime import datetime
from typing import Self

from api.schemas.resources import Resource
from api.schemas.texts import Sentence
from kindregards.domain.pausing import Pause
from kindregards.http.json_bodies import JsonBody


class SendingBody(JsonBody):
    """Pauses all sending, for a reason, or lets it go on."""

    paused: bool
    reason: Sentence | None = None


class SendingResource(Resource):
    """Whether sending is paused: since when, by whom and why."""

    paused: bool
    since: datetime | None = None
    by: str | None = None
    reason: str | None = None

    @classmethod
    def of(cls, pause: Pause | None) -> Self:
        """Return the resource of a pause, or of none."""
        if pause is None:
            return cls(paused=False)
        return cls(paused=True, since=pause.since, by=pause.by, reason=pause.reason)
