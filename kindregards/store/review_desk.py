"""The queue of doubtful cases, and the one compare-and-set that settles who decided."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Row, Select, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import Outcome, Stage
from kindregards.domain.cases import CaseFile
from kindregards.domain.channels import Channel
from kindregards.domain.edited_blocks import edited_blocks
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.letters import BlockKind, Finding, Letter
from kindregards.domain.lint import LintContext, lint
from kindregards.domain.ports.commands import CommandTrigger, OpenCommand
from kindregards.domain.ports.letters import LetterComposer
from kindregards.domain.reviewing import (
    LetterMissingError,
    Recomposition,
    ReviewAnswer,
    ReviewCase,
    ReviewPage,
    ReviewQuery,
    ReviewSummary,
    Seen,
)
from kindregards.domain.reviews import ReviewState
from kindregards.domain.rewriting import rewritten
from kindregards.domain.rule_authors import refuse_rules_author
from kindregards.store.appeals import refuse_barred
from kindregards.store.applications import Applications, lock_application
from kindregards.store.case_work import questions_of
from kindregards.store.cases import Cases
from kindregards.store.commands import append_command
from kindregards.store.database import Database
from kindregards.store.earlier_applications import earlier_applications
from kindregards.store.letters import sheet_of
from kindregards.store.review_answers import (
    check_answer,
    draft_of,
    keep_letter,
    lint_context,
    lost_race,
    recomposed,
    refuse_outdated,
)
from kindregards.store.review_openings import note_last_look, note_opening
from kindregards.store.review_queue import queue_filters
from kindregards.store.review_rows import UNDECIDED, application_of_review, review_not_found
from kindregards.store.tables import (
    ApplicationTable,
    CandidateTable,
    InterviewResultTable,
    JobTable,
    LetterTable,
    ReviewTable,
)
from kindregards.store.timeline import note

LEASE = timedelta(seconds=90)

_Line = Row[ReviewTable, ApplicationTable, CandidateTable, JobTable, float]


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """Lists reviews, opens them, and records what reviewers decide."""

    database: Database
    cases: Cases
    applications: Applications
    trigger: CommandTrigger
    available: Collection[Channel]
    composer: LetterComposer
    wants_other_reviewer: bool = False

    async def page(self, company_id: str, query: ReviewQuery) -> ReviewPage:
        """Return a page of reviews, the earliest due first."""
        return await self.database.read(lambda session: self._page(session, company_id, query))

    async def case(self, company_id: str, review_id: str) -> ReviewCase:
        """Return everything about one review; raise ReviewNotFoundError."""
        return await self.database.read(lambda session: self._case(session, company_id, review_id))

    async def claim(
        self, company_id: str, review_id: str, *, user_id: str, now: datetime, seen: Seen | None = None
    ) -> bool:
        """Lease a review, and write down what its reader sees; False when somebody else holds it."""
        return await self.database.write(lambda session: _claim(session, company_id, review_id, user_id, seen, now))

    async def release(self, company_id: str, review_id: str, *, user_id: str) -> None:
        """Give a lease up."""
        await self.database.write(lambda session: _release(session, company_id, review_id, user_id))

    async def decide(self, company_id: str, review_id: str, answer: ReviewAnswer, *, now: datetime) -> ReviewCase:
        """Record a decision and let the workflow carry it out."""
        case, command = await self.database.write(
            lambda session: self._decide(session, company_id, review_id, answer, now)
        )
        if command is not None:
            self.trigger(command)
        return case

    async def recompose(self, company_id: str, review_id: str, wish: Recomposition, *, now: datetime) -> ReviewCase:
        """Write the draft anew; whoever approved the former one must read this one."""
        return await self.database.write(lambda session: self._recompose(session, company_id, review_id, wish, now))

    async def draft(self, company_id: str, review_id: str, *, version: int) -> tuple[Letter, LintContext]:
        """Return a review's draft with what it must agree with; raise what refuses an outdated look at it."""
        case, file = await self.database.read(lambda session: self._opened(session, company_id, review_id))
        refuse_outdated(case, file, version)
        if case.letter is None:
            raise LetterMissingError("There is no draft to polish: data is missing for a letter. Write one yourself.")
        return case.letter, lint_context(file, case.letter, case.review.reason)

    async def check(
        self, company_id: str, review_id: str, *, body: str, subject: str | None, kinds: Sequence[BlockKind] = ()
    ) -> Sequence[Finding]:
        """Return what the lint says of a rewritten draft; raise LetterMissingError when there is none to rewrite."""
        case, file = await self.database.read(lambda session: self._opened(session, company_id, review_id))
        if case.letter is None:
            raise LetterMissingError("There is no draft to rewrite.")
        letter = rewritten(case.letter, body, subject, kinds)
        return lint(letter, lint_context(file, letter, case.review.reason))

    def _page(self, session: Session, company_id: str, query: ReviewQuery) -> ReviewPage:
        statement = _lines(company_id).where(*queue_filters(session, company_id, query))
        ordered = statement.order_by(col(ReviewTable.due_at), col(ReviewTable.id)).limit(query.limit + 1)
        lines = session.execute(ordered).all()
        shown = lines[: query.limit]
        self.cases.candidates.keys.read_together(session, [candidate.key_id for _, _, candidate, *_ in shown])
        return ReviewPage(
            reviews=tuple(self._summary(session, line) for line in shown),
            next_after=shown[-1][0].id if len(lines) > query.limit else None,
        )

    def _case(self, session: Session, company_id: str, review_id: str) -> ReviewCase:
        return self._opened(session, company_id, review_id)[0]

    def _opened(self, session: Session, company_id: str, review_id: str) -> tuple[ReviewCase, CaseFile]:
        """Return a review's case as reviewers see it, and the case file behind it."""
        line = session.execute(_lines(company_id).where(col(ReviewTable.id) == review_id)).one_or_none()
        if line is None:
            raise review_not_found(review_id)
        review = line[0]
        ref = ApplicationRef(company_id=company_id, application_id=review.application_id)
        file = self.cases.file(session, ref)
        letter = session.get(LetterTable, review.letter_id) if review.letter_id else None
        key = self.cases.candidates.key_of(session, ref)
        sheet = sheet_of(letter, key) if letter else None
        case = ReviewCase(
            review=self._summary(session, line),
            application=self.applications.view(session, ref),
            candidate=file.candidate,
            job=file.job,
            policy=file.policy,
            result=file.result,
            letter_id=letter.id if letter else None,
            letter=sheet.letter if sheet else None,
            tone=sheet.tone if sheet else None,
            letter_hash=sheet.letter.content_hash if sheet else None,
            findings=sheet.findings if sheet else (),
            comment=key.open(review.sealed_comment, table="reviews", row=review.id, column="sealed_comment"),
            questions=questions_of(session, review.id, key),
            earlier=earlier_applications(session, ref),
            rules_author=self._rules_author(session, line[1]),
        )
        return case, file

    def _rules_author(self, session: Session, application: ApplicationTable) -> str | None:
        if not self.wants_other_reviewer:
            return None
        return self.cases.policies.rules_author(
            session, application.company_id, application.policy_name, application.policy_version
        )

    def _decide(
        self, session: Session, company_id: str, review_id: str, answer: ReviewAnswer, now: datetime
    ) -> tuple[ReviewCase, OpenCommand | None]:
        ref = application_of_review(session, company_id, review_id)
        lock_application(session, ref)
        refuse_barred(session, company_id, review_id, answer.decided_by)
        case, file = self._opened(session, company_id, review_id)
        refuse_rules_author(case.rules_author, answer.decided_by, review_id)
        letter = check_answer(case, file, answer)
        key = self.cases.candidates.key_of(session, ref)
        comment = key.seal(answer.comment, table="reviews", row=review_id, column="sealed_comment")
        if not _settle(session, review_id, answer, comment, now):
            session.expire_all()
            raise lost_race(self._case(session, company_id, review_id).review, answer.version)
        note_last_look(session, review_id, answer.decided_by, answer.evidence, now)
        if letter is not None:
            draft = draft_of(letter, file, answer.reason, self.available)
            edited = () if case.letter is None else edited_blocks(case.letter, letter)
            keep_letter(session, case, file, draft, key=key, author=answer.decided_by, edited=edited, now=now)
        note(
            session,
            ref,
            "review_decided",
            actor=answer.decided_by,
            reference=review_id,
            now=now,
            outcome=answer.outcome,
            reason=answer.reason,
            rewritten=letter is not None,
        )
        command = append_command(session, ref, CommandKind.REVIEW_DECIDED, reference=review_id, now=now)
        return self._case(session, company_id, review_id), command

    def _recompose(
        self, session: Session, company_id: str, review_id: str, wish: Recomposition, now: datetime
    ) -> ReviewCase:
        ref = application_of_review(session, company_id, review_id)
        lock_application(session, ref)
        case, file = self._opened(session, company_id, review_id)
        letter = recomposed(case, file, wish, composer=self.composer, now=now)
        draft = draft_of(letter, file, wish.reason, self.available)
        key = self.cases.candidates.key_of(session, ref)
        keep_letter(session, case, file, draft, key=key, author=wish.actor, now=now)
        session.execute(
            update(ReviewTable)
            .where(col(ReviewTable.id) == review_id)
            .values(reason=wish.reason, version=col(ReviewTable.version) + 1)
        )
        note(
            session,
            ref,
            "letter_recomposed",
            actor=wish.actor,
            reference=review_id,
            now=now,
            reason=wish.reason,
            tone=letter.tone,
        )
        session.expire_all()
        return self._case(session, company_id, review_id)

    def _summary(self, session: Session, line: _Line) -> ReviewSummary:
        review, application, candidate, job, score = line
        return ReviewSummary(
            id=review.id,
            application_id=review.application_id,
            version=review.version,
            state=ReviewState(review.state),
            candidate_name=self.cases.candidates.name_of(session, candidate),
            job_title=job.title,
            stage=Stage(application.stage),
            flags=tuple(review.flags),
            rule=review.rule,
            reason=review.reason,
            group=review.reviewer_group,
            score=score,
            opened_at=review.opened_at,
            due_at=review.due_at,
            claimed_by=review.claimed_by,
            lease_until=review.lease_until,
            assigned_to=review.assigned_to,
            snoozed_until=review.snoozed_until,
            outcome=Outcome(review.outcome) if review.outcome else None,
            decided_reason=review.decided_reason,
            decided_by=review.decided_by,
            decided_at=review.decided_at,
            reply_waits=application.reply_waits_since is not None,
        )


