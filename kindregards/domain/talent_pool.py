"""The talent pool: who agreed to hear of openings, for what and until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kindregards.domain.errors import ConflictError, NotFoundError

POOL_PURPOSE = "openings"
"""What people agree to: to hear of openings, and nothing else."""
CONSENT_LASTS = timedelta(days=365)


class PoolClosedError(ConflictError):
    """Nobody may join: nothing was told, or the policy invites nobody."""

    code = "talent_pool_closed"


class PoolEntryNotFoundError(NotFoundError):
    """There is no such entry in this company's talent pool."""

    code = "pool_entry_not_found"


class NotInvitableError(ConflictError):
    """The person may not be told of openings now: their consent is over, or something of theirs is under way."""

    code = "not_invitable"


class PoolEnding(StrEnum):
    """Why a consent counts no more."""

    WITHDRAWN = "withdrawn"
    NEW_APPLICATION = "new_application"
    CORRECTED = "corrected"
    REINSTATED = "reinstated"
    ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolEntry:
    """One consent, with whom it is from and what they had applied for."""

    id: str
    application_id: str
    candidate_name: str
    job_title: str
    purpose: str
    source: str
    consented_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    ended_because: PoolEnding | None = None
    invited_at: datetime | None = None
    invited_to: str | None = None

    def counts(self, now: datetime) -> bool:
        """Say whether the person may still be told of openings."""
        return self.ended_at is None and now < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolPage:
    """A page of the talent pool, newest first; `next_after` asks for the page that follows."""

    entries: tuple[PoolEntry, ...]
    next_after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """An invitation that was written: which consent it rests on, and the letter that leaves."""

    entry_id: str
    application_id: str
    letter_id: str
    opening: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRate:
    """How many of those who were told no in some time have applied again since."""

    told: int
    reapplied: int

    @property
    def rate(self) -> float | None:
        """Return reapplied ÷ told, or None when nobody was told."""
        return self.reapplied / self.told if self.told else None
