"""Letters for people who want to look first: read, composed, and kept nowhere."""

from dataclasses import dataclass
from datetime import datetime

from kindregards.domain.intake import ReasonUnknownError
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.letter_trials import TrialLetter, TrialWish, try_letter
from kindregards.domain.ports.letters import LetterComposer
from kindregards.domain.reasons import Reasons, offered, with_shipped
from kindregards.domain.reviewing import LetterMissingError
from kindregards.store.cases import Cases
from kindregards.store.database import Database


@dataclass(frozen=True, slots=True)
class LetterTrials:
    """Writes letters from case files as the journey would."""

    database: Database
    cases: Cases
    composer: LetterComposer

    async def letter(self, ref: ApplicationRef, wish: TrialWish, *, now: datetime) -> TrialLetter:
        """Return the letter; raise ApplicationNotFoundError, ReasonUnknownError, LetterMissingError."""
        case = await self.database.read(lambda session: self.cases.file(session, ref))
        _refuse_unknown_reason(wish.reason, case.brand.reasons)
        tried = try_letter(case, wish, lambda request: self.composer.compose(request).letter, now)
        if tried is None:
            raise LetterMissingError("Data is missing for this letter. Try another reason, or write it yourself.")
        return tried


def _refuse_unknown_reason(reason: str | None, own: Reasons) -> None:
    ours = offered(with_shipped(own))
    if reason is not None and reason not in ours:
        raise ReasonUnknownError(f"{reason!r} is not a reason on the list. Use one of: {', '.join(ours)}.")
