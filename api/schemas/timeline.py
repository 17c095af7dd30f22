"""What happened to an application."""

from datetime import datetime
from typing import Self

from api.schemas.resources import Resource
from kindregards.domain.intake import TimelineEntry


class TimelineEntryResource(Resource):
    """One thing that happened; `reference` names what it was about, `detail` holds codes."""

    at: datetime
    actor: str
    event: str
    reference: str | None
    detail: dict[str, object]

    @classmethod
    def of(cls, entry: TimelineEntry) -> Self:
        """Return the resource of an entry."""
        return cls(
            at=entry.at, actor=entry.actor, event=entry.event, reference=entry.reference, detail=dict(entry.detail)
        )


class Timeline(Resource):
    """Everything that happened, oldest first."""

    data: tuple[TimelineEntryResource, ...]
