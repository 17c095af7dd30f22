"""Having letters said better by a language model."""

from datetime import date, datetime
from typing import Protocol

from kindregards.domain.letters import Letter
from kindregards.domain.lint import LintContext
from kindregards.domain.polishing import PolishedLetter, PolishTask


class Polisher(Protocol):
    """A language model."""

    async def polish(self, task: PolishTask) -> tuple[str, ...]:
        """Return as many paragraphs, said better; raise PolishingUnavailableError."""
        ...


class Drafts(Protocol):
    """Drafts that wait for a reviewer."""

    async def draft(self, company_id: str, review_id: str, *, version: int) -> tuple[Letter, LintContext]:
        """Return a review's draft with the facts it must agree with.

        Raises ReviewNotFoundError, StaleVersionError, AlreadyDecidedError or LetterMissingError.
        """
        ...


class PolishBudget(Protocol):
    """How many letters a day may be polished."""

    async def take(self, company_id: str, day: date, *, most: int) -> bool:
        """Count one more letter; False when the day's number is used up."""
        ...


class LetterPolishing(Protocol):
    """What a reviewer asks for: the draft in other words, which they may use or not."""

    async def suggest(self, company_id: str, review_id: str, *, version: int, now: datetime) -> PolishedLetter:
        """Return the polished draft, keeping nothing.

        Raises PolishingOffError, PolishingBudgetUsedError, PolishingRefusedError, PolishingUnavailableError, and what
        `Drafts.draft` raises.
        """
        ...
