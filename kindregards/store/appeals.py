"""Appeals: taken in once for each application, answered by somebody else than who decided first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.appeals import (
    RUNNING_APPEALS,
    Appeal,
    AppealState,
    NewAppeal,
    OtherReviewerNeededError,
    refuse_appeal,
)
from kindregards.domain.applications import ApplicationState, Outcome
from kindregards.domain.intake import ApplicationView
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.ports.commands import CommandTrigger, OpenCommand
from kindregards.store.acknowledgements import acknowledge
from kindregards.store.announcements import announce_appeal
from kindregards.store.applications import Applications, lock_application
from kindregards.store.candidates import Candidates
from kindregards.store.commands import append_command
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.letters import cancel_unsent
from kindregards.store.policies import Policies
from kindregards.store.rows import insert_row
from kindregards.store.tables import AppealTable, ApplicationTable, DecisionTable, ReviewTable
from kindregards.store.timeline import note
from kindregards.store.vault import SubjectKey

_TABLE = "appeals"


@dataclass(frozen=True, slots=True)
class Appeals:
    """Takes appeals in, with the command that brings them before a person."""

    database: Database
    candidates: Candidates
    applications: Applications
    policies: Policies
    trigger: CommandTrigger

    async def add(self, ref: ApplicationRef, appeal: NewAppeal, *, now: datetime) -> ApplicationView:
        """Keep an appeal; again changes nothing. Raises AppealNotPossibleError or AppealTooLateError."""

        def work(session: Session) -> tuple[ApplicationView, tuple[OpenCommand, ...]]:
            commands = self._add(session, ref, appeal, now)
            return self.applications.view(session, ref), commands

        view, commands = await self.database.write(work)
        for command in commands:
            self.trigger(command)
        return view

    def _add(self, session: Session, ref: ApplicationRef, appeal: NewAppeal, now: datetime) -> tuple[OpenCommand, ...]:
        application = lock_application(session, ref)
        if application.appeal_id is not None:
            return ()
        policy = self.policies.pinned(session, ref.company_id, application.policy_name, application.policy_version)
        _refuse(application, policy.appeal_window, now)
        appeal_id = self._insert(session, ref, application, appeal, now, due_at=now + policy.appeal.due)
        # Nothing that waits may leave any more: whoever asks back has read, and is reminded of nothing.
        cancel_unsent(session, ref, now)
        note(session, ref, "appealed", actor=appeal.source, reference=appeal_id, now=now)
        announce_appeal(session, ref, appeal_id, due_at=now + policy.appeal.due, now=now)
        read = acknowledge(session, ref, application.letter_id, now)
        asked = append_command(session, ref, CommandKind.APPEALED, reference=appeal_id, now=now)
        return tuple(command for command in (read, asked) if command is not None)

    def _insert(
        self,
        session: Session,
        ref: ApplicationRef,
        application: ApplicationTable,
        appeal: NewAppeal,
        now: datetime,
        *,
        due_at: datetime,
    ) -> str:
        appeal_id = new_id()
        decision = session.get_one(DecisionTable, application.decision_id)
        key = self.candidates.key_of(session, ref)
        insert_row(
            session,
            AppealTable,
            id=appeal_id,
            company_id=ref.company_id,
            application_id=ref.application_id,
            decision_id=decision.id,
            first_decider=decision.decided_by,
            state=AppealState.OPEN,
            source=appeal.source,
            sealed_words=key.seal(appeal.words, table=_TABLE, row=appeal_id, column="sealed_words"),
            created_at=now,
            due_at=due_at,
        )
        application.appeal_id = appeal_id
        session.flush()
        return appeal_id


def appeal_of(session: Session, appeal_id: str | None, key: SubjectKey) -> Appeal | None:
    """Return an application's appeal, by the id that the application names."""
    row = session.get(AppealTable, appeal_id, populate_existing=True) if appeal_id else None
    if row is None:
        return None
    return Appeal(
        id=row.id,
        state=AppealState(row.state),
        first_decider=row.first_decider,
        created_at=row.created_at,
        due_at=row.due_at,
        words=key.open(row.sealed_words, table=_TABLE, row=row.id, column="sealed_words"),
        outcome=Outcome(row.outcome) if row.outcome else None,
        answered_at=row.answered_at,
    )


def refuse_barred(session: Session, company_id: str, review_id: str, user_id: str) -> None:
    """Raise OtherReviewerNeededError for who decided what the appeal of this review is against."""
    barred = session.execute(
        select(
            exists()
            .where(col(ReviewTable.id) == review_id)
            .where(col(ReviewTable.company_id) == company_id)
            .where(col(AppealTable.id) == col(ReviewTable.appeal_id))
            .where(col(AppealTable.first_decider) == user_id)
        )
    ).scalar_one()
    if barred:
        raise OtherReviewerNeededError(
            f"Review {review_id} answers an appeal against your own decision. Give it to a colleague.",
            details={"review_id": review_id},
        )


def is_running(session: Session, application_id: str) -> bool:
    """Say whether the candidate waits for the answer to an appeal; meanwhile nothing is closed or forgotten."""
    return session.execute(
        select(
            exists()
            .where(col(AppealTable.application_id) == application_id)
            .where(col(AppealTable.state).in_(RUNNING_APPEALS))
        )
    ).scalar_one()


def has_appealed(session: Session, application_id: str) -> bool:
    """Say whether the candidate ever asked for another person."""
    return session.execute(select(exists().where(col(AppealTable.application_id) == application_id))).scalar_one()


def note_answer(session: Session, ref: ApplicationRef, outcome: Outcome | None, decided_by: str | None) -> None:
    """Write down how a running appeal was decided, or (None) that it is open again."""
    session.execute(
        update(AppealTable)
        .where(col(AppealTable.company_id) == ref.company_id)
        .where(col(AppealTable.application_id) == ref.application_id)
        .where(col(AppealTable.state).in_(RUNNING_APPEALS))
        .values(
            state=AppealState.OPEN if outcome is None else AppealState.DECIDED, outcome=outcome, decided_by=decided_by
        )
    )


def note_answered(session: Session, ref: ApplicationRef, now: datetime) -> bool:
    """Write down that the answer is with the candidate; False when it was known."""
    answered = session.execute(
        update(AppealTable)
        .where(col(AppealTable.company_id) == ref.company_id)
        .where(col(AppealTable.application_id) == ref.application_id)
        .where(col(AppealTable.state) == AppealState.DECIDED)
        .values(state=AppealState.ANSWERED, answered_at=now)
        .returning(col(AppealTable.id))
    ).one_or_none()
    return answered is not None


def end_appeal(session: Session, ref: ApplicationRef) -> None:
    """Let an appeal end with its application: the candidate left, or was erased."""
    session.execute(
        update(AppealTable)
        .where(col(AppealTable.company_id) == ref.company_id)
        .where(col(AppealTable.application_id) == ref.application_id)
        .where(col(AppealTable.state).in_(RUNNING_APPEALS))
        .values(state=AppealState.ENDED)
    )


def _refuse(application: ApplicationTable, window: timedelta, now: datetime) -> None:
    refuse_appeal(
        application.id,
        state=ApplicationState(application.state),
        outcome=Outcome(application.outcome) if application.outcome else None,
        told_at=application.told_at,
        until=application.told_at + window if application.told_at else None,
        now=now,
    )
