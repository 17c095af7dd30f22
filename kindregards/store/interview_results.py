"""Interview results: numbers in the clear for rules and lists, everything said sealed."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from pydantic import TypeAdapter
from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState
from kindregards.domain.decisions import DecisionState
from kindregards.domain.intake import (
    AiInterviewDeclinedError,
    ApplicationDecidedError,
    ApplicationFinishedError,
    ApplicationNotFoundError,
    ResultExistsError,
    Submitted,
)
from kindregards.domain.interviews import InterviewResult
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.ports.commands import CommandTrigger, OpenCommand
from kindregards.domain.reviews import ReviewState
from kindregards.store.applications import Applications, lock_application
from kindregards.store.blind_index import BlindIndex
from kindregards.store.candidates import Candidates
from kindregards.store.commands import append_command
from kindregards.store.consent_records import INTEGRATOR
from kindregards.store.database import Database
from kindregards.store.digests import content_digest
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_row
from kindregards.store.tables import (
    ApplicationTable,
    CandidateRequestTable,
    DecisionTable,
    InterviewResultTable,
    ReviewTable,
)
from kindregards.store.timeline import note
from kindregards.store.vault import SubjectKey

_TABLE = "interview_results"
_RESULTS = TypeAdapter(InterviewResult)


def keep_result(
    session: Session, ref: ApplicationRef, result: InterviewResult, *, key: SubjectKey, digest: str, now: datetime
) -> str:
    """Insert a result as the current one, in the place of none, and return our id of it."""
    row_id = new_id()
    content = _RESULTS.dump_json(result).decode()
    insert_row(
        session,
        InterviewResultTable,
        id=row_id,
        company_id=ref.company_id,
        application_id=ref.application_id,
        result_id=result.result_id,
        content_digest=digest,
        score=result.score,
        confidence=result.confidence,
        is_current=True,
        sealed_content=key.seal(content, table=_TABLE, row=row_id, column="sealed_content"),
        completed_at=result.completed_at,
        received_at=now,
    )
    return row_id


def digest_of_result(blind_index: BlindIndex, ref: ApplicationRef, result: InterviewResult) -> str:
    """Return a code by which the same result is known again."""
    return content_digest(blind_index, _RESULTS.dump_python(result, mode="json"), company_id=ref.company_id)


def opened_result(result_id: str, sealed: bytes, key: SubjectKey) -> InterviewResult:
    """Return the result behind a row."""
    content = key.open(sealed, table=_TABLE, row=result_id, column="sealed_content")
    return _RESULTS.validate_json(content or "")


def current_result_id(session: Session, ref: ApplicationRef) -> str | None:
    """Return our id of the current result."""
    return session.execute(
        select(col(InterviewResultTable.id))
        .where(col(InterviewResultTable.company_id) == ref.company_id)
        .where(col(InterviewResultTable.application_id) == ref.application_id)
        .where(col(InterviewResultTable.is_current))
    ).scalar_one_or_none()


@dataclass(frozen=True, slots=True)
class Results:
    """Takes in results that come after the application."""

    database: Database
    candidates: Candidates
    applications: Applications
    trigger: CommandTrigger

    async def add(self, ref: ApplicationRef, result: InterviewResult, *, now: datetime) -> Submitted:
        """Keep a result; refuse one for a finished application, and a second one that supersedes nothing."""
        submitted, command = await self.database.write(lambda session: self._add(session, ref, result, now))
        if command is not None:
            self.trigger(command)
        return submitted

    async def application_of(self, company_id: str, external_id: str, *, source: str) -> ApplicationRef:
        """Return the application that a vendor interviews for; raise ApplicationNotFoundError, for others' too."""
        found = await self.database.read(
            lambda session: session.execute(
                select(col(ApplicationTable.id))
                .where(col(ApplicationTable.company_id) == company_id)
                .where(col(ApplicationTable.external_id) == external_id)
                .where(col(ApplicationTable.interview_source) == source)
            ).scalar_one_or_none()
        )
        if found is None:
            raise ApplicationNotFoundError(
                "No application of this external_id waits for an interview of this source. Send the application first."
            )
        return ApplicationRef(company_id=company_id, application_id=found)

    def _add(
        self, session: Session, ref: ApplicationRef, result: InterviewResult, now: datetime
    ) -> tuple[Submitted, OpenCommand | None]:
        application = lock_application(session, ref)
        digest = digest_of_result(self.candidates.blind_index, ref, result)
        if _is_known(session, ref, result, digest):
            return Submitted(application=self.applications.view(session, ref), is_new=False), None
        _refuse_when_settled(session, ref, application)
        _refuse_second(session, ref, result)
        key = self.candidates.key_of(session, ref)
        session.execute(
            update(InterviewResultTable)
            .where(col(InterviewResultTable.application_id) == ref.application_id)
            .values(is_current=False)
        )
        row_id = keep_result(session, ref, result, key=key, digest=digest, now=now)
        note(session, ref, "result_received", actor=INTEGRATOR, reference=row_id, now=now)
        command = append_command(session, ref, CommandKind.RESULT, reference=row_id, now=now)
        return Submitted(application=self.applications.view(session, ref), is_new=True), command