def _settle(session: Session, review_id: str, answer: ReviewAnswer, comment: bytes | None, now: datetime) -> bool:
    """Record the answer unless somebody else was first: the compare-and-set that settles the race."""
    decided = session.execute(
        update(ReviewTable)
        .where(col(ReviewTable.id) == review_id)
        .where(col(ReviewTable.version) == answer.version)
        .where(col(ReviewTable.state).in_(UNDECIDED))
        .values(
            state=ReviewState.DECIDED,
            version=col(ReviewTable.version) + 1,
            outcome=answer.outcome,
            decided_reason=answer.reason,
            decided_by=answer.decided_by,
            decided_at=now,
            sealed_comment=comment,
        )
        .returning(col(ReviewTable.id))
    ).one_or_none()
    return decided is not None


def _claim(session: Session, company_id: str, review_id: str, user_id: str, seen: Seen | None, now: datetime) -> bool:
    refuse_barred(session, company_id, review_id, user_id)
    claimed = session.execute(
        update(ReviewTable)
        .where(col(ReviewTable.company_id) == company_id)
        .where(col(ReviewTable.id) == review_id)
        .where(col(ReviewTable.state).in_(UNDECIDED))
        .where(
            or_(
                col(ReviewTable.claimed_by).is_(None),
                col(ReviewTable.claimed_by) == user_id,
                col(ReviewTable.lease_until) <= now,
            )
        )
        .values(claimed_by=user_id, lease_until=now + LEASE)
        .returning(col(ReviewTable.id))
    ).one_or_none()
    if claimed is None:
        review = session.get(ReviewTable, review_id)
        if review is None or review.company_id != company_id:
            raise review_not_found(review_id)
    if seen is not None:
        note_opening(session, company_id, review_id, user_id, seen, now)
    return claimed is not None


def _release(session: Session, company_id: str, review_id: str, user_id: str) -> None:
    application_of_review(session, company_id, review_id)
    session.execute(
        update(ReviewTable)
        .where(col(ReviewTable.id) == review_id)
        .where(col(ReviewTable.claimed_by) == user_id)
        .values(claimed_by=None, lease_until=None)
    )


def _lines(company_id: str) -> Select[ReviewTable, ApplicationTable, CandidateTable, JobTable, float]:
    return (
        select(ReviewTable, ApplicationTable, CandidateTable, JobTable, col(InterviewResultTable.score))
        .join(ApplicationTable, col(ApplicationTable.id) == col(ReviewTable.application_id))
        .join(CandidateTable, col(CandidateTable.id) == col(ApplicationTable.candidate_id))
        .join(JobTable, col(JobTable.id) == col(ApplicationTable.job_id))
        .outerjoin(InterviewResultTable, col(InterviewResultTable.id) == col(ReviewTable.result_id))
        .where(col(ReviewTable.company_id) == company_id)
    )
