"""Assessing an interview result and preparing what follows."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from temporalio import activity

from activities.asking import UNDONE_FLAG, Asking, cooling, verdict_of
from activities.drafting import Drafting
from kindregards.domain.applications import Outcome
from kindregards.domain.assessment import Assessment as Judgement
from kindregards.domain.assessment import assess
from kindregards.domain.cases import CaseChangedError, CaseFile
from kindregards.domain.decisions import DECIDED_BY_POLICY, DecisionMode
from kindregards.domain.interviews import InterviewResult
from kindregards.domain.journey import DUTY_NEAR, Alarm, ApplicationRef, Step, StepRef, Verdict
from kindregards.domain.jurisdictions import tell_by
from kindregards.domain.policies import Branch
from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.journey import Cases, Draft, NewDecision
from kindregards.domain.reviews import ReviewState

DUTY_MARGIN = timedelta(days=5)
"""How long before a law's day people are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Applies the policy pinned at intake; records the decision with its letter, or the question to a person."""

    cases: Cases
    drafting: Drafting
    asking: Asking
    clock: Clock

    @activity.defn(name="assess")
    async def assess(self, subject: StepRef) -> Verdict:
        """Return the step that follows the current interview result. Again, it returns the same.

        What comes in meanwhile counts: a newer result, an undo or the end of the application is read and answered.
        """
        ref = ApplicationRef(company_id=subject.company_id, application_id=subject.application_id)
        case = await self.cases.open(ref)
        return with_duty(await self._assessed(subject, case), case, subject.at or self.clock())

    async def _assessed(self, subject: StepRef, case: CaseFile) -> Verdict:
        if case.result is None or case.is_closed:
            return Verdict(step=Step.CLOSED if case.is_closed else Step.INTERVIEW)
        now = subject.at or self.clock()
        if case.is_undone:
            return await self.asking.ask_again(case, UNDONE_FLAG, now=now)
        try:
            return _already_answered(case) or await self._answer(case, case.result, now)
        except CaseChangedError:
            return await self.assess(subject)

    async def _answer(self, case: CaseFile, result: InterviewResult, now: datetime) -> Verdict:
        judgement = assess(
            policy=case.policy,
            stage=case.stage,
            candidate=case.candidate,
            interview=case.interview,
            result=result,
        )
        if judgement.branch is Branch.ADVANCE:
            return await self._decide(case, judgement, None, now)
        if judgement.branch is Branch.REJECT:
            draft, held = self.drafting.outcome_draft(case, reason=judgement.reason, now=now)
            if draft is not None and held is None:
                return await self._decide(case, judgement, draft, now)
        return await self.asking.ask(case, flags=judgement.flags, rule=judgement.rule, reason=judgement.reason, now=now)

    async def _decide(self, case: CaseFile, judgement: Judgement, draft: Draft | None, now: datetime) -> Verdict:
        decision = NewDecision(
            outcome=Outcome.ADVANCE if draft is None else Outcome.REJECT,
            mode=DecisionMode.AUTOMATIC,
            rule=judgement.rule,
            reason=judgement.reason,
            decided_by=DECIDED_BY_POLICY,
            decided_at=now,
            recorded_at=now,
            policy_version=case.policy_version,
            leave_at=self.drafting.leave_at(case, now),
        )
        letter_id = await self.cases.record_decision(case, decision, draft)
        return Verdict(step=Step.COOL, letter_id=letter_id, leave_at=decision.leave_at)


def with_duty(verdict: Verdict, case: CaseFile, now: datetime) -> Verdict:
    """Add the alarm that rings before a law's day to tell, so that people are called while there is time."""
    if case.result is None or case.is_told:
        return verdict
    deadline = tell_by(
        case.candidate.country, case.candidate.region, interviewed_at=case.result.completed_at, decided_at=now
    )
    if deadline is None:
        return verdict
    near = Alarm(kind=DUTY_NEAR, at=max(now, deadline.at - DUTY_MARGIN))
    return replace(verdict, alarms=tuple(sorted((*verdict.alarms, near), key=lambda alarm: alarm.at)))


def _already_answered(case: CaseFile) -> Verdict | None:
    """Return the answer that an earlier run of this step recorded for the same result."""
    if case.is_decided:
        return cooling(case)
    review = case.review
    if review is None or review.result_id != case.result_id:
        return None
    is_answered = review.state is ReviewState.DECIDED  # The command that carries it out is on its way.
    return verdict_of(review) if is_answered or review.state.takes_decision else None
