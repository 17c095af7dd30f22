"""Taking up an appeal: another person is asked, and the candidate hears that they were."""

from dataclasses import dataclass, replace
from datetime import datetime

from temporalio import activity

from activities.asking import Asking, verdict_of
from activities.drafting import Drafting
from kindregards.domain.appeals import APPEAL_FLAG
from kindregards.domain.cases import CaseFile
from kindregards.domain.journey import ApplicationRef, RequestRef, Step, Verdict
from kindregards.domain.letters import LetterKind, Purpose
from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.journey import Cases, SideLetters


@dataclass(frozen=True, slots=True, kw_only=True)
class Appealing:
    """Brings an appeal before somebody else than who decided first."""

    cases: Cases
    side_letters: SideLetters
    drafting: Drafting
    asking: Asking
    clock: Clock

    @activity.defn(name="take-up-appeal")
    async def take_up(self, request: RequestRef) -> Verdict:
        """Open the review that answers the appeal, once, and compose the note that it came in."""
        ref = ApplicationRef(company_id=request.company_id, application_id=request.application_id)
        case = await self.cases.open(ref)
        if case.is_closed:
            return Verdict(step=Step.CLOSED)
        if not case.appeals:
            return Verdict(step=Step.LISTEN)
        now = self.clock()
        return replace(await self._asked(case, now), aside=await self._received(case, now))

    async def _asked(self, case: CaseFile, now: datetime) -> Verdict:
        review, decision = case.review, case.decision
        if review is not None and APPEAL_FLAG in review.flags:
            return verdict_of(review)
        rule, reason = (decision.rule, decision.reason) if decision else (None, None)
        return await self.asking.ask(case, flags=(APPEAL_FLAG,), rule=rule, reason=reason, now=now)

    async def _received(self, case: CaseFile, now: datetime) -> str | None:
        """Return the note that the appeal came in, composed once; None where the policy wants none, or it cannot be."""
        if not case.policy.appeal.message:
            return None
        draft, held = self.drafting.looked_over(
            case, kind=LetterKind.APPEAL_RECEIVED, purpose=Purpose.APPEAL_RECEIVED, now=now
        )
        if draft is None or held is not None:
            # Their page says the same; a note that may not leave as it is must not keep the appeal waiting.
            return None
        return await self.side_letters.add(case, draft, now=now)
