"""Carrying out what people decided: a review, an undo, a release from hold."""

from dataclasses import dataclass, replace
from datetime import datetime

from temporalio import activity

from activities.asking import UNDONE_FLAG, Asking, cooling, verdict_of
from activities.drafting import Drafting
from kindregards.domain.applications import HeldReason, Outcome
from kindregards.domain.cases import CaseChangedError, CaseFile, ReviewFile
from kindregards.domain.decisions import DecisionMode
from kindregards.domain.journey import ApplicationRef, CommandKind, LetterRef, RequestRef, Step, Told, Verdict
from kindregards.domain.letters import LetterKind, Purpose
from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.journey import Cases, Draft, Ledger, NewDecision
from kindregards.domain.reviews import ReviewState

RELEASED_FLAG = "released"
REVIEW_AGAIN = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewing:
    """Turns what a person recorded at a door into what happens next."""

    cases: Cases
    ledger: Ledger
    drafting: Drafting
    asking: Asking
    clock: Clock

    @activity.defn(name="carry-out")
    async def carry_out(self, request: RequestRef) -> Verdict:
        """Return the step that follows a review's decision, an undo, or a release from hold."""
        case = await self.cases.open(
            ApplicationRef(company_id=request.company_id, application_id=request.application_id)
        )
        if case.is_closed:
            return Verdict(step=Step.CLOSED)
        match request.kind:
            case CommandKind.REVIEW_DECIDED:
                return await self._settle(case, request)
            case CommandKind.UNDONE:
                return await self.asking.ask_again(case, UNDONE_FLAG, now=self.clock())
            case CommandKind.HURRIED:
                return await self._hurry(case)
            case CommandKind.OFFER_ELSEWHERE:
                return await self.asking.ask_again(case, HeldReason.LIVE_OFFER, now=self.clock())
            case _:
                return await self._resume(case, request.reference or REVIEW_AGAIN)

    async def _settle(self, case: CaseFile, request: RequestRef) -> Verdict:
        now = self.clock()
        if case.is_decided:
            return cooling(case)
        if case.is_undone:
            return await self.asking.ask_again(case, UNDONE_FLAG, now=now)
        review = case.review
        if review is None or review.state is not ReviewState.DECIDED or review.outcome is None:
            return verdict_of(review) if review else Verdict(step=Step.HOLD)
        decision = self._decision(case, review, review.outcome, now)
        draft, held = self._reinstating(case, review.outcome, now)
        if held is not None:
            return await self.asking.ask_again(case, held, now=now)
        try:
            letter_id = await self.cases.record_decision(case, decision, draft)
        except CaseChangedError:
            return await self.carry_out(request)
        return Verdict(step=Step.COOL, letter_id=letter_id, leave_at=decision.leave_at)

    async def _hurry(self, case: CaseFile) -> Verdict:
        """End the cooling-off; the hours at which this candidate may be written to still hold."""
        verdict = cooling(case)
        if not case.is_decided or case.letter_id is None:
            return verdict
        at = self.drafting.opening(case, self.clock())
        return replace(verdict, leave_at=await self.cases.leave_earlier(case.ref, case.letter_id, at))

    def _reinstating(self, case: CaseFile, outcome: Outcome, now: datetime) -> tuple[Draft | None, HeldReason | None]:
        """Return the letter that an advance needs after an appeal; any other speaks for itself."""
        if outcome is not Outcome.ADVANCE or not case.appeals:
            return None, None
        return self.drafting.looked_over(
            case, kind=LetterKind.APPEAL_REINSTATED, purpose=Purpose.APPEAL_OUTCOME, now=now
        )

    def _decision(self, case: CaseFile, review: ReviewFile, outcome: Outcome, now: datetime) -> NewDecision:
        return NewDecision(
            outcome=outcome,
            mode=DecisionMode.HUMAN,
            rule=review.rule,
            reason=review.decided_reason,
            decided_by=review.decided_by or "unknown",
            decided_at=review.decided_at or now,
            recorded_at=now,
            policy_version=case.policy_version,
            leave_at=self.drafting.leave_at(case, now),
        )

    async def _resume(self, case: CaseFile, instruction: str) -> Verdict:
        if instruction == REVIEW_AGAIN or case.letter_id is None:
            return await self.asking.ask_again(case, RELEASED_FLAG, now=self.clock())
        letter = LetterRef(
            company_id=case.ref.company_id, application_id=case.ref.application_id, letter_id=case.letter_id
        )
        standing = await self.ledger.resume(letter, instruction, self.clock())
        step = Step.HOLD if standing.told is Told.HELD else Step.TELL
        return Verdict(step=step, letter_id=case.letter_id)
