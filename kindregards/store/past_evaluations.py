"""Evaluations that are decided already, as a back-test and the fairness report read them."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from kindregards.domain.applications import Candidate, ExpectedInterview, Outcome, Stage
from kindregards.domain.assessment import Flag
from kindregards.domain.backtests import PastEvaluation
from kindregards.domain.decisions import DecisionMode
from kindregards.domain.policies import Branch
from kindregards.domain.reports import ReportQuery
from kindregards.store.candidates import Candidates
from kindregards.store.database import Database
from kindregards.store.interview_results import opened_result
from kindregards.store.report_columns import Counting, within
from kindregards.store.subject_keys import PersonErasedError
from kindregards.store.tables import (
    ApplicationTable,
    CandidateTable,
    DecisionTable,
    InterviewResultTable,
    JobTable,
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


_First, _Oldest = aliased(DecisionTable), aliased(ReviewTable)
# A decision without a rule was made where no policy had judged, such as after an interview by software was declined.
_COUNTED = (
    col(ApplicationTable.company_id) == bindparam("company_id"),
    col(ApplicationTable.outcome).in_(_JUDGED),
    ~col(ApplicationTable.is_test),
    col(_First.rule).is_not(None),
)
_IS_FIRST = and_(col(_First.application_id) == col(ApplicationTable.id), col(_First.version) == 1)
_PAGES = (
    select(
        ApplicationTable,
        CandidateTable,
        col(SubjectKeyTable.wrapped),
        _First,
        ReviewTable,
        _Oldest,
        col(DecisionTable.mode),
    )
    .join(CandidateTable, col(CandidateTable.id) == col(ApplicationTable.candidate_id))
    .outerjoin(SubjectKeyTable, col(SubjectKeyTable.id) == col(CandidateTable.key_id))
    .join(DecisionTable, col(DecisionTable.id) == col(ApplicationTable.decision_id))
    .join(_First, _IS_FIRST)
    .outerjoin(ReviewTable, col(ReviewTable.id) == col(_First.review_id))
    # Decisions of before reviews were named belong to the first one.
    .outerjoin(_Oldest, and_(col(_Oldest.application_id) == col(ApplicationTable.id), col(_Oldest.number) == 1))
    .where(*_COUNTED)
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
        """Return how many applications that a policy judged are decided."""
        return await self.database.read(
            lambda session: session.execute(
                select(func.count()).select_from(ApplicationTable).join(_First, _IS_FIRST).where(*_COUNTED),
                {"company_id": company_id},
            ).scalar_one()
        )

    async def page(self, company_id: str, *, before: str | None, query: ReportQuery | None = None) -> Page:
        """Return up to 500 evaluations older than an application's id, or the newest; of a period if one is asked."""
        return await self.database.read(lambda session: self._page(session, company_id, before or "~", query))

    def _page(self, session: Session, company_id: str, before: str, query: ReportQuery | None) -> Page:
        asked = _PAGES if query is None else _within(query)
        rows = session.execute(asked, {"company_id": company_id, "before": before}).all()
        results = _results(session, [row[0].id for row in rows])
        opened = [
            self._opened(application, person, wrapped, first, named or oldest, mode, results[application.id])
            for application, person, wrapped, first, named, oldest, mode in rows
            if application.id in results
        ]
        return Page(
            evaluations=tuple(each for each in opened if each is not None),
            erased=sum(each is None for each in opened),
            after=rows[-1][0].id if len(rows) == _PAGE else None,
        )

    def _opened(  # noqa: PLR0913, PLR0917 -- one row each
        self,
        application: ApplicationTable,
        person: CandidateTable,
        wrapped: bytes | None,
        first: DecisionTable,
        review: ReviewTable | None,
        last_mode: str,
        results: Sequence[InterviewResultTable],
    ) -> DeclaredEvaluation | None:
        try:
            key = self.candidates.keys.unwrapped(person.key_id, wrapped)
        except PersonErasedError:
            return None
        result = _judged(results, first.inputs)
        return DeclaredEvaluation(
            past=PastEvaluation(
                application_id=application.id,
                stage=Stage(application.stage),
                interview=ExpectedInterview(
                    source=application.interview_source, notified_at=application.interview_notified_at
                ),
                candidate=_as_judged(self.candidates.open(person, key), first.inputs),
                result=opened_result(result.id, result.sealed_content or b"", key),
                branch=branch_taken(first.mode, first.outcome, review.flags if review else None),
                outcome=Outcome(str(application.outcome)),
                policy_name=first.policy_name or application.policy_name,
                policy_version=first.policy_version,
                decided_by_person=last_mode == DecisionMode.HUMAN,
            ),
            groups=_declared(person, key),
        )


def _within(query: ReportQuery) -> Counting:
    """Return the pages of what stands decided in a period, for one job where one is asked."""
    pages = _PAGES.where(within(col(DecisionTable.decided_at), query))
    if query.job is None:
        return pages
    job = select(col(JobTable.id)).where(
        col(JobTable.company_id) == bindparam("company_id"), col(JobTable.external_id) == query.job
    )
    return pages.where(col(ApplicationTable.job_id).in_(job))


def _results(session: Session, applications: Sequence[str]) -> Mapping[str, Sequence[InterviewResultTable]]:
    """Return the results of applications, also those that another one superseded."""
    found = defaultdict(list)
    statement = select(InterviewResultTable).where(col(InterviewResultTable.application_id).in_(applications))
    for row in session.scalars(statement):
        found[row.application_id].append(row)
    return found


def _judged(results: Sequence[InterviewResultTable], inputs: Mapping[str, object]) -> InterviewResultTable:
    """Return the result that the first decision looked at: a later one changes nothing about it."""
    return next((each for each in results if each.id == inputs.get("result")), results[-1])


def _as_judged(candidate: Candidate, inputs: Mapping[str, object]) -> Candidate:
    """Return somebody as they were when judged: people move, and the next application brings their row up to date."""
    country, region = inputs.get("country", candidate.country), inputs.get("region", candidate.region)
    agreed = inputs.get("ai_interview", candidate.consents.ai_interview)
    return replace(
        candidate,
        country=str(country) if country is not None else None,
        region=str(region) if region is not None else None,
        consents=replace(candidate.consents, ai_interview=bool(agreed)),
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
