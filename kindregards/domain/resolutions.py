"""A person's word on a letter of which nobody knew whether it had left."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What a person found out."""

    SENT = "sent"
    NOT_SENT = "not_sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """A person's word on a doubt; the note may name people and is sealed."""

    verdict: Verdict
    actor: str
    at: datetime
    note: str | None = None
