"""Letters in lists: on their way, waiting to leave, and in trouble."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kindregards.domain.letters import Purpose


class LetterListView(StrEnum):
    """Which letters; drafts are in none."""

    ALL = "all"
    WAITING = "waiting"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterListQuery:
    """Which page of which letters; `after` is the id that the page before ended with."""

    view: LetterListView = LetterListView.ALL
    limit: int = 50
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterListing:
    """A letter in one line; `deliveries` are channel and state, in ladder order."""

    id: str
    application_id: str
    candidate_name: str
    job_title: str
    purpose: str
    language: str
    state: str
    not_before: datetime | None
    created_at: datetime
    accepted_at: datetime | None
    deliveries: tuple[tuple[str, str], ...] = ()

    @property
    def can_be_cancelled(self) -> bool:
        """Say whether cancelling may still keep it from leaving; the store has the last word."""
        return self.state == "pending" and self.purpose == Purpose.OUTCOME


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterListPage:
    """A page; `next_after` asks for the one that follows."""

    letters: tuple[LetterListing, ...]
    next_after: str | None = None
