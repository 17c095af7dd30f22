"""Policy versions: drafts, the active one, and the ones applications are pinned to."""

from dataclasses import dataclass, field
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.intake import PolicyUnknownError
from kindregards.domain.policies import Policy, PolicyChangedError, PolicyState, PolicyVersion
from kindregards.domain.rule_authors import rules_author
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_row
from kindregards.store.tables import PolicyVersionTable

_POLICIES = TypeAdapter(Policy)


@dataclass(frozen=True, slots=True)
class Policies:
    """Every version ever written; versions never change, so they are parsed once."""

    database: Database
    _parsed: dict[tuple[str, str, int], Policy] = field(default_factory=dict)
    _authors: dict[tuple[str, str, int], str] = field(default_factory=dict)

    async def latest(self, company_id: str, name: str) -> PolicyVersion:
        """Return the active version of a policy, or its newest draft; raise PolicyUnknownError."""
        return await self.database.read(lambda session: self._latest(session, company_id, name))

    async def version(self, company_id: str, name: str, number: int) -> PolicyVersion:
        """Return one version; raise PolicyUnknownError."""
        return await self.database.read(lambda session: self._remembered(_one(session, company_id, name, number)))

    async def names(self, company_id: str) -> tuple[PolicyVersion, ...]:
        """Return the active version of every policy, by name."""
        return await self.database.read(lambda session: self._active(session, company_id))

    async def versions(self, company_id: str, name: str | None = None) -> tuple[PolicyVersion, ...]:
        """Return every version of one policy, or of all, by name and the newest first."""
        return await self.database.read(lambda session: self._versions(session, company_id, name))

    async def add_draft(
        self, company_id: str, name: str, policy: Policy, *, author: str, now: datetime, based_on: int | None = None
    ) -> PolicyVersion:
        """Keep a new draft and return it with its number.

        Raise PolicyChangedError when `based_on`, the newest version its author knew, is not the newest any more.
        """
        return await self.database.write(
            lambda session: self.insert(session, company_id, name, policy, author, now, based_on)
        )

    async def activate(self, company_id: str, name: str, number: int, *, now: datetime) -> PolicyVersion:
        """Let a version decide about applications that come in from now on; raise PolicyUnknownError."""
        return await self.database.write(lambda session: self.activate_in(session, company_id, name, number, now))

    def active_number(self, session: Session, company_id: str, name: str) -> int:
        """Return the number that a new application is pinned to; raise PolicyUnknownError."""
        number = session.execute(
            select(col(PolicyVersionTable.version))
            .where(col(PolicyVersionTable.company_id) == company_id)
            .where(col(PolicyVersionTable.name) == name)
            .where(col(PolicyVersionTable.state) == PolicyState.ACTIVE)
        ).scalar_one_or_none()
        if number is None:
            raise PolicyUnknownError(
                f"There is no active policy {name!r}. Name an existing one or create it with PUT /v1/policies/{name}."
            )
        return number

    def pinned(self, session: Session, company_id: str, name: str, number: int) -> Policy:
        """Return the rules of one version."""
        known = self._parsed.get((company_id, name, number))
        return known or self._remembered(_one(session, company_id, name, number)).policy

    def rules_author(self, session: Session, company_id: str, name: str, number: int) -> str:
        """Return who wrote the rules of one version, which is not always who wrote the version."""
        key = (company_id, name, number)
        if key not in self._authors:
            known = self._versions(session, company_id, name)
            self._authors[key] = rules_author([each for each in known if each.version <= number])
        return self._authors[key]

    def insert(  # noqa: PLR0913, PLR0917 -- one fact each
        self,
        session: Session,
        company_id: str,
        name: str,
        policy: Policy,
        author: str,
        now: datetime,
        based_on: int | None = None,
    ) -> PolicyVersion:
        """Insert the next version as a draft."""
        newest = session.execute(
            select(func.max(col(PolicyVersionTable.version)))
            .where(col(PolicyVersionTable.company_id) == company_id)
            .where(col(PolicyVersionTable.name) == name)
        ).scalar_one_or_none()
        if based_on is not None and based_on != (newest or 0):
            raise PolicyChangedError(
                f"Policy {name!r} has a version {newest or 0} now, and this draft was made from {based_on}. "
                "Read the newest version and make the change there."
            )
        number = (newest or 0) + 1
        insert_row(
            session,
            PolicyVersionTable,
            id=new_id(),
            company_id=company_id,
            name=name,
            version=number,
            state=PolicyState.DRAFT,
            content=_POLICIES.dump_python(policy, mode="json"),
            author=author,
            created_at=now,
        )
        return PolicyVersion(
            name=name, version=number, state=PolicyState.DRAFT, policy=policy, author=author, created_at=now
        )

    def activate_in(self, session: Session, company_id: str, name: str, number: int, now: datetime) -> PolicyVersion:
        """Make one version the active one and retire the one before."""
        # Held until the transaction ends, or two that activate at once would each retire the version before both.
        versions = session.scalars(
            select(PolicyVersionTable)
            .where(col(PolicyVersionTable.company_id) == company_id)
            .where(col(PolicyVersionTable.name) == name)
            .order_by(col(PolicyVersionTable.version))
            .with_for_update()
        ).all()
        chosen = next((each for each in versions if each.version == number), None)
        if chosen is None:
            raise _unknown_version(name, number)
        for each in versions:
            if each.state == PolicyState.ACTIVE:
                each.state = PolicyState.RETIRED
        chosen.state, chosen.activated_at = PolicyState.ACTIVE, now
        session.flush()
        return _value(chosen, _policy(chosen))

    def _latest(self, session: Session, company_id: str, name: str) -> PolicyVersion:
        rows = session.scalars(
            select(PolicyVersionTable)
            .where(col(PolicyVersionTable.company_id) == company_id)
            .where(col(PolicyVersionTable.name) == name)
            .order_by(col(PolicyVersionTable.version).desc())
        ).all()
        if not rows:
            raise PolicyUnknownError(f"There is no policy {name!r}. Create it with PUT /v1/policies/{name}.")
        return self._remembered(next((row for row in rows if row.state == PolicyState.ACTIVE), rows[0]))

    def _versions(self, session: Session, company_id: str, name: str | None) -> tuple[PolicyVersion, ...]:
        statement = select(PolicyVersionTable).where(col(PolicyVersionTable.company_id) == company_id)
        if name is not None:
            statement = statement.where(col(PolicyVersionTable.name) == name)
        rows = session.scalars(statement.order_by(col(PolicyVersionTable.name), col(PolicyVersionTable.version).desc()))
        return tuple(self._remembered(row) for row in rows)

    def _active(self, session: Session, company_id: str) -> tuple[PolicyVersion, ...]:
        rows = session.scalars(
            select(PolicyVersionTable)
            .where(col(PolicyVersionTable.company_id) == company_id)
            .where(col(PolicyVersionTable.state) == PolicyState.ACTIVE)
            .order_by(col(PolicyVersionTable.name))
        )
        return tuple(self._remembered(row) for row in rows)

    def _remembered(self, row: PolicyVersionTable) -> PolicyVersion:
        """Return a version, parsing each only once. Not for rows of a transaction that may yet fail."""
        key = (row.company_id, row.name, row.version)
        if key not in self._parsed:
            self._parsed[key] = _policy(row)
        return _value(row, self._parsed[key])


def _one(session: Session, company_id: str, name: str, number: int) -> PolicyVersionTable:
    row = session.scalars(
        select(PolicyVersionTable)
        .where(col(PolicyVersionTable.company_id) == company_id)
        .where(col(PolicyVersionTable.name) == name)
        .where(col(PolicyVersionTable.version) == number)
    ).one_or_none()
    if row is None:
        raise _unknown_version(name, number)
    return row


def _unknown_version(name: str, number: int) -> PolicyUnknownError:
    return PolicyUnknownError(f"Policy {name!r} has no version {number}.")


def _policy(row: PolicyVersionTable) -> Policy:
    return _POLICIES.validate_python(row.content, strict=False)


def _value(row: PolicyVersionTable, policy: Policy) -> PolicyVersion:
    return PolicyVersion(
        name=row.name,
        version=row.version,
        state=PolicyState(row.state),
        policy=policy,
        author=row.author,
        created_at=row.created_at,
        activated_at=row.activated_at,
    )
