"""Giving cases away, asking about them, putting them off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.accounts import Role
from kindregards.domain.case_work import (
    Assignment,
    Colleague,
    Question,
    QuestionAnsweredError,
    QuestionNotFoundError,
    checked_words,
    snoozed_until,
)
from kindregards.domain.notifying import NoticeEvent
from kindregards.domain.reviewing import Seen
from kindregards.store.accounts import user_names
from kindregards.store.applications import lock_application
from kindregards.store.candidates import Candidates
from kindregards.store.companies import Companies
from kindregards.store.database import Database
from kindregards.store.groups import group_names, refuse_unknown_groups
from kindregards.store.identifiers import new_id
from kindregards.store.review_notices import notify_person, notify_review
from kindregards.store.review_openings import last_seen
from kindregards.store.review_rows import application_of_review, waiting_review
from kindregards.store.rows import change_row, insert_row
from kindregards.store.staff import refuse_unknown_colleague, reviewers_of
from kindregards.store.tables import ReviewQuestionTable, ReviewTable
from kindregards.store.timeline import note
from kindregards.store.vault import SubjectKey

_QUESTIONS = "review_questions"


@dataclass(frozen=True, slots=True)
class CaseWork:
    """Writes down what reviewers do with cases, each with its entry in the timeline and its notice."""

    database: Database
    candidates: Candidates
    companies: Companies

    async def colleagues(self, company_id: str) -> Sequence[Colleague]:
        """Return everybody who may decide, by name."""
        return await self.database.read(lambda session: self._colleagues(session, company_id))

    async def groups(self, company_id: str) -> Sequence[str]:
        """Return the groups that reviews can be given to."""
        return await self.database.read(lambda session: group_names(session, company_id))

    async def assign(
        self, company_id: str, review_id: str, assignment: Assignment, *, actor: str, now: datetime
    ) -> None:
        """Give a case to somebody, to a group, or back to nobody in particular."""
        await self.database.write(lambda session: _assign(session, company_id, review_id, assignment, actor, now))

    async def ask(self, company_id: str, review_id: str, text: str, *, of: str, actor: str, now: datetime) -> Question:
        """Keep a question and tell the colleague."""
        words = checked_words(text)
        return await self.database.write(
            lambda session: self._ask(session, company_id, review_id, words, of=of, actor=actor, now=now)
        )

    async def answer(
        self, company_id: str, review_id: str, question_id: str, text: str, *, actor: str, now: datetime
    ) -> None:
        """Keep an answer, also to a case that was decided meanwhile, and tell who asked."""
        words = checked_words(text)
        await self.database.write(
            lambda session: self._answer(session, company_id, review_id, question_id, words, actor=actor, now=now)
        )

    async def snooze(
        self, company_id: str, review_id: str, until: datetime | None, *, actor: str, now: datetime
    ) -> datetime | None:
        """Put a case off until a moment, or show it again now."""
        return await self.database.write(lambda session: _snooze(session, company_id, review_id, until, actor, now))

    async def seen(self, company_id: str, review_id: str, *, user_id: str) -> Seen:
        """Return how a user last saw a case."""
        return await self.database.read(lambda session: last_seen(session, company_id, review_id, user_id))

    def _colleagues(self, session: Session, company_id: str) -> tuple[Colleague, ...]:
        names = user_names(session, self.companies, company_id)
        found = [
            Colleague(
                id=each.id, name=names.get(each.id, ""), role=Role(each.role), groups=each.groups, absence=each.absence
            )
            for each in reviewers_of(session, company_id).values()
        ]
        return tuple(sorted(found, key=lambda each: (each.name, each.id)))

    def _ask(  # noqa: PLR0913 -- one fact each
        self, session: Session, company_id: str, review_id: str, words: str, *, of: str, actor: str, now: datetime
    ) -> Question:
        ref = application_of_review(session, company_id, review_id)
        lock_application(session, ref)
        waiting_review(session, company_id, review_id)
        refuse_unknown_colleague(reviewers_of(session, company_id), of)
        row_id = new_id()
        key = self.candidates.key_of(session, ref)
        insert_row(
            session,
            ReviewQuestionTable,
            id=row_id,
            company_id=company_id,
            review_id=review_id,
            application_id=ref.application_id,
            asked_by=actor,
            asked_of=of,
            asked_at=now,
            sealed_question=key.seal(words, table=_QUESTIONS, row=row_id, column="sealed_question"),
        )
        note(session, ref, "review_asked", actor=actor, reference=row_id, now=now, of=of)
        notify_person(session, ref, review_id, NoticeEvent.ASKED, user_id=of, occasion=row_id, now=now)
        return Question(id=row_id, review_id=review_id, asked_by=actor, asked_of=of, asked_at=now, text=words)

    def _answer(  # noqa: PLR0913 -- one fact each
        self,
        session: Session,
        company_id: str,
        review_id: str,
        question_id: str,
        words: str,
        *,
        actor: str,
        now: datetime,
    ) -> None:
        ref = application_of_review(session, company_id, review_id)
        lock_application(session, ref)
        row = session.get(ReviewQuestionTable, question_id, populate_existing=True)
        if row is None or row.review_id != review_id:
            raise QuestionNotFoundError(f"Review {review_id} has no question {question_id}.")
        if row.answered_at is not None:
            raise QuestionAnsweredError(
                f"Question {question_id} was answered at {row.answered_at.isoformat()}.",
                details={"answered_by": row.answered_by, "answered_at": row.answered_at.isoformat()},
            )
        key = self.candidates.key_of(session, ref)
        answer = key.seal(words, table=_QUESTIONS, row=question_id, column="sealed_answer")
        change_row(session, ReviewQuestionTable, question_id, answered_by=actor, answered_at=now, sealed_answer=answer)
        note(session, ref, "review_answered", actor=actor, reference=question_id, now=now)
        occasion = f"answer to {question_id}"
        notify_person(session, ref, review_id, NoticeEvent.ANSWERED, user_id=row.asked_by, occasion=occasion, now=now)


def questions_of(session: Session, review_id: str, key: SubjectKey) -> tuple[Question, ...]:
    """Return what was asked about a case, oldest first."""
    rows = session.scalars(
        select(ReviewQuestionTable)
        .where(col(ReviewQuestionTable.review_id) == review_id)
        .order_by(col(ReviewQuestionTable.id))
    )
    return tuple(
        Question(
            id=row.id,
            review_id=review_id,
            asked_by=row.asked_by,
            asked_of=row.asked_of,
            asked_at=row.asked_at,
            text=key.open(row.sealed_question, table=_QUESTIONS, row=row.id, column="sealed_question") or "",
            answered_by=row.answered_by,
            answered_at=row.answered_at,
            answer=key.open(row.sealed_answer, table=_QUESTIONS, row=row.id, column="sealed_answer"),
        )
        for row in rows
    )


def _assign(
    session: Session, company_id: str, review_id: str, assignment: Assignment, actor: str, now: datetime
) -> None:
    ref = application_of_review(session, company_id, review_id)
    lock_application(session, ref)
    review = waiting_review(session, company_id, review_id)
    if assignment.to is not None:
        refuse_unknown_colleague(reviewers_of(session, company_id), assignment.to)
    if assignment.group is not None:
        refuse_unknown_groups(session, company_id, [assignment.group])
    group = assignment.group or review.reviewer_group
    if (review.assigned_to, review.reviewer_group) == (assignment.to, group):
        return
    # Whoever gives a case away has it no longer; its new owner may want it at once.
    change_row(
        session,
        ReviewTable,
        review_id,
        assigned_to=assignment.to,
        reviewer_group=group,
        claimed_by=None,
        lease_until=None,
        snoozed_until=None,
    )
    note(session, ref, "review_assigned", actor=actor, reference=review_id, now=now, to=assignment.to, group=group)
    if assignment.to != actor:
        notify_review(session, ref, review_id, NoticeEvent.ASSIGNED, occasion=f"assigned {new_id()}", now=now)


def _snooze(
    session: Session, company_id: str, review_id: str, until: datetime | None, actor: str, now: datetime
) -> datetime | None:
    ref = application_of_review(session, company_id, review_id)
    lock_application(session, ref)
    review = waiting_review(session, company_id, review_id)
    back_at = None if until is None else snoozed_until(until, due_at=review.due_at, now=now)
    if back_at == review.snoozed_until:
        return back_at
    change_row(session, ReviewTable, review_id, snoozed_until=back_at, claimed_by=None, lease_until=None)
    event = "review_woken" if back_at is None else "review_snoozed"
    note(session, ref, event, actor=actor, reference=review_id, now=now, until=back_at.isoformat() if back_at else None)
    return back_at
