"""What candidates wait for from a person, with the day by which they should have it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RequestKind(StrEnum):
    """What is asked of a person."""

    APPEAL = "appeal"
    AI_REFUSAL = "ai_interview_declined"
    CALL = "call"
    ERASURE = "erasure"
    REPLY = "reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRequest:
    """One wish that waits; `id` is its own, `review_id` the case in which it is answered. Replies have no day."""

    kind: RequestKind
    id: str
    application_id: str
    candidate_name: str
    job_title: str
    since: datetime
    due_at: datetime | None = None
    review_id: str | None = None

    def is_late(self, now: datetime) -> bool:
        """Say whether it waits longer than it should."""
        return self.due_at is not None and self.due_at < now
