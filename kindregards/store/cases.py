"""Case files, and what is decided about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState, ExpectedInterview, Outcome, Stage
from kindregards.domain.cases import CaseChangedError, CaseFile, ReviewFile
from kindregards.domain.decisions import DecisionState
from kindregards.domain.journey import Alarm, ApplicationRef, CommandKind
from kindregards.domain.letters import LetterState
from kindregards.domain.notifying import NoticeEvent
from kindregards.domain.ports.journey import Draft, NewDecision, NewReview
from kindregards.domain.reviews import Handover
from kindregards.store.announcements import (
    announce_decision,
    announce_ending,
    announce_review,
    announce_telling,
)
from kindregards.store.appeals import appeal_of, end_appeal, is_running, note_answer
from kindregards.store.applications import decision_of, lock_application
from kindregards.store.candidates import Candidates
from kindregards.store.case_rows import read_case
from kindregards.store.commands import turn_away
from kindregards.store.companies import Companies
from kindregards.store.database import Database
from kindregards.store.decisions import insert_decision, stop_standing_decision
from kindregards.store.interview_results import current_result_id, opened_result
from kindregards.store.jobs import job_of
from kindregards.store.letter_hurrying import bring_forward
from kindregards.store.letters import cancel_unsent, insert_letter, letter_of
from kindregards.store.policies import Policies
from kindregards.store.pool_entries import end_pool_entry
from kindregards.store.review_alarms import note_alarm
from kindregards.store.review_notices import notify_review
from kindregards.store.review_rows import cancel_open, insert_review, latest_review, review_of, supersede_open
from kindregards.store.rows import change_row
from kindregards.store.tables import ApplicationTable, DecisionTable, LetterTable
from kindregards.store.telling_gate import has_left
from kindregards.store.timeline import note


@dataclass(frozen=True, slots=True)
class Cases:
    """Opens case files for the journey's steps and records what the steps decided."""

    database: Database
    candidates: Candidates
    companies: Companies
    policies: Policies

    async def open(self, ref: ApplicationRef) -> CaseFile:
        """Return everything known about an application; raise ApplicationNotFoundError."""
        return await self.database.read(lambda session: self.file(session, ref))

    async def record_decision(self, case: CaseFile, decision: NewDecision, draft: Draft | None) -> str | None:
        """Record a decision with its letter; return the letter's id, or None for an advance."""
        return await self.database.write(lambda session: self._record_decision(session, case, decision, draft))

    async def open_review(self, case: CaseFile, review: NewReview, draft: Draft | None) -> tuple[str, str | None]:
        """Ask a person; return the ids of the review and of its draft."""
        return await self.database.write(lambda session: self._open_review(session, case, review, draft))

    async def note_alarm(
        self,
        ref: ApplicationRef,
        review_id: str | None,
        kind: str,
        now: datetime,
        *,
        planned: datetime | None = None,
        handover: Handover | None = None,
    ) -> tuple[Alarm, ...] | None:
        """Record that a review or an interview called for attention; return the clock that runs since, if it is new."""
        return await self.database.write(
            lambda session: note_alarm(session, ref, review_id, kind, now, planned=planned, handover=handover)
        )

    async def end(
        self, case: CaseFile, outcome: Outcome, draft: Draft | None, *, request: CommandKind, now: datetime
    ) -> str | None:
        """Stop whatever waits and close; return the id of the letter of thanks, once and again."""
        return await self.database.write(lambda session: self._end(session, case, outcome, draft, request, now))

    async def close(self, ref: ApplicationRef, now: datetime) -> bool:
        """Close an application that was told, unless the candidate left first and that is still to be carried out."""
        return await self.database.write(lambda session: _close(session, ref, now))

    async def forget(self, ref: ApplicationRef, now: datetime) -> None:
        """Close an application whose person was erased; again is harmless."""
        await self.database.write(lambda session: close_application(session, ref, now, because=CommandKind.ERASED))

    async def turn_away(self, ref: ApplicationRef, sequences: Sequence[int], now: datetime) -> None:
        """Mark commands that came too late for their journey."""
        await self.database.write(lambda session: turn_away(session, ref, sequences, now))

    async def release_advance(self, ref: ApplicationRef, now: datetime) -> CaseFile | None:
        """Let an advance be known; None when it was undone first."""
        return await self.database.write(lambda session: self._release_advance(session, ref, now))

    async def leave_earlier(self, ref: ApplicationRef, letter_id: str, at: datetime) -> datetime | None:
        """Let a letter that waits leave at an earlier moment, never a later one; return when it may leave."""
        return await self.database.write(lambda session: bring_forward(session, ref, letter_id, at))

    def file(self, session: Session, ref: ApplicationRef) -> CaseFile:
        """Return the case file within a transaction."""
        rows = read_case(session, ref)
        application, decision, letter = rows.application, rows.decision, rows.letter
        key = self.candidates.keys.unwrapped(rows.candidate.key_id, rows.wrapped_key)
        return CaseFile(
            ref=ref,
            external_id=application.external_id,
            state=ApplicationState(application.state),
            outcome=Outcome(application.outcome) if application.outcome else None,
            stage=Stage(application.stage),
            candidate=self.candidates.open(rows.candidate, key),
            job=job_of(rows.job),
            interview=ExpectedInterview(
                source=application.interview_source,
                interview_id=application.interview_id,
                due_at=application.interview_due_at,
                notified_at=application.interview_notified_at,
            ),
            policy=self.policies.pinned(session, ref.company_id, application.policy_name, application.policy_version),
            policy_version=application.policy_version,
            brand=self.companies.brand(session, ref.company_id),
            is_test=application.is_test,
            created_at=application.created_at,
            told_at=application.told_at,
            acknowledged_at=application.acknowledged_at,
            result=opened_result(rows.result_id, rows.sealed_result or b"", key) if rows.result_id else None,
            result_id=rows.result_id,
            decision=decision_of(decision) if decision else None,
            decision_leaves_at=letter.not_before if letter else (decision.leave_at if decision else None),
            review=review_of(rows.review) if rows.review else None,
            letter_id=application.letter_id,
            letter=letter_of(letter, key) if letter else None,
            appeal=appeal_of(session, application.appeal_id, key),
        )

    def _record_decision(
        self, session: Session, case: CaseFile, decision: NewDecision, draft: Draft | None
    ) -> str | None:
        application = lock_application(session, case.ref)
        if _is_decided(session, application):
            return application.letter_id
        _refuse_outdated(session, application, case)
        if application.review_id is not None:
            supersede_open(session, case.ref)
        decision_id = insert_decision(session, application, case, decision)
        letter_id: str | None = None
        if decision.outcome is Outcome.REJECT or draft is not None:
            letter_id = self._letter_of_decision(session, case, decision, draft, decision_id)
        else:
            cancel_unsent(session, case.ref, decision.recorded_at)
        _set(
            session,
            case.ref,
            decision.recorded_at,
            state=ApplicationState.LETTER_PENDING,
            outcome=decision.outcome,
            held_reason=None,
            decision_id=decision_id,
            letter_id=letter_id,
        )
        _note_decided(session, case, decision, decision_id)
        return letter_id

    def _letter_of_decision(
        self, session: Session, case: CaseFile, decision: NewDecision, draft: Draft | None, decision_id: str
    ) -> str | None:
        """Insert the letter of an automatic decision, or let the review's own draft wait for its time."""
        letter_id = case.review.letter_id if case.review else None
        if draft is not None:
            if case.review is not None or case.decision is not None:
                cancel_unsent(session, case.ref, decision.recorded_at)
            key = self.candidates.key_of(session, case.ref)
            letter_id = insert_letter(
                session, case.ref, draft, state=LetterState.PENDING, key=key, now=decision.recorded_at
            )
        if letter_id is not None:
            change_row(
                session,
                LetterTable,
                letter_id,
                state=LetterState.PENDING,
                not_before=decision.leave_at,
                decision_id=decision_id,
            )
        return letter_id

    def _open_review(
        self, session: Session, case: CaseFile, review: NewReview, draft: Draft | None
    ) -> tuple[str, str | None]:
        application = lock_application(session, case.ref)
        known = _newer_review(session, application, case)
        if known is not None:
            return known.id, known.letter_id
        supersede_open(session, case.ref)
        stop_standing_decision(session, application.decision_id)
        cancel_unsent(session, case.ref, review.opened_at)
        key = self.candidates.key_of(session, case.ref)
        letter_id = (
            insert_letter(session, case.ref, draft, state=LetterState.DRAFT, key=key, now=review.opened_at)
            if draft
            else None
        )
        review_id = insert_review(session, case, review, letter_id)
        _set(
            session,
            case.ref,
            review.opened_at,
            state=ApplicationState.HELD if review.held else ApplicationState.AWAITING_REVIEW,
            held_reason=review.held,
            # While an appeal is looked at, what was told holds.
            outcome=Outcome.REJECT if case.appeals else None,
            review_id=review_id,
            decision_id=None,
            letter_id=None,
            **({} if case.appeals else {"told_at": None, "acknowledged_at": None}),
        )
        if case.appeals:
            note_answer(session, case.ref, None, None)
        note(session, case.ref, "review_opened", reference=review_id, now=review.opened_at, flags=list(review.flags))
        announce_review(session, case.ref, review_id, review)
        notify_review(session, case.ref, review_id, NoticeEvent.OPENED, occasion="opened", now=review.opened_at)
        return review_id, letter_id

    def _end(
        self,
        session: Session,
        case: CaseFile,
        outcome: Outcome,
        draft: Draft | None,
        request: CommandKind,
        now: datetime,
    ) -> str | None:
        application = lock_application(session, case.ref)
        if application.state == ApplicationState.CLOSED:
            return application.letter_id if application.outcome == outcome else None
        if request is CommandKind.INTERVIEW_EXPIRED:
            _refuse_expiry(session, case)
        cancel_open(session, case.ref)
        stop_standing_decision(session, application.decision_id)
        # To somebody who has left, that their application is open again would be news and untrue.
        cancel_unsent(session, case.ref, now, corrections=True)
        end_appeal(session, case.ref)
        was_turned_down = application.told_at is not None and application.outcome == Outcome.REJECT
        letter_id = None
        if draft is not None and not was_turned_down:
            key = self.candidates.key_of(session, case.ref)
            letter_id = insert_letter(session, case.ref, draft, state=LetterState.PENDING, key=key, now=now)
        if not was_turned_down:
            _set(session, case.ref, now, outcome=outcome, letter_id=letter_id)
        close_application(session, case.ref, now, because=request)
        if not was_turned_down:
            announce_ending(session, case.ref, outcome, now)
        return letter_id

    def _release_advance(self, session: Session, ref: ApplicationRef, now: datetime) -> CaseFile | None:
        application = lock_application(session, ref)
        if has_left(session, ref.application_id):
            return None
        released = session.execute(
            update(DecisionTable)
            .where(col(DecisionTable.id) == application.decision_id)
            .where(col(DecisionTable.state) == DecisionState.STANDING)
            .values(state=DecisionState.RELEASED)
            .returning(col(DecisionTable.id))
        ).scalar_one_or_none()
        if released is not None:
            _set(session, ref, now, state=ApplicationState.TOLD, told_at=now)
            note(session, ref, "told", reference=released, now=now, outcome=Outcome.ADVANCE)
            announce_telling(session, ref, now)
            if application.stage != Stage.OFFER:
                close_application(session, ref, now)
        case = self.file(session, ref)
        return case if case.decision and case.decision.state is DecisionState.RELEASED else None


