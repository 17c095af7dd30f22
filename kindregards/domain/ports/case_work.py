"""What reviewers ask of a case besides deciding it, and what they set for themselves."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from kindregards.domain.absences import Absence
from kindregards.domain.case_work import Assignment, Colleague, Question
from kindregards.domain.notifying import NoticeLine, NoticePace
from kindregards.domain.reviewing import Seen


class CaseWork(Protocol):
    """Gives cases away, asks about them, puts them off. Each is written down; none of them changes the version.

    All but answering raise ReviewNotFoundError, and AlreadyDecidedError or StaleVersionError for a case that waits
    no more.
    """

    async def colleagues(self, company_id: str) -> Sequence[Colleague]:
        """Return everybody who may decide, by name."""
        ...

    async def groups(self, company_id: str) -> Sequence[str]:
        """Return the groups that reviews can be given to."""
        ...

    async def assign(
        self, company_id: str, review_id: str, assignment: Assignment, *, actor: str, now: datetime
    ) -> None:
        """Give a case away; raise ColleagueUnknownError or GroupUnknownError."""
        ...

    async def ask(self, company_id: str, review_id: str, text: str, *, of: str, actor: str, now: datetime) -> Question:
        """Ask a colleague; raise ColleagueUnknownError or QuestionInvalidError."""
        ...

    async def answer(
        self, company_id: str, review_id: str, question_id: str, text: str, *, actor: str, now: datetime
    ) -> None:
        """Answer a question, once; raise QuestionNotFoundError, QuestionAnsweredError or QuestionInvalidError."""
        ...

    async def snooze(
        self, company_id: str, review_id: str, until: datetime | None, *, actor: str, now: datetime
    ) -> datetime | None:
        """Put a case off, or take it back; return when it comes back. Raise SnoozeImpossibleError."""
        ...

    async def seen(self, company_id: str, review_id: str, *, user_id: str) -> Seen:
        """Return how the user last saw a case; raise NotOpenedError when they never did."""
        ...


class OwnSettings(Protocol):
    """What reviewers set for themselves."""

    async def absence(self, company_id: str, user_id: str) -> Absence | None:
        """Return when a user is away, also one that is still to come."""
        ...

    async def set_absence(self, company_id: str, user_id: str, absence: Absence | None, *, now: datetime) -> None:
        """Keep when a user is away; raise AbsenceInvalidError or ColleagueUnknownError."""
        ...

    async def notice_pace(self, company_id: str, user_id: str) -> NoticePace | None:
        """Return how a user wants to be told by mail; None for who may not decide."""
        ...

    async def set_notice_pace(self, company_id: str, user_id: str, pace: NoticePace) -> None:
        """Keep how a user wants to be told by mail."""
        ...

    async def latest_notices(self, company_id: str, user_id: str, *, limit: int) -> Sequence[NoticeLine]:
        """Return what a user was told, newest first."""
        ...
