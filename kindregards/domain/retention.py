"""How long people's data stay: as long as the policies of their applications say, and records as long as a law does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kindregards.domain.jurisdictions import records_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """An application that is over: since when, and for how long its policy keeps whose it was."""

    closed_at: datetime
    retain: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonKept:
    """Whatever may want a person's data to stay. Nothing at all is forgotten of somebody with `business` under way."""

    id: str
    country: str | None
    region: str | None
    is_held: bool
    is_erased: bool
    has_business: bool
    ended: Sequence[Ended]
    decided: Sequence[datetime]
    pool_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionCount:
    """What a round does, or would do: people forgotten, of these with a record that stays, and records cleared."""

    forgotten: int = 0
    kept_records: int = 0
    cleared: int = 0
    held: int = 0
    """How many of the records stay because of a legal hold."""


def person_until(person: PersonKept) -> datetime | None:
    """Return when a person is forgotten: after the longest of their applications, and of their consent to the pool."""
    if person.has_business or person.is_erased or not person.ended:
        return None
    until = max(each.closed_at + each.retain for each in person.ended)
    return until if person.pool_until is None else max(until, person.pool_until)


def keeps_record(person: PersonKept, now: datetime) -> bool:
    """Say whether the record of their decisions must stay, without them: for a legal hold or by a law."""
    if person.is_held:
        return True
    days = [records_until(person.country, person.region, decided_at=at) for at in person.decided]
    return any(day is not None and day > now for day in days)


def is_forgotten(person: PersonKept, now: datetime) -> bool:
    """Say whether this is the time to forget a person."""
    until = person_until(person)
    return until is not None and until <= now


def is_cleared(person: PersonKept, now: datetime) -> bool:
    """Say whether the record that stayed of a forgotten person may go, too."""
    return person.is_erased and not keeps_record(person, now)
