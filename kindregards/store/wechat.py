"""A WeChat service account's token and the one-time subscriptions people gave it, shared by every process."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.ports.wechat import AccessToken
from kindregards.store.blind_index import BlindIndex
from kindregards.store.companies import DEFAULT_COMPANY_ID, Companies
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_once
from kindregards.store.tables import WechatSubscriptionTable, WechatTokenTable

_TABLE = "wechat_tokens"


@dataclass(frozen=True, slots=True)
class WechatTokens:
    """One row an account; the lease settles who fetches a new token."""

    database: Database
    companies: Companies

    async def current(self, app_id: str) -> AccessToken | None:
        """Return the token that was fetched last, good or not."""
        return await self.database.read(lambda session: self._current(session, app_id))

    async def lease(self, app_id: str, *, seen: str | None, now: datetime, until: datetime) -> str | None:
        """Take the right to fetch a token; None while another has it or the token is not `seen` any more."""
        return await self.database.write(lambda session: _lease(session, app_id, seen, now, until))

    async def keep(self, app_id: str, lease: str, token: AccessToken) -> None:
        """Store a fetched token and end the lease; without effect when the lease has passed to another."""
        await self.database.write(lambda session: self._keep(session, app_id, lease, token))

    async def release(self, app_id: str, lease: str) -> None:
        """End a lease that brought no token; without effect when it has passed to another."""
        await self.database.write(lambda session: _release(session, app_id, lease))

    def _current(self, session: Session, app_id: str) -> AccessToken | None:
        row = session.scalars(
            select(WechatTokenTable)
            .where(col(WechatTokenTable.company_id) == DEFAULT_COMPANY_ID)
            .where(col(WechatTokenTable.app_id) == app_id)
        ).one_or_none()
        if row is None or row.expires_at is None:
            return None
        key = self.companies.key(session, row.company_id)
        value = key.open(row.sealed_token, table=_TABLE, row=row.id, column="sealed_token")
        return AccessToken(value=value or "", expires_at=row.expires_at)

    def _keep(self, session: Session, app_id: str, lease: str, token: AccessToken) -> None:
        row_id = session.execute(
            select(col(WechatTokenTable.id))
            .where(col(WechatTokenTable.company_id) == DEFAULT_COMPANY_ID)
            .where(col(WechatTokenTable.app_id) == app_id)
        ).scalar_one()
        key = self.companies.key(session, DEFAULT_COMPANY_ID)
        session.execute(
            update(WechatTokenTable)
            .where(col(WechatTokenTable.id) == row_id)
            .where(col(WechatTokenTable.lease_token) == lease)
            .values(
                sealed_token=key.seal(token.value, table=_TABLE, row=row_id, column="sealed_token"),
                token_digest=_digest(token.value),
                expires_at=token.expires_at,
                lease_token=None,
                lease_until=None,
            )
        )


@dataclass(frozen=True, slots=True)
class WechatGrants:
    """Counts the messages that a person still allows."""

    database: Database
    blind_index: BlindIndex

    async def take(self, openid: str, *, now: datetime) -> bool:
        """Use one up; False when none is left."""
        return await self.database.write(lambda session: _take(session, self.index_of(openid), now))

    async def give_back(self, openid: str, *, now: datetime) -> None:
        """Return one that carried nothing."""
        await self.database.write(lambda session: add_grants(session, self.index_of(openid), 1, now))

    async def forget(self, openid: str, *, now: datetime) -> None:
        """Take all of them away."""
        await self.database.write(lambda session: clear_grants(session, self.index_of(openid), now))

    async def left(self, openid: str) -> int:
        """Return how many messages the person still allows."""
        return await self.database.read(lambda session: _left(session, self.index_of(openid)))

    def index_of(self, openid: str) -> str:
        """Return the code by which a person's row is found; the account belongs to the installation."""
        return self.blind_index.openid(openid, company_id=DEFAULT_COMPANY_ID)


def add_grants(session: Session, index: str, count: int, now: datetime) -> None:
    """Count messages that a person newly allows."""
    insert_once(
        session,
        WechatSubscriptionTable,
        id=new_id(),
        company_id=DEFAULT_COMPANY_ID,
        openid_index=index,
        granted=0,
        updated_at=now,
    )
    session.execute(
        update(WechatSubscriptionTable)
        .where(col(WechatSubscriptionTable.company_id) == DEFAULT_COMPANY_ID)
        .where(col(WechatSubscriptionTable.openid_index) == index)
        .values(granted=col(WechatSubscriptionTable.granted) + count, updated_at=now)
    )


def clear_grants(session: Session, index: str, now: datetime) -> None:
    """Count nothing any more."""
    session.execute(
        update(WechatSubscriptionTable)
        .where(col(WechatSubscriptionTable.company_id) == DEFAULT_COMPANY_ID)
        .where(col(WechatSubscriptionTable.openid_index) == index)
        .values(granted=0, updated_at=now)
    )


def _lease(session: Session, app_id: str, seen: str | None, now: datetime, until: datetime) -> str | None:
    insert_once(session, WechatTokenTable, id=new_id(), company_id=DEFAULT_COMPANY_ID, app_id=app_id)
    lease = new_id()
    digest = _digest(seen) if seen is not None else None
    taken = session.execute(
        update(WechatTokenTable)
        .where(col(WechatTokenTable.company_id) == DEFAULT_COMPANY_ID)
        .where(col(WechatTokenTable.app_id) == app_id)
        .where(or_(col(WechatTokenTable.lease_until).is_(None), col(WechatTokenTable.lease_until) <= now))
        .where(col(WechatTokenTable.token_digest).is_not_distinct_from(digest))
        .values(lease_token=lease, lease_until=until)
        .returning(col(WechatTokenTable.id))
    ).one_or_none()
    return lease if taken is not None else None


def _release(session: Session, app_id: str, lease: str) -> None:
    session.execute(
        update(WechatTokenTable)
        .where(col(WechatTokenTable.company_id) == DEFAULT_COMPANY_ID)
        .where(col(WechatTokenTable.app_id) == app_id)
        .where(col(WechatTokenTable.lease_token) == lease)
        .values(lease_token=None, lease_until=None)
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _take(session: Session, index: str, now: datetime) -> bool:
    taken = session.execute(
        update(WechatSubscriptionTable)
        .where(col(WechatSubscriptionTable.company_id) == DEFAULT_COMPANY_ID)
        .where(col(WechatSubscriptionTable.openid_index) == index)
        .where(col(WechatSubscriptionTable.granted) > 0)
        .values(granted=col(WechatSubscriptionTable.granted) - 1, updated_at=now)
        .returning(col(WechatSubscriptionTable.id))
    ).one_or_none()
    return taken is not None


def _left(session: Session, index: str) -> int:
    granted = session.execute(
        select(col(WechatSubscriptionTable.granted))
        .where(col(WechatSubscriptionTable.company_id) == DEFAULT_COMPANY_ID)
        .where(col(WechatSubscriptionTable.openid_index) == index)
    ).scalar_one_or_none()
    return granted or 0
