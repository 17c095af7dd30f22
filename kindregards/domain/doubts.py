"""Letters of which nobody knows whether they left, with what is known."""

from dataclasses import dataclass
from datetime import datetime

from kindregards.domain.channels import Channel
from kindregards.domain.reviewing import DeliveryView


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One delivery in doubt; `next_look_at` is when its provider is asked again, None when only a person can tell."""

    id: str
    letter_id: str
    application_id: str
    candidate_name: str
    job_title: str
    purpose: str
    channel: Channel
    delivery: DeliveryView
    next_look_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtPage:
    """A page of doubts, oldest first; `next_after` asks for the page that follows."""

    doubts: tuple[Doubt, ...]
    next_after: str | None = None