def _note_decided(session: Session, case: CaseFile, decision: NewDecision, decision_id: str) -> None:
    """Write down that somebody decided, on the appeal too if there is one, and tell who may hear it before telling."""
    if case.appeals:
        note_answer(session, case.ref, decision.outcome, decision.decided_by)
        if decision.outcome is Outcome.ADVANCE:
            end_pool_entry(session, case.ref, because="reinstated", now=decision.recorded_at)
    note(
        session,
        case.ref,
        "decided",
        actor=decision.decided_by,
        reference=decision_id,
        now=decision.recorded_at,
        outcome=decision.outcome,
        mode=decision.mode,
        rule=decision.rule,
        reason=decision.reason,
    )
    announce_decision(session, case.ref, decision_id, decision.recorded_at)


def _is_decided(session: Session, application: ApplicationTable) -> bool:
    """Say whether a decision counts already."""
    decision = session.get(DecisionTable, application.decision_id) if application.decision_id else None
    return decision is not None and decision.state not in {DecisionState.UNDONE, DecisionState.CORRECTED}


def _refuse_outdated(session: Session, application: ApplicationTable, case: CaseFile) -> None:
    """Raise CaseChangedError unless the case still is what the step read; the application is locked."""
    is_outdated = (
        application.state == ApplicationState.CLOSED
        # A decision that was taken back counts no more, but only a person may put another in its place.
        or application.decision_id is not None
        or latest_review(session, application.review_id) != case.review
        or current_result_id(session, case.ref) != case.result_id
    )
    if is_outdated:
        raise CaseChangedError(f"Application {application.id} changed while it was decided; it is read again.")


