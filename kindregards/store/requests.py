"""What candidates and staff ask of an application that is under way, settled by one compare-and-set each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState, HeldReason, Stage
from kindregards.domain.decisions import DecisionState, LetterAlreadySentError
from kindregards.domain.intake import (
    ApplicationFinishedError,
    ApplicationView,
    CandidateRequest,
    NotAnOfferError,
    NotHeldError,
    NothingToUndoError,
    ReasonUnknownError,
    ResultExistsError,
)
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.ports.commands import CommandTrigger, OpenCommand
from kindregards.domain.reasons import Party, offered, with_shipped
from kindregards.store.announcements import announce_decision
from kindregards.store.applications import Applications, lock_application
from kindregards.store.calls import was_reached
from kindregards.store.candidates import Candidates
from kindregards.store.commands import append_command
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.reason_rows import own_reasons
from kindregards.store.review_rows import latest_review, reopen_answered
from kindregards.store.rows import insert_row
from kindregards.store.tables import ApplicationTable, CandidateRequestTable, DecisionTable, InterviewResultTable
from kindregards.store.timeline import note

_SETTLING = ("sent", "not_sent")

_Change = Callable[[Session], OpenCommand | None]
_Work = Callable[[Session], tuple[ApplicationView, OpenCommand | None]]


@dataclass(frozen=True, slots=True)
class Requests:
    """Records what was asked, with the command that carries it out."""

    database: Database
    candidates: Candidates
    applications: Applications
    trigger: CommandTrigger

    async def add(self, ref: ApplicationRef, request: CandidateRequest, *, now: datetime) -> ApplicationView:
        """Keep what a candidate asks; the same again changes nothing."""
        return await self._change(ref, lambda session: self._add(session, ref, request, now))

    async def undo(self, ref: ApplicationRef, *, actor: str, reason: str, now: datetime) -> ApplicationView:
        """Take the standing decision back, unless its letter has begun to leave."""
        return await self._change(ref, lambda session: _undo(session, ref, actor, reason, now))

    async def undo_by(
        self, find: Callable[[Session], ApplicationRef], *, actor: str, reason: str, now: datetime
    ) -> ApplicationView:
        """Take back the decision about the application that `find` names in the same transaction."""

        def work(session: Session) -> tuple[ApplicationView, OpenCommand | None]:
            ref = find(session)
            command = _undo(session, ref, actor, reason, now)
            return self.applications.view(session, ref), command

        return await self._carried_out(work)

    async def release(self, ref: ApplicationRef, instruction: str, *, actor: str, now: datetime) -> ApplicationView:
        """Let a held application go on as a person says."""
        return await self._change(ref, lambda session: release(session, ref, instruction, actor, now))

    async def _change(self, ref: ApplicationRef, change: _Change) -> ApplicationView:
        def work(session: Session) -> tuple[ApplicationView, OpenCommand | None]:
            command = change(session)
            return self.applications.view(session, ref), command

        return await self._carried_out(work)

    async def _carried_out(self, work: _Work) -> ApplicationView:
        view, command = await self.database.write(work)
        if command is not None:
            self.trigger(command)
        return view

    def _add(
        self, session: Session, ref: ApplicationRef, request: CandidateRequest, now: datetime
    ) -> OpenCommand | None:
        application = lock_application(session, ref)
        _refuse_unknown_reason(session, ref, request)
        if _asked_before(session, ref, request.kind):
            return None
        _refuse_unless_possible(session, application, request.kind)
        row_id = new_id()
        key = self.candidates.key_of(session, ref)
        insert_row(
            session,
            CandidateRequestTable,
            id=row_id,
            company_id=ref.company_id,
            application_id=ref.application_id,
            kind=request.kind,
            reason=request.reason,
            sealed_comment=key.seal(request.comment, table="candidate_requests", row=row_id, column="sealed_comment"),
            source=request.source,
            created_at=now,
        )
        note(session, ref, request.kind, actor=request.source, reference=row_id, now=now, reason=request.reason)
        return append_command(session, ref, request.kind, reference=row_id, now=now)


def _refuse_unknown_reason(session: Session, ref: ApplicationRef, request: CandidateRequest) -> None:
    if request.reason is None:
        return
    known = offered(with_shipped(own_reasons(session, ref.company_id)), Party.CANDIDATE)
    if request.reason not in known:
        raise ReasonUnknownError(f"{request.reason!r} is no reason of a candidate's. Use one of: {', '.join(known)}.")


def _asked_before(session: Session, ref: ApplicationRef, kind: CommandKind) -> bool:
    return session.execute(
        select(
            exists()
            .where(col(CandidateRequestTable.application_id) == ref.application_id)
            .where(col(CandidateRequestTable.kind) == kind)
        )
    ).scalar_one()


def _refuse_unless_possible(session: Session, application: ApplicationTable, kind: CommandKind) -> None:
    if application.state == ApplicationState.CLOSED:
        raise ApplicationFinishedError(f"Application {application.id} is closed; nothing more can be asked of it.")
    if kind is CommandKind.OFFER_DECLINED and application.stage != Stage.OFFER:
        raise NotAnOfferError(
            f"Application {application.id} is at the stage {application.stage}, which has no offer to decline. "
            "Use withdraw instead."
        )
    has_result = exists().where(col(InterviewResultTable.application_id) == application.id)
    if kind is CommandKind.AI_INTERVIEW_DECLINED and session.execute(select(has_result)).scalar_one():
        raise ResultExistsError(
            f"Application {application.id} has an interview result already; the AI interview can be declined before it."
        )


def _undo(session: Session, ref: ApplicationRef, actor: str, reason: str, now: datetime) -> OpenCommand | None:
    application = lock_application(session, ref)
    _refuse_known_by_telephone(session, application)
    undone = session.execute(
        update(DecisionTable)
        .where(col(DecisionTable.id) == application.decision_id)
        .where(col(DecisionTable.state) == DecisionState.STANDING)
        .values(state=DecisionState.UNDONE)
        .returning(col(DecisionTable.id))
    ).scalar_one_or_none()
    if undone is None:
        _take_answer_back(session, application, ref, actor, reason, now)
        return None
    note(session, ref, "decision_undone", actor=actor, reference=undone, now=now, reason=reason)
    announce_decision(session, ref, undone, now)
    return append_command(session, ref, CommandKind.UNDONE, reference=undone, now=now)


def _refuse_known_by_telephone(session: Session, application: ApplicationTable) -> None:
    if was_reached(session, application.decision_id):
        raise LetterAlreadySentError(
            f"The candidate of application {application.id} has heard the decision on the telephone. Once its letter "
            "has left, correct it."
        )


def _take_answer_back(
    session: Session, application: ApplicationTable, ref: ApplicationRef, actor: str, reason: str, now: datetime
) -> None:
    """Undo what a reviewer answered before it is carried out: the step that comes for it finds the review open."""
    is_held = application.state == ApplicationState.HELD
    if application.decision_id is not None or not reopen_answered(session, application.review_id, held=is_held):
        raise _why_not_undone(session, application)
    note(session, ref, "decision_undone", actor=actor, reference=application.review_id, now=now, reason=reason)


def _why_not_undone(session: Session, application: ApplicationTable) -> LetterAlreadySentError | NothingToUndoError:
    state = session.execute(
        select(col(DecisionTable.state)).where(col(DecisionTable.id) == application.decision_id)
    ).scalar_one_or_none()
    if state == DecisionState.RELEASED:
        return LetterAlreadySentError(
            f"The decision about application {application.id} is on its way to the candidate; it can only be corrected."
        )
    return NothingToUndoError(f"No decision stands about application {application.id}.")


def release(session: Session, ref: ApplicationRef, instruction: str, actor: str, now: datetime) -> OpenCommand | None:
    """Let a held application go on as a person says; raise NotHeldError or LetterAlreadySentError."""
    application = lock_application(session, ref)
    _refuse_release(session, application, instruction)
    # Nobody releases it a second time; whatever holds it again gives its own reason.
    application.held_reason = None
    note(session, ref, "released", actor=actor, now=now, instruction=instruction)
    return append_command(session, ref, CommandKind.RELEASED, reference=instruction, now=now)


def _refuse_release(session: Session, application: ApplicationTable, instruction: str) -> None:
    if application.state != ApplicationState.HELD or application.held_reason is None:
        raise NotHeldError(f"Application {application.id} is {application.state}, not held for somebody to release.")
    review = latest_review(session, application.review_id)
    if review is not None and review.state.takes_decision:
        raise NotHeldError(f"Application {application.id} waits for review {review.id}: decide that.")
    is_in_doubt = application.held_reason == HeldReason.AMBIGUOUS_DISPATCH
    if instruction in _SETTLING and not is_in_doubt:
        raise NotHeldError(f"Application {application.id} is held for {application.held_reason}; nothing is in doubt.")
    if instruction not in _SETTLING and is_in_doubt:
        raise LetterAlreadySentError(
            f"The letter of application {application.id} may have been sent. Find out and say `sent` or `not_sent` "
            "first."
        )
