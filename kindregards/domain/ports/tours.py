"""Guided tours, as the console shows them."""

from typing import Protocol

from kindregards.domain.languages import Language
from kindregards.domain.tours import Tour, TourName


class Tours(Protocol):
    """Plays tours with test applications, so that nothing ever leaves the system."""

    async def start(self, company_id: str, name: TourName) -> None:
        """Begin a tour; one that has begun goes on. Raise TooManyToursError when several are under way."""
        ...

    async def look(self, company_id: str, name: TourName, told_in: Language) -> Tour:
        """Return a tour as it stands; one that another process began is taken up. Raise TourNotFoundError."""
        ...

    async def decide_now(self, company_id: str, name: TourName, person: str) -> None:
        """Let the demo answer for a candidate's case without waiting any longer; again is harmless."""
        ...
