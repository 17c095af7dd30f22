"""A decision about an application: what was decided, by which rule or person, and whether it still stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kindregards.domain.applications import Outcome
from kindregards.domain.errors import ConflictError

DECIDED_BY_POLICY = "policy"
"""Stands in `decided_by` where no person decided."""


class DecisionMode(StrEnum):
    """Who decided."""

    AUTOMATIC = "automatic"
    HUMAN = "human"


class DecisionState(StrEnum):
    """`standing` can still be undone; `released` has begun to reach the candidate; `undone` counts no more.

    `corrected` was told and taken back by a letter.
    """

    STANDING = "standing"
    RELEASED = "released"
    CORRECTED = "corrected"
    UNDONE = "undone"


class LetterAlreadySentError(ConflictError):
    """The candidate may already know, so the decision can only be corrected."""

    code = "letter_already_sent"


class NothingToCorrectError(ConflictError):
    """No told rejection stands that a letter could take back."""

    code = "nothing_to_correct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision. `version` counts the decisions of an application from 1; `decided_by` is a user id or `policy`.

    `rule` is the rule that fired, also where a person decided; `reason` is a code from the managed list.
    """

    mode: DecisionMode
    outcome: Outcome
    rule: str | None
    reason: str | None
    decided_by: str
    decided_at: datetime
    policy_version: int
    version: int
    state: DecisionState = DecisionState.STANDING

    @property
    def can_be_undone(self) -> bool:
        """Say whether undoing is still silent."""
        return self.state is DecisionState.STANDING
