"""Lists of letters: all of them, those that wait to leave, and those that met trouble."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from kindregards.domain.deliveries import DeliveryState
from kindregards.domain.letter_lists import LetterListing, LetterListPage, LetterListQuery, LetterListView
from kindregards.store.candidates import Candidates
from kindregards.store.database import Database
from kindregards.store.ledger_rows import IN_TROUBLE, IS_WAITING, IS_WRITTEN
from kindregards.store.tables import ApplicationTable, CandidateTable, DeliveryTable, JobTable, LetterTable

_MADE_GOOD = (DeliveryState.ACCEPTED, DeliveryState.IN_TRANSIT, DeliveryState.DELIVERED)
_Line = Row[LetterTable, CandidateTable, JobTable]


@dataclass(frozen=True, slots=True)
class LetterLists:
    """Reads letters a page at a time, each beginning where the one before ended."""

    database: Database
    candidates: Candidates

    async def page(self, company_id: str, query: LetterListQuery) -> LetterListPage:
        """Return a page: all letters and those in trouble newest first, waiting ones by when they leave."""
        return await self.database.read(lambda session: self._page(session, company_id, query))

    def _page(self, session: Session, company_id: str, query: LetterListQuery) -> LetterListPage:
        statement = _statement(session, company_id, query).limit(query.limit + 1)
        rows = session.execute(statement).all()
        shown = rows[: query.limit]
        self.candidates.keys.read_together(session, [candidate.key_id for _, candidate, _ in shown])
        ways = _ways(session, [line[0].id for line in shown])
        return LetterListPage(
            letters=tuple(self._listing(session, line, ways[line[0].id]) for line in shown),
            next_after=shown[-1][0].id if len(rows) > query.limit else None,
        )

    def _listing(self, session: Session, line: _Line, ways: Sequence[tuple[str, str]]) -> LetterListing:
        letter, candidate, job = line
        return LetterListing(
            id=letter.id,
            application_id=letter.application_id,
            candidate_name=self.candidates.name_of(session, candidate),
            job_title=job.title,
            purpose=letter.purpose,
            language=letter.language,
            state=letter.state,
            not_before=letter.not_before,
            created_at=letter.created_at,
            accepted_at=letter.accepted_at,
            deliveries=tuple(ways),
        )


def _statement(
    session: Session, company_id: str, query: LetterListQuery
) -> Select[LetterTable, CandidateTable, JobTable]:
    letters = (
        select(LetterTable, CandidateTable, JobTable)
        .join(ApplicationTable, col(ApplicationTable.id) == col(LetterTable.application_id))
        .join(CandidateTable, col(CandidateTable.id) == col(ApplicationTable.candidate_id))
        .join(JobTable, col(JobTable.id) == col(ApplicationTable.job_id))
        .where(col(LetterTable.company_id) == company_id)
    )
    last = session.get(LetterTable, query.after) if query.after else None
    if last is not None and last.company_id != company_id:
        last = None
    match query.view:
        case LetterListView.WAITING:
            waiting = letters.where(IS_WAITING, *_later(last))
            return waiting.order_by(col(LetterTable.not_before), col(LetterTable.id))
        case LetterListView.TROUBLE:
            troubled = letters.where(IS_WRITTEN, col(LetterTable.id).in_(_in_trouble(company_id)), *_older(last))
            return troubled.order_by(col(LetterTable.id).desc())
        case LetterListView.ALL:
            everything = letters.where(IS_WRITTEN, *_older(last))
            return everything.order_by(col(LetterTable.id).desc())


def _in_trouble(company_id: str) -> Select[str]:
    """Return letters with a delivery in trouble that no other channel has made good."""
    other = aliased(DeliveryTable)
    made_good = exists().where(col(other.letter_id) == col(DeliveryTable.letter_id), col(other.state).in_(_MADE_GOOD))
    troubled = select(col(DeliveryTable.letter_id)).where(col(DeliveryTable.company_id) == company_id, IN_TROUBLE)
    return troubled.where(~made_good)


def _older(last: LetterTable | None) -> Iterable[ColumnElement[bool]]:
    return [col(LetterTable.id) < last.id] if last else []


def _later(last: LetterTable | None) -> Iterable[ColumnElement[bool]]:
    if last is None:
        return []
    same = and_(col(LetterTable.not_before) == last.not_before, col(LetterTable.id) > last.id)
    return [or_(col(LetterTable.not_before) > last.not_before, same)]


def _ways(session: Session, letter_ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Return channel and state of each letter's deliveries, in ladder order."""
    rows = session.execute(
        select(col(DeliveryTable.letter_id), col(DeliveryTable.channel), col(DeliveryTable.state))
        .where(col(DeliveryTable.letter_id).in_(letter_ids))
        .order_by(col(DeliveryTable.letter_id), col(DeliveryTable.position))
    )
    ways: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for letter_id, channel, state in rows:
        ways[letter_id].append((channel, state))
    return ways
