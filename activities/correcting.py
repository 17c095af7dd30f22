"""Correcting a letter that was wrong: it is said in a letter, and a person is asked what holds instead."""

from dataclasses import dataclass, replace

from temporalio import activity

from activities.asking import Asking, cooling, verdict_of
from activities.drafting import Drafting
from kindregards.domain.cases import CaseFile
from kindregards.domain.journey import ApplicationRef, RequestRef, Step, Verdict
from kindregards.domain.letters import LetterKind, Purpose
from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.journey import Cases, SideLetters

CORRECTED_FLAG = "corrected"
NOT_WRITTEN_FLAG = "correction_not_written"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correcting:
    """Reopens an application whose candidate was told something wrong."""

    cases: Cases
    side_letters: SideLetters
    drafting: Drafting
    asking: Asking
    clock: Clock

    @activity.defn(name="correct")
    async def correct(self, request: RequestRef) -> Verdict:
        """Ask a person what holds instead, once, and compose the correction; `reference` is the decision's version."""
        ref = ApplicationRef(company_id=request.company_id, application_id=request.application_id)
        case = await self.cases.open(ref)
        if case.is_closed:
            return Verdict(step=Step.CLOSED)
        now = self.clock()
        draft, held = self.drafting.looked_over(case, kind=LetterKind.CORRECTION, purpose=Purpose.CORRECTION, now=now)
        can_be_sent = draft is not None and held is None
        verdict = await self._asked(case, CORRECTED_FLAG if can_be_sent else NOT_WRITTEN_FLAG)
        if draft is None or held is not None:
            return verdict
        sequence = int(request.reference or 1)
        return replace(verdict, aside=await self.side_letters.add(case, draft, now=now, sequence=sequence))

    async def _asked(self, case: CaseFile, flag: str) -> Verdict:
        if case.is_undone:
            return await self.asking.ask_again(case, flag, now=self.clock())
        if case.is_decided or case.review is None:
            return cooling(case)
        return verdict_of(case.review)
