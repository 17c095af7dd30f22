"""Policies of jobs and departments, and pilots, as companies write and read them."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, Field

from api.schemas.texts import LARGEST_NUMBER, Name
from kindregards.domain.pilots import Assignment, Comparison, Pilot, Scope
from kindregards.http.json_bodies import JsonBody


class AssignmentBody(JsonBody):
    """The policy of a job (by external id) or department; null takes its own away."""

    scope: Scope
    subject: Name
    policy: Name | None


class AssignmentResource(BaseModel):
    """Which policy a job or department gets."""

    scope: Scope
    subject: str
    policy: str
    assigned_by: str
    assigned_at: datetime

    @classmethod
    def of(cls, assignment: Assignment) -> Self:
        """Return the resource of an assignment."""
        return cls(
            scope=assignment.scope,
            subject=assignment.subject,
            policy=assignment.policy_name,
            assigned_by=assignment.assigned_by,
            assigned_at=assignment.assigned_at,
        )


class PilotBody(JsonBody):
    """Which version decides on paper, for which job (by external id) or department."""

    policy: Name
    version: Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
    scope: Scope
    subject: Name


class PilotResource(BaseModel):
    """A version that decides on paper; `ended_at` is null while it does."""

    id: str
    policy: str
    version: int
    scope: Scope
    subject: str
    started_by: str
    started_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, pilot: Pilot) -> Self:
        """Return the resource of a pilot."""
        return cls(**_facts(pilot))


class PilotComparison(PilotResource):
    """A pilot beside what really happened.

    `waiting` have a result and no decision or review yet; `contrary` are people's outcomes (of `by_people`) that it
    would decide the other way; `examples` are the newest applications that it would have sent another way.
    """

    judged: int
    waiting: int
    same: int
    moves: dict[str, int]
    by_people: int
    contrary: int
    examples: tuple[str, ...]

    @classmethod
    def of_both(cls, pilot: Pilot, comparison: Comparison) -> Self:
        """Return the resource of a pilot with its comparison."""
        return cls(
            **_facts(pilot),
            judged=comparison.judged,
            waiting=comparison.waiting,
            same=comparison.same,
            moves={f"{real} → {paper}": count for (real, paper), count in sorted(comparison.moves.items())},
            by_people=comparison.by_people,
            contrary=comparison.contrary,
            examples=tuple(comparison.examples),
        )


def _facts(pilot: Pilot) -> dict[str, Any]:  # Any: facts of several kinds, checked by the model
    return {
        "id": pilot.id,
        "policy": pilot.policy_name,
        "version": pilot.version,
        "scope": pilot.scope,
        "subject": pilot.subject,
        "started_by": pilot.started_by,
        "started_at": pilot.started_at,
        "ended_at": pilot.ended_at,
    }
