"""Reviewers who are away, and who stands in for them meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kindregards.domain.errors import InvalidError


class AbsenceInvalidError(InvalidError):
    """Dates or stand-in of an absence cannot be."""

    code = "absence_invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """From when until when somebody is away, and the id of the user who stands in."""

    starts_at: datetime
    ends_at: datetime
    stand_in: str

    def holds(self, now: datetime) -> bool:
        """Say whether it is going on."""
        return self.starts_at <= now < self.ends_at


def refuse_impossible(absence: Absence, *, user_id: str, now: datetime) -> None:
    """Raise AbsenceInvalidError for one that ends before it begins, is over, or has its own user stand in."""
    if absence.ends_at <= absence.starts_at:
        raise AbsenceInvalidError("The absence ends before it begins. Choose a later end.")
    if absence.ends_at <= now:
        raise AbsenceInvalidError("The absence is over already. Choose an end that is still to come.")
    if absence.stand_in == user_id:
        raise AbsenceInvalidError("Nobody stands in for themselves. Choose a colleague.")


def who_stands_in(user_id: str, absences: Mapping[str, Absence], now: datetime) -> str:
    """Return who does a user's reviews now: the user, or the first stand-in down the line who is there.

    Where everybody in the line is away, or stands in for one another, the work stays with its owner.
    """
    seen, here = {user_id}, user_id
    while (absence := absences.get(here)) is not None and absence.holds(now):
        here = absence.stand_in
        if here in seen:
            return user_id
        seen.add(here)
    return here


def stands_in_for(user_id: str, absences: Mapping[str, Absence], now: datetime) -> tuple[str, ...]:
    """Return whose reviews a user does now besides their own."""
    return tuple(each for each in absences if each != user_id and who_stands_in(each, absences, now) == user_id)
