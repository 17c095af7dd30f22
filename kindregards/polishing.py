"""Polishing drafts for reviewers: the draft, the day's budget, the model, and the check of its answer."""

from dataclasses import dataclass
from datetime import datetime

import structlog

from kindregards.domain.polishing import (
    PolishedLetter,
    PolishingBudgetUsedError,
    PolishingOffError,
    PolishingRefusedError,
    PolishingUnavailableError,
    polish_task,
    polished,
)
from kindregards.domain.ports.polishing import Drafts, PolishBudget, Polisher

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Polishing:
    """Suggests other words for a draft; nothing is kept but that the budget was used."""

    drafts: Drafts
    budget: PolishBudget
    model: Polisher | None
    most_a_day: int

    async def suggest(self, company_id: str, review_id: str, *, version: int, now: datetime) -> PolishedLetter:
        """Return the draft in the model's words; whatever is doubtful is raised, and the draft stays as it is."""
        if self.model is None:
            raise PolishingOffError("No language model is set up here; set KINDREGARDS_LLM_BASE_URL and _MODEL.")
        letter, context = await self.drafts.draft(company_id, review_id, version=version)
        if not await self.budget.take(company_id, now.date(), most=self.most_a_day):
            raise PolishingBudgetUsedError(
                f"{self.most_a_day} letters were polished today, as many as allowed. Try again tomorrow."
            )
        task = polish_task(letter, context)
        try:
            suggestion = polished(letter, task, await self.model.polish(task), context)
        except (PolishingRefusedError, PolishingUnavailableError) as error:
            log.warning("polishing_failed", review_id=review_id, code=error.code, fault=error.details.get("fault"))
            raise
        log.info("letter_polished", review_id=review_id, changes=len(suggestion.changes))
        return suggestion
