"""Decisions: inserted once with all that explains them, undone or released by compare-and-set."""

from sqlalchemy import and_, func, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.cases import CaseFile
from kindregards.domain.decision_records import differs_from_rule, fired_rule, inputs_of
from kindregards.domain.decisions import DecisionMode, DecisionState
from kindregards.domain.ports.journey import NewDecision
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_row
from kindregards.store.tables import ApplicationTable, DecisionTable, ReviewOpeningTable, ReviewTable


def insert_decision(session: Session, application: ApplicationTable, case: CaseFile, decision: NewDecision) -> str:
    """Insert the next decision about an application and return its id."""
    latest = session.execute(
        select(func.max(col(DecisionTable.version))).where(col(DecisionTable.application_id) == case.ref.application_id)
    ).scalar_one_or_none()
    decision_id = new_id()
    insert_row(
        session,
        DecisionTable,
        id=decision_id,
        company_id=case.ref.company_id,
        application_id=case.ref.application_id,
        version=(latest or 0) + 1,
        outcome=decision.outcome,
        mode=decision.mode,
        rule=decision.rule,
        reason=decision.reason,
        decided_by=decision.decided_by,
        decided_at=decision.decided_at,
        leave_at=decision.leave_at,
        policy_name=application.policy_name,
        policy_version=decision.policy_version,
        state=DecisionState.STANDING,
        **_beside(session, case, decision),
    )
    return decision_id


def stop_standing_decision(session: Session, decision_id: str | None) -> None:
    """Undo a decision that nobody was told of yet; one that is released stays so."""
    session.execute(
        update(DecisionTable)
        .where(col(DecisionTable.id) == decision_id)
        .where(col(DecisionTable.state) == DecisionState.STANDING)
        .values(state=DecisionState.UNDONE)
    )


def inputs_now(case: CaseFile) -> dict[str, object]:
    """Return what the rules look at as it is now, so that a decision explains itself later."""
    return inputs_of(
        case.policy,
        stage=case.stage,
        interview=case.interview,
        candidate=case.candidate,
        result_id=case.result_id,
        result=case.result,
    )


def _beside(session: Session, case: CaseFile, decision: NewDecision) -> dict[str, object]:
    """Return which rule fired and, of a person's decision, how it stands to that and what they had before them."""
    fired = fired_rule(case.policy, decision.rule)
    facts: dict[str, object] = {"rule_number": fired[0] if fired else None}
    if decision.mode is not DecisionMode.HUMAN or case.review is None:
        return facts | {
            "review_id": None,
            "inputs": inputs_now(case),
            "differed": False if fired else None,
            "seconds_on_case": None,
            "evidence": [],
        }
    looks = and_(
        col(ReviewOpeningTable.review_id) == col(ReviewTable.id),
        col(ReviewOpeningTable.user_id) == decision.decided_by,
    )
    seen = session.execute(
        select(col(ReviewTable.inputs), col(ReviewOpeningTable.seconds), col(ReviewOpeningTable.evidence))
        .outerjoin(ReviewOpeningTable, looks)
        .where(col(ReviewTable.id) == case.review.id)
    ).one()
    return facts | {
        "review_id": case.review.id,
        "differed": differs_from_rule(case.policy, decision.rule, decision.outcome),
        # A review that a program of before opened kept none.
        "inputs": seen.inputs or inputs_now(case),
        "seconds_on_case": seen.seconds,
        "evidence": seen.evidence or [],
    }
