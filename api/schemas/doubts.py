"""Letters of which nobody knows whether they left, with what is known."""

from datetime import datetime
from typing import Self

from api.schemas.letters import DeliveryResource
from api.schemas.resources import Resource
from kindregards.domain.doubts import Doubt


class DoubtResource(Resource):
    """One letter on one channel; `next_look_at` is null when its provider cannot tell and only a person can."""

    letter_id: str
    application_id: str
    purpose: str
    delivery: DeliveryResource
    next_look_at: datetime | None

    @classmethod
    def of(cls, doubt: Doubt) -> Self:
        """Return the resource of a doubt."""
        return cls(
            letter_id=doubt.letter_id,
            application_id=doubt.application_id,
            purpose=doubt.purpose,
            delivery=DeliveryResource.of(doubt.delivery),
            next_look_at=doubt.next_look_at,
        )
