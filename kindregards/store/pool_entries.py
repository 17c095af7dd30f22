"""The talent pool: who agreed to hear of openings, for how long, and why that ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from kindregards.domain.appeals import RUNNING_APPEALS
from kindregards.domain.applications import Outcome
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.talent_pool import (
    CONSENT_LASTS,
    POOL_PURPOSE,
    PoolClosedError,
    PoolEnding,
    PoolEntry,
    PoolPage,
    ReturnRate,
)
from kindregards.store.acknowledgements import CANDIDATE
from kindregards.store.applications import find_application, lock_application
from kindregards.store.candidates import Candidates
from kindregards.store.consent_records import ConsentRecord, consent_record
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.person_search import rows_of_person
from kindregards.store.policies import Policies
from kindregards.store.rows import insert_once
from kindregards.store.tables import AppealTable, ApplicationTable, CandidateTable, JobTable, PoolEntryTable
from kindregards.store.timeline import note


@dataclass(frozen=True, slots=True)
class TalentPool:
    """Keeps consents, one for each application, and lists them."""

    database: Database
    candidates: Candidates
    policies: Policies

    async def join(self, ref: ApplicationRef, *, source: str, now: datetime) -> None:
        """Keep a consent from now on; again renews it. Raises PoolClosedError."""
        await self.database.write(lambda session: self._join(session, ref, source, now))

    async def leave(self, ref: ApplicationRef, *, now: datetime) -> None:
        """End every consent of the person behind an application; again is harmless."""
        await self.database.write(lambda session: _leave(session, ref, now))

    async def page(
        self, company_id: str, *, limit: int, now: datetime, after: str | None = None, everybody: bool = False
    ) -> PoolPage:
        """Return a page of those whose consent counts, or with `everybody` of all, newest first."""
        return await self.database.read(
            lambda session: self._page(session, company_id, limit, now, after, everybody=everybody)
        )

    async def return_rate(self, company_id: str, *, since: datetime, until: datetime) -> ReturnRate:
        """Count who was told no in a time, and who of them applied again afterwards."""
        return await self.database.read(lambda session: return_rate(session, company_id, since, until))

    def entry(self, session: Session, ref: ApplicationRef) -> PoolEntry | None:
        """Return the consent given with an application."""
        found = session.execute(
            _rows(ref.company_id).where(col(PoolEntryTable.application_id) == ref.application_id)
        ).one_or_none()
        return self._entry(session, *found) if found else None

    def is_open(self, session: Session, ref: ApplicationRef) -> bool:
        """Say whether the person may be asked: a no was told, and the policy invites."""
        application = find_application(session, ref)
        policy = self.policies.pinned(session, ref.company_id, application.policy_name, application.policy_version)
        is_no = application.told_at is not None and application.outcome == Outcome.REJECT
        return is_no and policy.letter.invite_talent_pool

    def _join(self, session: Session, ref: ApplicationRef, source: str, now: datetime) -> None:
        application = lock_application(session, ref)
        if not self.is_open(session, ref):
            raise PoolClosedError(f"Nobody is asked into the talent pool with application {ref.application_id}.")
        keep_consent(session, ref, source=source, now=now)
        session.execute(
            update(PoolEntryTable)
            .where(col(PoolEntryTable.application_id) == ref.application_id)
            .values(consented_at=now, expires_at=now + CONSENT_LASTS, ended_at=None, ended_because=None, source=source)
        )
        _set_consent(session, application.candidate_id, given=consent_record(source, now, lasts=CONSENT_LASTS))
        note(session, ref, "pool_joined", actor=CANDIDATE, now=now)

    def _page(
        self, session: Session, company_id: str, limit: int, now: datetime, after: str | None, *, everybody: bool
    ) -> PoolPage:
        statement = _rows(company_id)
        if not everybody:
            statement = statement.where(*_may_be_told(now))
        if after:
            statement = statement.where(col(PoolEntryTable.id) < after)
        rows = session.execute(statement.order_by(col(PoolEntryTable.id).desc()).limit(limit + 1)).all()
        shown = rows[:limit]
        self.candidates.keys.read_together(session, [person.key_id for _, person, _ in shown])
        return PoolPage(
            entries=tuple(self._entry(session, *row) for row in shown),
            next_after=shown[-1][0].id if len(rows) > limit else None,
        )

    def _entry(self, session: Session, row: PoolEntryTable, person: CandidateTable, job_title: str) -> PoolEntry:
        return PoolEntry(
            id=row.id,
            application_id=row.application_id,
            candidate_name=self.candidates.name_of(session, person),
            job_title=job_title,
            purpose=row.purpose,
            source=row.source,
            consented_at=row.consented_at,
            expires_at=row.expires_at,
            ended_at=row.ended_at,
            ended_because=PoolEnding(row.ended_because) if row.ended_because else None,
            invited_at=row.invited_at,
            invited_to=row.invited_to,
        )


def keep_consent(session: Session, ref: ApplicationRef, *, source: str, now: datetime) -> None:
    """Keep a consent given with an application, the first time it is."""
    insert_once(
        session,
        PoolEntryTable,
        id=new_id(),
        company_id=ref.company_id,
        candidate_id=find_application(session, ref).candidate_id,
        application_id=ref.application_id,
        purpose=POOL_PURPOSE,
        source=source,
        consented_at=now,
        expires_at=now + CONSENT_LASTS,
    )


def end_pool_entry(session: Session, ref: ApplicationRef, *, because: str, now: datetime) -> None:
    """Let a consent that was given with an application's letter count no more; again is harmless."""
    session.execute(
        update(PoolEntryTable)
        .where(col(PoolEntryTable.company_id) == ref.company_id)
        .where(col(PoolEntryTable.application_id) == ref.application_id)
        .where(col(PoolEntryTable.ended_at).is_(None))
        .values(ended_at=now, ended_because=because)
    )


