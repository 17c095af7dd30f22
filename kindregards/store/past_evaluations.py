"""Evaluations that are decided already, as a back-test and the fairness report read them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import Outcome, Stage
from kindregards.domain.assessment import Flag
from kindregards.domain.backtests import PastEvaluation
from kindregards.domain.decisions import DecisionMode
from kindregards.domain.policies import Branch
from kindregards.store.candidates import Candidates
from kindregards.store.database import Database
from kindregards.store.interview_results import opened_result
from kindregards.store.subject_keys import PersonErasedError
from kindregards.store.tables import (
    ApplicationTable,
    CandidateTable,
    DecisionTable,
    InterviewResultTable,
    ReviewTable,
    SubjectKeyTable,
)
from kindregards.store.vault import SubjectKey

_PAGE = 500
_JUDGED = (Outcome.ADVANCE, Outcome.REJECT)


class DeclaredEvaluation(NamedTuple):
    """An evaluation with the groups that the person declared, which no rule may see."""

    past: PastEvaluation
    groups: Mapping[str, str]


class Page(NamedTuple):
    """Evaluations, newest first; `after` is where the next page begins, None at the end."""

    evaluations: tuple[DeclaredEvaluation, ...]
    erased: int
    after: str | None


_first = select(DecisionTable).where(col(DecisionTable.version) == 1).subquery()
_asked = select(ReviewTable).where(col(ReviewTable.number) == 1).subquery()
_PAGES = (
    select(
        ApplicationTable,
        CandidateTable,
        col(SubjectKeyTable.wrapped),
        col(InterviewResultTable.id),
        col(InterviewResultTable.sealed_content),
        _first.c.mode,
        _first.c.outcome,
        _asked.c.flags,
        col(DecisionTable.mode),
    )
    .join(CandidateTable, col(CandidateTable.id) == col(ApplicationTable.candidate_id))
    .outerjoin(SubjectKeyTable, col(SubjectKeyTable.id) == col(CandidateTable.key_id))
    .join(
        InterviewResultTable,
        and_(
            col(InterviewResultTable.application_id) == col(ApplicationTable.id),
            col(InterviewResultTable.is_current),
        ),
    )
    .join(DecisionTable, col(DecisionTable.id) == col(ApplicationTable.decision_id))
    .join(_first, _first.c.application_id == col(ApplicationTable.id))
    .outerjoin(_asked, _asked.c.application_id == col(ApplicationTable.id))
    .where(col(ApplicationTable.company_id) == bindparam("company_id"))
    .where(col(ApplicationTable.outcome).in_(_JUDGED))
    .where(~col(ApplicationTable.is_test))
    .where(col(ApplicationTable.id) < bindparam("before"))
    .order_by(col(ApplicationTable.id).desc())
    .limit(_PAGE)
)


@dataclass(frozen=True, slots=True)
class PastEvaluations:
    """Reads what was decided, page by page, each page one short transaction."""

    database: Database
    candidates: Candidates

    async def count(self, company_id: str) -> int:
        """Return how many applications a policy or a person has judged."""
        return await self.database.read(
            lambda session: session.execute(
                select(func.count())
                .select_from(ApplicationTable)
                .where(col(ApplicationTable.company_id) == company_id)
                .where(col(ApplicationTable.outcome).in_(_JUDGED))
                .where(~col(ApplicationTable.is_test))
            ).scalar_one()
        )

    async def page(self, company_id: str, *, before: str | None) -> Page:
        """Return up to 500 evaluations older than an application's id, or the newest."""
        return await self.database.read(lambda session: self._page(session, company_id, before or "~"))

    def _page(self, session: Session, company_id: str, before: str) -> Page:
        rows = session.execute(_PAGES, {"company_id": company_id, "before": before}).all()
        opened = list(self._opened(rows))
        return Page(
            evaluations=tuple(each for each in opened if each is not None),
            erased=sum(each is None for each in opened),
            after=rows[-1][0].id if len(rows) == _PAGE else None,
        )

    def _opened(self, rows: Sequence[tuple]) -> Iterator[DeclaredEvaluation | None]:  # type: ignore[type-arg] # rows of nine kinds
        for application, person, wrapped, result_id, sealed, first_mode, first_outcome, flags, mode in rows:
            try:
                key = self.candidates.keys.unwrapped(person.key_id, wrapped)
            except PersonErasedError:
                yield None
                continue
            yield DeclaredEvaluation(
                past=PastEvaluation(
                    application_id=application.id,
                    stage=Stage(application.stage),
                    source=application.interview_source,
                    candidate=self.candidates.open(person, key),
                    result=opened_result(result_id, sealed, key),
                    branch=branch_taken(first_mode, first_outcome, flags),
                    outcome=Outcome(application.outcome),
                    decided_by_person=mode == DecisionMode.HUMAN,
                ),
                groups=_declared(person, key),
            )


def branch_taken(first_mode: str | None, first_outcome: str | None, flags: str | Sequence[str] | None) -> Branch:
    """Return what the policy of its time said: a letter that could not leave is still its rejection."""
    if first_mode == DecisionMode.AUTOMATIC and first_outcome is not None:
        return Branch(first_outcome)
    asked = json.loads(flags) if isinstance(flags, str) else flags or ()
    return Branch.REVIEW if set(asked) & set(Flag) else Branch.REJECT


def _declared(person: CandidateTable, key: SubjectKey) -> Mapping[str, str]:
    text = key.open(person.sealed_self_declared, table="candidates", row=person.id, column="sealed_self_declared")
    groups: dict[str, str] = json.loads(text) if text else {}
    return groups
