"""A language model that says what a test wants."""

from dataclasses import dataclass
from datetime import datetime

from kindregards.domain.errors import DomainError
from kindregards.domain.polishing import PolishedLetter
from tests.builders import a_letter


@dataclass
class FakePolishing:
    """Suggests prepared changes, or refuses."""

    changes: tuple[tuple[str, str], ...] = ()
    refusal: DomainError | None = None

    async def suggest(self, company_id: str, review_id: str, *, version: int, now: datetime) -> PolishedLetter:
        """Return the changes."""
        del company_id, review_id, version, now
        if self.refusal is not None:
            raise self.refusal
        return PolishedLetter(letter=a_letter(), changes=self.changes)
