"""Being forgotten: a candidate asks, a person carries it out, and what law keeps stays without them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kindregards.domain.errors import NotFoundError

ANSWER_WITHIN = timedelta(days=30)
"""GDPR Art. 12(3): within one month of the request."""


class ErasureNotFoundError(NotFoundError):
    """There is no such request in this company."""

    code = "erasure_not_found"


class ErasureState(StrEnum):
    """`open` waits for a person; `done` is final."""

    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """One wish to be forgotten. `kept_record` says that a law or a hold keeps the decisions, without the person."""

    id: str
    application_id: str
    state: ErasureState
    requested_at: datetime
    due_at: datetime
    settled_at: datetime | None = None
    kept_record: bool = False
