"""Whether reviewers look before they agree."""

from collections.abc import Sequence
from typing import Protocol

from kindregards.domain.oversight import ReviewerFigures
from kindregards.domain.reports import Period


class OversightMeter(Protocol):
    """Reads what was seen of reviewers."""

    async def figures(self, company_id: str, period: Period) -> Sequence[ReviewerFigures]:
        """Return figures of everybody who decided a review in the period, those to be talked with first."""
        ...
