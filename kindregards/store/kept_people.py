"""What may want people's data to stay, gathered for many people at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.appeals import RUNNING_APPEALS
from kindregards.domain.retention import Ended, PersonKept
from kindregards.store.policies import Policies
from kindregards.store.tables import (
    AppealTable,
    ApplicationTable,
    CandidateTable,
    DecisionTable,
    ErasureTable,
    PoolEntryTable,
)


@dataclass(frozen=True, slots=True)
class KeptPeople:
    """Reads them; policies say how long an application keeps its person."""

    policies: Policies

    def page(self, session: Session, company_id: str, *, after: str, limit: int) -> tuple[PersonKept, ...]:
        """Return the people that follow an id, whose data or whose record are still there."""
        has_record = exists().where(
            col(ErasureTable.candidate_id) == col(CandidateTable.id), col(ErasureTable.kept_record)
        )
        ids = session.scalars(
            select(col(CandidateTable.id))
            .where(col(CandidateTable.company_id) == company_id)
            .where(col(CandidateTable.id) > after)
            .where(or_(col(CandidateTable.erased_at).is_(None), has_record))
            .order_by(col(CandidateTable.id))
            .limit(limit)
        ).all()
        return self.people(session, ids)

    def people(self, session: Session, ids: Sequence[str]) -> tuple[PersonKept, ...]:
        """Return these people, in the order of their ids."""
        rows = session.scalars(
            select(CandidateTable)
            .where(col(CandidateTable.id).in_(ids))
            .order_by(col(CandidateTable.id))
            .execution_options(populate_existing=True)
        ).all()
        applications: dict[str, list[ApplicationTable]] = defaultdict(list)
        for each in session.scalars(
            select(ApplicationTable)
            .where(col(ApplicationTable.candidate_id).in_(ids))
            .execution_options(populate_existing=True)
        ):
            applications[each.candidate_id].append(each)
        decided = _decided(session, ids)
        pool, appealing = _pool(session, ids), _appealing(session, ids)
        return tuple(
            PersonKept(
                id=row.id,
                country=row.country,
                region=row.region,
                is_held=row.legal_hold_since is not None,
                is_erased=row.erased_at is not None,
                has_business=row.id in appealing or any(each.closed_at is None for each in applications[row.id]),
                ended=tuple(self._ended(session, applications[row.id])),
                decided=tuple(decided[row.id]),
                pool_until=pool.get(row.id),
            )
            for row in rows
        )

    def _ended(self, session: Session, applications: Sequence[ApplicationTable]) -> Sequence[Ended]:
        return [
            Ended(
                closed_at=each.closed_at,
                retain=self.policies.pinned(
                    session, each.company_id, each.policy_name, each.policy_version
                ).retain_personal_data,
            )
            for each in applications
            if each.closed_at is not None
        ]


def _decided(session: Session, ids: Sequence[str]) -> dict[str, list[datetime]]:
    found: dict[str, list[datetime]] = defaultdict(list)
    rows = session.execute(
        select(col(ApplicationTable.candidate_id), col(DecisionTable.decided_at))
        .join(DecisionTable, col(DecisionTable.application_id) == col(ApplicationTable.id))
        .where(col(ApplicationTable.candidate_id).in_(ids))
    )
    for candidate_id, decided_at in rows:
        found[candidate_id].append(decided_at)
    return found


def _pool(session: Session, ids: Sequence[str]) -> dict[str, datetime]:
    rows = session.execute(
        select(col(PoolEntryTable.candidate_id), col(PoolEntryTable.expires_at))
        .where(col(PoolEntryTable.candidate_id).in_(ids))
        .where(col(PoolEntryTable.ended_at).is_(None))
        .order_by(col(PoolEntryTable.expires_at))
    )
    return {row.candidate_id: row.expires_at for row in rows}


def _appealing(session: Session, ids: Sequence[str]) -> frozenset[str]:
    return frozenset(
        session.scalars(
            select(col(ApplicationTable.candidate_id))
            .join(AppealTable, col(AppealTable.application_id) == col(ApplicationTable.id))
            .where(col(ApplicationTable.candidate_id).in_(ids))
            .where(col(AppealTable.state).in_(RUNNING_APPEALS))
        )
    )
