"""Ending a journey: because the candidate asked, because nobody came, or because time is over."""

from dataclasses import dataclass

from temporalio import activity

from activities.asking import Asking, verdict_of
from activities.drafting import Drafting
from kindregards.domain.applications import Outcome
from kindregards.domain.cases import CaseChangedError, CaseFile
from kindregards.domain.journey import ApplicationRef, CommandKind, LateCommands, RequestRef, Step, Verdict
from kindregards.domain.letters import LetterKind, Purpose
from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.journey import Cases

AI_INTERVIEW_DECLINED_FLAG = "ai_interview_declined"

_ENDINGS: dict[CommandKind, tuple[Outcome, LetterKind, Purpose]] = {
    CommandKind.WITHDRAWN: (Outcome.WITHDRAWN, LetterKind.WITHDRAWN, Purpose.WITHDRAWN),
    CommandKind.OFFER_DECLINED: (Outcome.OFFER_DECLINED, LetterKind.CANDIDATE_DECLINED, Purpose.THANK_YOU),
    CommandKind.INTERVIEW_EXPIRED: (Outcome.EXPIRED, LetterKind.EXPIRED, Purpose.EXPIRED),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """Stops everything else and says thank you."""

    cases: Cases
    drafting: Drafting
    asking: Asking
    clock: Clock

    @activity.defn(name="end")
    async def end(self, request: RequestRef) -> Verdict:
        """Close for what the candidate asked; a refused AI interview goes to a person instead."""
        case = await self.cases.open(
            ApplicationRef(company_id=request.company_id, application_id=request.application_id)
        )
        if request.kind is CommandKind.AI_INTERVIEW_DECLINED:
            return await self._arrange_another_way(case)
        if request.kind is CommandKind.INTERVIEW_EXPIRED and case.result is not None:
            # It came after all; the command that says so is still on its way.
            return Verdict(step=Step.ASSESS)
        outcome, kind, purpose = _ENDINGS[request.kind]
        now = self.clock()
        draft = self.drafting.draft(case, kind=kind, purpose=purpose, now=now)
        try:
            letter_id = await self.cases.end(case, outcome, draft, request=request.kind, now=now)
        except CaseChangedError:
            return await self._after_all(request)
        return Verdict(step=Step.TELL if letter_id else Step.CLOSED, letter_id=letter_id)

    @activity.defn(name="close")
    async def close(self, ref: ApplicationRef) -> bool:
        """Close an application whose time to answer is over; False when the candidate's leave comes first."""
        return await self.cases.close(ref, self.clock())

    @activity.defn(name="forget")
    async def forget(self, ref: ApplicationRef) -> None:
        """Close an application whose person was erased; nothing about them is read."""
        await self.cases.forget(ref, self.clock())

    @activity.defn(name="turn-away")
    async def turn_away(self, late: LateCommands) -> None:
        """Show people what came in while the journey ended, so that nothing vanishes."""
        ref = ApplicationRef(company_id=late.company_id, application_id=late.application_id)
        await self.cases.turn_away(ref, late.sequences, self.clock())

    async def _after_all(self, request: RequestRef) -> Verdict:
        """Return the step for an interview that came, or a candidate who left, just as the time was over."""
        case = await self.cases.open(
            ApplicationRef(company_id=request.company_id, application_id=request.application_id)
        )
        return Verdict(step=Step.INTERVIEW if case.result is None else Step.ASSESS)

    async def _arrange_another_way(self, case: CaseFile) -> Verdict:
        review = case.review
        if review is not None and review.state.takes_decision:
            return verdict_of(review)
        return await self.asking.ask(
            case, flags=(AI_INTERVIEW_DECLINED_FLAG,), rule=None, reason=None, now=self.clock()
        )
