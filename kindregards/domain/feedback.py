"""How candidates found the way they were told: counted from the letter, never before it."""

from dataclasses import dataclass
from datetime import datetime

from kindregards.domain.errors import ConflictError, InvalidError

LOWEST, HIGHEST = 1, 5
LONGEST_WORDS = 4000


class FeedbackTooEarlyError(ConflictError):
    """Nothing was told yet that somebody could say how they found it."""

    code = "feedback_too_early"


class ScoreInvalidError(InvalidError):
    """A score is a whole number from 1 to 5."""

    code = "feedback_score_invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What one candidate said; the latest counts."""

    score: int
    words: str | None
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackCount:
    """How often each score was given about letters of some time; `asked` is how many were told."""

    asked: int
    scores: tuple[int, int, int, int, int]

    @property
    def answered(self) -> int:
        """Return how many said something."""
        return sum(self.scores)

    @property
    def mean(self) -> float | None:
        """Return the mean score, or None without any."""
        if not self.answered:
            return None
        return sum(score * count for score, count in enumerate(self.scores, start=LOWEST)) / self.answered


def checked_score(score: int | None) -> int:
    """Return a score from 1 to 5; raise ScoreInvalidError."""
    if score is None or not LOWEST <= score <= HIGHEST:
        raise ScoreInvalidError(f"Choose a score from {LOWEST} to {HIGHEST}.")
    return score
