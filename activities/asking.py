"""Putting a case in front of a person, with a draft of the letter: used by several steps."""

from dataclasses import dataclass
from datetime import datetime

from activities.drafting import Drafting
from kindregards.domain.appeals import APPEAL_FLAG
from kindregards.domain.applications import HeldReason
from kindregards.domain.cases import CaseFile, ReviewFile
from kindregards.domain.journey import Alarm, Step, Verdict
from kindregards.domain.policies import ReviewTimes
from kindregards.domain.ports.journey import Cases, NewReview
from kindregards.domain.reviews import Nudge, ReviewState, review_schedule

UNDONE_FLAG = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Opens reviews."""

    cases: Cases
    drafting: Drafting

    async def ask_again(self, case: CaseFile, flag: str, *, now: datetime) -> Verdict:
        """Ask what holds instead of a decision that counts no more; a question already asked for that is enough."""
        review = case.review
        if review is not None and flag in review.flags and _waits(case, review):
            return verdict_of(review)
        decision = case.decision
        return await self.ask(
            case,
            flags=(flag,),
            rule=decision.rule if decision else None,
            reason=decision.reason if decision else None,
            now=now,
        )

    async def ask(
        self, case: CaseFile, *, flags: tuple[str, ...], rule: str | None, reason: str | None, now: datetime
    ) -> Verdict:
        """Open a review with a draft; a draft that may not leave as it is adds its own flag and holds the case."""
        draft, held = self.drafting.outcome_draft(case, reason=reason, now=now)
        times, since = _clock(case, now)
        review = NewReview(
            flags=_flags(case, flags, held),
            rule=rule,
            reason=reason,
            group=times.group,
            opened_at=now,
            alarms=alarms_of(times, opened_at=since),
            held=held,
        )
        review_id, letter_id = await self.cases.open_review(case, review, draft)
        return Verdict(step=Step.REVIEW, review_id=review_id, letter_id=letter_id, alarms=review.alarms)


def _clock(case: CaseFile, now: datetime) -> tuple[ReviewTimes, datetime]:
    """Return a review's times and since when they run: an appeal's from when it came in, however often it is asked."""
    return case.review_times, case.appeal.created_at if case.appeal is not None and case.appeals else now


def _flags(case: CaseFile, flags: tuple[str, ...], held: HeldReason | None) -> tuple[str, ...]:
    more = ((APPEAL_FLAG,) if case.appeals else (), flags, (held,) if held else ())
    return tuple(dict.fromkeys(flag for group in more for flag in group))


def alarms_of(times: ReviewTimes, *, opened_at: datetime) -> tuple[Alarm, ...]:
    """Return when a review asks for attention, in order of time."""
    schedule = review_schedule(opened_at=opened_at, times=times)
    planned = (
        Alarm(kind=Nudge.REMIND, at=schedule.remind_at),
        Alarm(kind=Nudge.DUE, at=schedule.due_at),
        Alarm(kind=Nudge.ESCALATE, at=schedule.escalate_at),
        Alarm(kind=Nudge.HOLD, at=schedule.hold_at),
    )
    return tuple(sorted(planned, key=lambda alarm: alarm.at))


def _waits(case: CaseFile, review: ReviewFile) -> bool:
    """Say whether a review is open, or answered and the command that carries the answer out is on its way."""
    return review.state.takes_decision or (review.state is ReviewState.DECIDED and case.decision is None)


def cooling(case: CaseFile) -> Verdict:
    """Return the step of waiting until the decision that counts may be told."""
    return Verdict(step=Step.COOL, letter_id=case.letter_id, leave_at=case.decision_leaves_at)


def verdict_of(review: ReviewFile) -> Verdict:
    """Return the step of waiting for a review that is already open."""
    return Verdict(step=Step.REVIEW, review_id=review.id, letter_id=review.letter_id, alarms=review.alarms)
