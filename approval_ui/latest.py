"""The decision made just before, with its undo."""

from dataclasses import dataclass

from approval_ui.visits import Visit
from kindregards.domain.decisions import DecisionState
from kindregards.domain.errors import NotFoundError
from kindregards.domain.reviewing import ReviewCase


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestDecision:
    """What was decided, by whom, and whether it can still be taken back in silence."""

    case: ReviewCase
    decided_by: str
    can_be_undone: bool


async def latest_decision(visit: Visit) -> LatestDecision | None:
    """Return the decision that the address speaks of as done, or None where there is none to speak of."""
    review_id = visit.asked("done")
    return None if review_id is None else await decision_on(visit, review_id)


async def decision_on(visit: Visit, review_id: str) -> LatestDecision | None:
    """Return what was decided about a case, or None where nothing was or nothing is there."""
    try:
        case = await visit.services.desk.case(visit.user.company_id, review_id)
    except NotFoundError:
        return None
    if case.review.decided_by is None:
        return None
    names = await visit.services.sessions.names(visit.user.company_id)
    return LatestDecision(
        case=case,
        decided_by=names.get(case.review.decided_by, case.review.decided_by),
        can_be_undone=visit.may_decide and is_undoable(case),
    )


def is_undoable(case: ReviewCase) -> bool:
    """Say whether a decided review can be taken back: also in the moments before its decision is carried out."""
    decision = case.application.decision
    if case.review.decided_by is None or case.application.told_at is not None:
        return False
    return decision is None or decision.state is DecisionState.STANDING
