"""What candidates wrote back."""

from datetime import datetime
from typing import Self

from api.schemas.resources import Resource
from kindregards.domain.replies import Automatic, Reply


class ReplyResource(Resource):
    """One reply; `automatic` says which kind of software wrote it, null for a person. Attachments are not kept."""

    id: str
    letter_id: str
    channel: str
    received_at: datetime
    sender: str | None
    subject: str | None
    text: str
    attachments: tuple[str, ...]
    automatic: Automatic | None
    asks_to_stop: bool
    handled_at: datetime | None
    handled_by: str | None

    @classmethod
    def of(cls, reply: Reply) -> Self:
        """Return the resource of a reply."""
        answer = reply.answer
        return cls(
            id=reply.id,
            letter_id=reply.letter_id,
            channel=reply.channel,
            received_at=reply.received_at,
            sender=answer.sender,
            subject=answer.subject,
            text=answer.text,
            attachments=answer.attachments,
            automatic=answer.automatic,
            asks_to_stop=reply.asks_to_stop,
            handled_at=reply.handled_at,
            handled_by=reply.handled_by,
        )


class Replies(Resource):
    """The replies of an application, oldest first."""

    data: tuple[ReplyResource, ...]