def end_pool_entries(session: Session, candidates: Sequence[str], *, because: PoolEnding, now: datetime) -> None:
    """Let every consent of these rows of candidates count no more: they left, applied again, or were erased."""
    session.execute(
        update(PoolEntryTable)
        .where(col(PoolEntryTable.candidate_id).in_(candidates))
        .where(col(PoolEntryTable.ended_at).is_(None))
        .values(ended_at=now, ended_because=because)
    )


def _leave(session: Session, ref: ApplicationRef, now: datetime) -> None:
    application = lock_application(session, ref)
    leave_pool(session, application.candidate_id, now)
    note(session, ref, "pool_left", actor=CANDIDATE, now=now)


def leave_pool(session: Session, candidate_id: str, now: datetime) -> None:
    """End every consent of a person, under whichever id they gave it; again is harmless."""
    person = session.scalars(rows_of_person(candidate_id, named_alike=True)).all()
    end_pool_entries(session, person, because=PoolEnding.WITHDRAWN, now=now)
    _set_consent(session, candidate_id, given=None)


def may_be_invited(session: Session, application_id: str, now: datetime) -> bool:
    """Say whether the person behind an application may be told of openings at this moment."""
    return session.execute(
        select(
            exists()
            .where(col(PoolEntryTable.application_id) == application_id)
            .where(col(CandidateTable.id) == col(PoolEntryTable.candidate_id))
            .where(col(ApplicationTable.id) == col(PoolEntryTable.application_id))
            .where(*_may_be_told(now))
        )
    ).scalar_one()


def _set_consent(session: Session, candidate_id: str, *, given: ConsentRecord | None) -> None:
    person = session.get_one(CandidateTable, candidate_id)
    person.consents = {**person.consents, "talent_pool": given is not None}
    others = {name: record for name, record in (person.consent_records or {}).items() if name != "talent_pool"}
    person.consent_records = others if given is None else {**others, "talent_pool": given}
    session.flush()


def _may_be_told(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return what must hold of an entry, its application and its person before they are told of an opening."""
    other, same = aliased(ApplicationTable), aliased(CandidateTable)
    # The same person may have applied under another id: their e-mail address or phone number tells.
    has_more_recent_business = exists().where(
        col(same.company_id) == col(CandidateTable.company_id),
        or_(
            col(same.id) == col(CandidateTable.id),
            col(same.email_index) == col(CandidateTable.email_index),
            col(same.phone_index) == col(CandidateTable.phone_index),
        ),
        col(other.candidate_id) == col(same.id),
        col(other.id) != col(PoolEntryTable.application_id),
        or_(
            col(other.created_at) >= col(PoolEntryTable.consented_at),
            and_(col(other.told_at).is_(None), col(other.closed_at).is_(None)),
        ),
    )
    waits_for_an_answer = exists().where(
        col(AppealTable.application_id) == col(PoolEntryTable.application_id),
        col(AppealTable.state).in_(RUNNING_APPEALS),
    )
    return (
        col(PoolEntryTable.ended_at).is_(None),
        col(PoolEntryTable.expires_at) > now,
        col(ApplicationTable.told_at).is_not(None),
        col(ApplicationTable.outcome) == Outcome.REJECT,
        ~has_more_recent_business,
        ~waits_for_an_answer,
    )


def _rows(company_id: str) -> Select[PoolEntryTable, CandidateTable, str]:
    return (
        select(PoolEntryTable, CandidateTable, col(JobTable.title))
        .join(CandidateTable, col(CandidateTable.id) == col(PoolEntryTable.candidate_id))
        .join(ApplicationTable, col(ApplicationTable.id) == col(PoolEntryTable.application_id))
        .join(JobTable, col(JobTable.id) == col(ApplicationTable.job_id))
        .where(col(PoolEntryTable.company_id) == company_id)
    )


def return_rate(session: Session, company_id: str, since: datetime, until: datetime) -> ReturnRate:
    """Return how many of those who were told no in some time have applied again since."""
    told, later = aliased(ApplicationTable), aliased(ApplicationTable)
    mine, same = aliased(CandidateTable), aliased(CandidateTable)
    # Under another id too; an address that several people share needs the same name beside it.
    is_same_address = or_(
        col(same.email_index) == col(mine.email_index), col(same.phone_index) == col(mine.phone_index)
    )
    came_back = exists().where(
        col(mine.id) == col(told.candidate_id),
        col(same.company_id) == col(told.company_id),
        or_(col(same.id) == col(mine.id), and_(col(same.name_index) == col(mine.name_index), is_same_address)),
        col(later.candidate_id) == col(same.id),
        col(later.id) != col(told.id),
        col(later.created_at) > col(told.told_at),
    )
    people = (
        select(col(told.candidate_id))
        .where(col(told.company_id) == company_id)
        .where(col(told.is_test).is_(False))
        .where(col(told.outcome) == Outcome.REJECT)
        .where(col(told.told_at) >= since)
        .where(col(told.told_at) < until)
        .distinct()
    )
    asked = session.execute(select(func.count()).select_from(people.subquery())).scalar_one()
    back = session.execute(select(func.count()).select_from(people.where(came_back).subquery())).scalar_one()
    return ReturnRate(told=asked, reapplied=back)