def _is_known(session: Session, ref: ApplicationRef, result: InterviewResult, digest: str) -> bool:
    known = session.execute(
        select(col(InterviewResultTable.content_digest))
        .where(col(InterviewResultTable.application_id) == ref.application_id)
        .where(col(InterviewResultTable.result_id) == result.result_id)
    ).scalar_one_or_none()
    if known is not None and known != digest:
        raise ResultExistsError(
            f"Result {result.result_id} was sent before with other content. Send the corrected one under a new "
            "result_id that names this one in `supersedes`."
        )
    return known is not None


def _refuse_when_settled(session: Session, ref: ApplicationRef, application: ApplicationTable) -> None:
    match ApplicationState(application.state):
        case ApplicationState.TOLD | ApplicationState.ACKNOWLEDGED | ApplicationState.CLOSED:
            raise ApplicationFinishedError(
                f"Application {ref.application_id} is finished; a result can change nothing any more."
            )
        case (
            ApplicationState.AWAITING_INTERVIEW
            | ApplicationState.AWAITING_REVIEW
            | ApplicationState.LETTER_PENDING
            | ApplicationState.HELD
        ):
            _refuse_decided(session, application)
        case never:
            assert_never(never)
    declined = session.execute(
        select(
            exists()
            .where(col(CandidateRequestTable.application_id) == ref.application_id)
            .where(col(CandidateRequestTable.kind) == CommandKind.AI_INTERVIEW_DECLINED)
        )
    ).scalar_one()
    if declined:
        raise AiInterviewDeclinedError(
            f"The candidate of application {ref.application_id} declined the AI interview; no result of it is used."
        )


def _refuse_decided(session: Session, application: ApplicationTable) -> None:
    """Raise ApplicationDecidedError when a decision is recorded, also an undone one, or a reviewer's is on its way.

    What was undone is put before a person a moment later; until then there is no review that a new result could void.
    """
    decision = session.get(DecisionTable, application.decision_id) if application.decision_id else None
    review = session.get(ReviewTable, application.review_id) if application.review_id else None
    if decision is not None and decision.state in {DecisionState.UNDONE, DecisionState.CORRECTED}:
        raise ApplicationDecidedError(
            f"The decision about application {application.id} was taken back, and a person is being asked. Send the "
            "result again in a minute.",
            details={"decision": decision.state},
        )
    if decision is not None or (review is not None and review.state == ReviewState.DECIDED):
        raise ApplicationDecidedError(
            f"Application {application.id} is decided. Undo the decision first, then send the result."
        )


def _refuse_second(session: Session, ref: ApplicationRef, result: InterviewResult) -> None:
    current = session.execute(
        select(col(InterviewResultTable.result_id))
        .where(col(InterviewResultTable.application_id) == ref.application_id)
        .where(col(InterviewResultTable.is_current))
    ).scalar_one_or_none()
    if current is not None and result.supersedes != current:
        raise ResultExistsError(
            f"Result {current} is already there. To replace it, name it in `supersedes`.",
            details={"result_id": current},
        )
