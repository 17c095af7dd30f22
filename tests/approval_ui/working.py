"""What reviewers do with cases besides deciding them, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from kindregards.domain.absences import Absence, refuse_impossible
from kindregards.domain.accounts import Role, User
from kindregards.domain.case_work import (
    Assignment,
    Colleague,
    ColleagueUnknownError,
    NotOpenedError,
    Question,
    QuestionAnsweredError,
    checked_words,
    snoozed_until,
)
from kindregards.domain.intake import ApplicationView
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.notifying import NoticeEvent, NoticeLine, NoticePace, NoticeState
from kindregards.domain.reviewing import Seen
from tests.approval_ui.fakes import FakeApplications, FakeDesk
from tests.builders import NOW


@dataclass(kw_only=True)
class FakeCaseWork:
    """Writes everything into the desk's cases."""

    desk: FakeDesk
    users: dict[str, User]

    async def colleagues(self, company_id: str) -> Sequence[Colleague]:
        """Return everybody who may decide."""
        del company_id
        return [
            Colleague(id=user.id, name=user.name, role=user.role, groups=user.groups)
            for user in self.users.values()
            if user.role is not Role.VIEWER
        ]

    async def groups(self, company_id: str) -> Sequence[str]:
        """Return two groups."""
        del company_id
        return ["leads", "recruiters"]

    async def assign(
        self, company_id: str, review_id: str, assignment: Assignment, *, actor: str, now: datetime
    ) -> None:
        """Give a case away."""
        del actor, now
        case = await self.desk.case(company_id, review_id)
        if assignment.to is not None and assignment.to not in self.users:
            raise ColleagueUnknownError("Nobody here.")
        group = assignment.group or case.review.group
        self.desk.change(review_id, assigned_to=assignment.to, group=group)

    async def ask(self, company_id: str, review_id: str, text: str, *, of: str, actor: str, now: datetime) -> Question:
        """Keep a question."""
        case = await self.desk.case(company_id, review_id)
        number = len(case.questions) + 1
        question = Question(
            id=f"question-{number}", review_id=review_id, asked_by=actor, asked_of=of, asked_at=now,
            text=checked_words(text),
        )  # fmt: skip
        self.desk.cases[review_id] = replace(case, questions=(*case.questions, question))
        return question

    async def answer(
        self, company_id: str, review_id: str, question_id: str, text: str, *, actor: str, now: datetime
    ) -> None:
        """Keep an answer, once."""
        case = await self.desk.case(company_id, review_id)
        if any(each.answer for each in case.questions if each.id == question_id):
            raise QuestionAnsweredError("Somebody answered.")
        kept = tuple(
            replace(each, answer=checked_words(text), answered_by=actor, answered_at=now)
            if each.id == question_id
            else each
            for each in case.questions
        )
        self.desk.cases[review_id] = replace(case, questions=kept)

    async def snooze(
        self, company_id: str, review_id: str, until: datetime | None, *, actor: str, now: datetime
    ) -> datetime | None:
        """Put a case off."""
        del actor
        case = await self.desk.case(company_id, review_id)
        back_at = None if until is None else snoozed_until(until, due_at=case.review.due_at, now=now)
        self.desk.change(review_id, snoozed_until=back_at)
        return back_at

    async def seen(self, company_id: str, review_id: str, *, user_id: str) -> Seen:
        """Return how a user last saw a case."""
        del company_id
        seen = self.desk.openings.get((review_id, user_id))
        if seen is None:
            raise NotOpenedError("Never opened.")
        return seen


@dataclass(kw_only=True)
class FakeOwnSettings:
    """What reviewers set for themselves."""

    absences: dict[str, Absence] = field(default_factory=dict)
    paces: dict[str, NoticePace] = field(default_factory=dict)

    async def absence(self, company_id: str, user_id: str) -> Absence | None:
        """Return an absence."""
        del company_id
        return self.absences.get(user_id)

    async def set_absence(self, company_id: str, user_id: str, absence: Absence | None, *, now: datetime) -> None:
        """Keep an absence."""
        del company_id
        if absence is None:
            self.absences.pop(user_id, None)
            return
        refuse_impossible(absence, user_id=user_id, now=now)
        self.absences[user_id] = absence

    async def notice_pace(self, company_id: str, user_id: str) -> NoticePace | None:
        """Return how a user wants to be told."""
        del company_id
        return self.paces.get(user_id, NoticePace.BATCHED)

    async def set_notice_pace(self, company_id: str, user_id: str, pace: NoticePace) -> None:
        """Keep how a user wants to be told."""
        del company_id
        self.paces[user_id] = pace

    async def latest_notices(self, company_id: str, user_id: str, *, limit: int) -> Sequence[NoticeLine]:
        """Return one notice of every kind."""
        del company_id, user_id
        lines = [
            NoticeLine(event=event, review_id="review-1", state=state, created_at=NOW, settled_at=None)
            for event, state in zip(NoticeEvent, NoticeState, strict=False)
        ]
        return lines[:limit]


@dataclass(kw_only=True)
class FakeCorrections:
    """Keeps that what was told is taken back."""

    applications: FakeApplications

    async def correct(self, ref: ApplicationRef, *, actor: str, reason: str, now: datetime) -> ApplicationView:
        """Keep why."""
        del actor, now
        self.applications.asked.append(reason)
        return await self.applications.get(ref)
