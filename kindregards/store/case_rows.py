"""The rows behind a case file, read in one statement."""

from typing import NamedTuple

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.journey import ApplicationRef
from kindregards.store.applications import application_not_found
from kindregards.store.tables import (
    ApplicationTable,
    CandidateTable,
    DecisionTable,
    InterviewResultTable,
    JobTable,
    LetterTable,
    ReviewTable,
    SubjectKeyTable,
)


class CaseRows(NamedTuple):
    """An application with what belongs to it; a key is missing once the person was erased."""

    application: ApplicationTable
    candidate: CandidateTable
    job: JobTable
    wrapped_key: bytes | None
    decision: DecisionTable | None
    letter: LetterTable | None
    review: ReviewTable | None
    result_id: str | None
    sealed_result: bytes | None


# Built once: several steps of every journey read a case.
_CASE = (
    select(
        ApplicationTable,
        CandidateTable,
        JobTable,
        col(SubjectKeyTable.wrapped),
        DecisionTable,
        LetterTable,
        ReviewTable,
        col(InterviewResultTable.id),
        col(InterviewResultTable.sealed_content),
    )
    .select_from(ApplicationTable)
    .join(CandidateTable, col(CandidateTable.id) == col(ApplicationTable.candidate_id))
    .join(JobTable, col(JobTable.id) == col(ApplicationTable.job_id))
    .outerjoin(SubjectKeyTable, col(SubjectKeyTable.id) == col(CandidateTable.key_id))
    .outerjoin(DecisionTable, col(DecisionTable.id) == col(ApplicationTable.decision_id))
    .outerjoin(LetterTable, col(LetterTable.id) == col(ApplicationTable.letter_id))
    .outerjoin(ReviewTable, col(ReviewTable.id) == col(ApplicationTable.review_id))
    .outerjoin(
        InterviewResultTable,
        and_(
            col(InterviewResultTable.application_id) == col(ApplicationTable.id),
            col(InterviewResultTable.is_current),
        ),
    )
    .where(col(ApplicationTable.company_id) == bindparam("company_id"))
    .where(col(ApplicationTable.id) == bindparam("application_id"))
    .execution_options(populate_existing=True)
)


def read_case(session: Session, ref: ApplicationRef) -> CaseRows:
    """Return the rows as they stand now; raise ApplicationNotFoundError."""
    row = session.execute(_CASE, {"company_id": ref.company_id, "application_id": ref.application_id}).one_or_none()
    if row is None:
        raise application_not_found(ref)
    return CaseRows(*row)