def _newer_review(session: Session, application: ApplicationTable, case: CaseFile) -> ReviewFile | None:
    """Return the review that was opened since this case file was read."""
    latest = latest_review(session, application.review_id)
    known = case.review.number if case.review else 0
    return latest if latest is not None and latest.number > known else None


def _refuse_expiry(session: Session, case: CaseFile) -> None:
    """Raise CaseChangedError when the interview came, or the candidate left, just as the time was over."""
    if has_left(session, case.ref.application_id) or current_result_id(session, case.ref) != case.result_id:
        raise CaseChangedError(f"Application {case.ref.application_id} changed while it expired; it is read again.")


def _close(session: Session, ref: ApplicationRef, now: datetime) -> bool:
    application = lock_application(session, ref)
    # A correction takes the telling back; its command is on its way.
    decision = session.get(DecisionTable, application.decision_id) if application.decision_id else None
    is_taken_back = decision is not None and decision.state == DecisionState.CORRECTED
    waits = is_taken_back or has_left(session, ref.application_id) or is_running(session, ref.application_id)
    if application.state != ApplicationState.CLOSED and waits:
        return False
    # What has not left by now never will.
    cancel_unsent(session, ref, now)
    close_application(session, ref, now)
    return True


def close_application(
    session: Session, ref: ApplicationRef, now: datetime, *, because: CommandKind | None = None
) -> None:
    """Mark an application as closed; again is harmless."""
    closed = session.execute(
        update(ApplicationTable)
        .where(col(ApplicationTable.company_id) == ref.company_id)
        .where(col(ApplicationTable.id) == ref.application_id)
        .where(col(ApplicationTable.state) != ApplicationState.CLOSED)
        .values(state=ApplicationState.CLOSED, held_reason=None, closed_at=now, updated_at=now)
        .returning(col(ApplicationTable.outcome))
    ).one_or_none()
    if closed is not None:
        note(session, ref, "closed", now=now, outcome=closed.outcome, because=because)


def _set(session: Session, ref: ApplicationRef, now: datetime, **values: object) -> None:
    owned = {"company_id": ref.company_id}
    change_row(session, ApplicationTable, ref.application_id, expected=owned, updated_at=now, **values)
