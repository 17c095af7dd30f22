"""What a reviewer sees first: how much waits, and the latest letters."""

from dataclasses import dataclass
from datetime import datetime

from kindregards.domain.channels import Channel
from kindregards.domain.circuits import Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterLine:
    """A letter in one line; `not_before` is when it may leave, `accepted_at` when a provider took it."""

    id: str
    application_id: str
    candidate_name: str
    job_title: str
    purpose: str
    state: str
    not_before: datetime | None
    accepted_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppedSender:
    """A channel whose letters wait, since when, and why."""

    channel: Channel
    since: datetime
    cause: Cause
    provider: str | None
    error_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How many reviews wait and are late, applications are held or about to be told, and replies wait to be read."""

    waiting: int
    late: int
    held: int
    leaving: int
    replies: int
    letters: tuple[LetterLine, ...]
    doubts: int = 0
    stopped: tuple[StoppedSender, ...] = ()
