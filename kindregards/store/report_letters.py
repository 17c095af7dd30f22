"""Outcome letters that left, as the quality report counts them."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.decisions import DecisionMode
from kindregards.domain.letter_quality import LetterFacts, LetterQuality, letter_quality
from kindregards.domain.letters import Purpose
from kindregards.domain.reports import ReportQuery
from kindregards.store.report_columns import counted, within
from kindregards.store.tables import ApplicationTable, DecisionTable, FeedbackTable, LetterTable

_AT_A_TIME = 1_000


def letter_report(session: Session, company_id: str, query: ReportQuery) -> LetterQuality:
    """Return the quality of the outcome letters that left in the period."""
    return letter_quality(_letters(session, company_id, query))


def _letters(session: Session, company_id: str, query: ReportQuery) -> Iterator[LetterFacts]:
    statement = (
        select(
            col(LetterTable.language),
            col(LetterTable.tone),
            col(LetterTable.template_version),
            col(LetterTable.personal_facts),
            col(LetterTable.evidence_parts),
            col(LetterTable.edited_blocks),
            col(LetterTable.findings),
            col(DecisionTable.mode),
            col(FeedbackTable.score),
        )
        .select_from(LetterTable)
        .join(ApplicationTable, col(ApplicationTable.id) == col(LetterTable.application_id))
        .outerjoin(DecisionTable, col(DecisionTable.id) == col(LetterTable.decision_id))
        .outerjoin(FeedbackTable, col(FeedbackTable.application_id) == col(ApplicationTable.id))
        .where(col(LetterTable.company_id) == company_id, within(col(LetterTable.accepted_at), query))
        .where(col(LetterTable.purpose) == Purpose.OUTCOME)
    )
    for row in session.execute(counted(statement, query).execution_options(yield_per=_AT_A_TIME)):
        language, tone, version, facts, strengths, edited, findings, mode, score = row
        was_approved = mode == DecisionMode.HUMAN or edited is not None
        yield LetterFacts(
            language=language,
            tone=tone,
            template_version=version,
            personal_facts=facts,
            strengths=strengths,
            edited=tuple(edited or ()) if was_approved else None,
            findings=tuple(str(each["code"]) for each in findings),
            feedback=score,
        )
