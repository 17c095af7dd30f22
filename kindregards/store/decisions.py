"""Decisions: inserted once, undone or released by compare-and-set."""

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.cases import CaseFile
from kindregards.domain.decisions import DecisionState
from kindregards.domain.ports.journey import NewDecision
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_row
from kindregards.store.tables import DecisionTable


def insert_decision(session: Session, case: CaseFile, decision: NewDecision) -> str:
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
        policy_version=decision.policy_version,
        inputs=_inputs(case),
        state=DecisionState.STANDING,
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


def _inputs(case: CaseFile) -> dict[str, object]:
    """Return what the rules looked at: numbers and codes, so that the decision explains itself later."""
    result = case.result
    return {
        "stage": case.stage,
        "source": case.interview.source,
        "country": case.candidate.country,
        "result": case.result_id,
        "score": result.score if result else None,
        "confidence": result.confidence if result else None,
    }
