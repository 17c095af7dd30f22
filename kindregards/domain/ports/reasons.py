"""The managed list of reasons."""

from datetime import datetime
from typing import Protocol

from kindregards.domain.reasons import Reason, Reasons


class ReasonList(Protocol):
    """Ours, and what a company adds to them."""

    async def all(self, company_id: str) -> Reasons:
        """Return ours and the company's own, the retired ones too."""
        ...

    async def write(self, company_id: str, reason: Reason, *, author: str, now: datetime) -> Reason:
        """Keep a reason, or the next version of one; one that was retired is offered again.

        Raise ReasonShippedError or ReasonInvalidError.
        """
        ...

    async def retire(self, company_id: str, code: str, *, actor: str, now: datetime) -> Reason:
        """Offer a reason to nobody any more; again is harmless. Raise ReasonNotFoundError, ReasonShippedError."""
        ...
