"""Addresses that must not be written to, and why."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import Candidate
from kindregards.domain.channels import Channel
from kindregards.domain.letters import Purpose
from kindregards.domain.suppressions import LIFTED_BY_THE_PERSON, Suppressing, SuppressionScope, scopes_against
from kindregards.store.blind_index import BlindIndex
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_once
from kindregards.store.tables import SuppressionTable


def address_index(blind_index: BlindIndex, company_id: str, candidate: Candidate, channel: Channel) -> str | None:
    """Return the code of a person's address on a channel, or None when they have none."""
    address = candidate.address_for(channel)
    return index_of(blind_index, company_id, address, channel) if address else None


def index_of(blind_index: BlindIndex, company_id: str, address: str, channel: Channel) -> str:
    """Return the code of an address on a channel."""
    match channel:
        case Channel.EMAIL:
            return blind_index.email(address, company_id=company_id)
        case Channel.SMS:
            return blind_index.phone(address, company_id=company_id)
        case Channel.WECHAT:
            return blind_index.openid(address, company_id=company_id)


def is_suppressed(
    session: Session,
    company_id: str,
    channel: Channel,
    index: str | None,
    *,
    now: datetime,
    purpose: Purpose = Purpose.OUTCOME,
) -> bool:
    """Say whether an address may not be written to for this purpose."""
    return session.execute(
        select(
            exists()
            .where(col(SuppressionTable.company_id) == company_id)
            .where(col(SuppressionTable.channel) == channel)
            .where(col(SuppressionTable.address_index) == index)
            .where(col(SuppressionTable.scope).in_(scopes_against(purpose)))
            .where(or_(col(SuppressionTable.expires_at).is_(None), col(SuppressionTable.expires_at) > now))
        )
    ).scalar_one()


def suppress(  # noqa: PLR0913 -- one row
    session: Session,
    company_id: str,
    channel: Channel,
    index: str | None,
    *,
    what: Suppressing,
    now: datetime,
    source_event: str | None = None,
) -> None:
    """Write an address down as not to be written to; again is harmless, and ends an earlier taking back.

    `now` is when the person said so; `source_event` is the id of the provider's report about it.
    """
    if index is None:
        return
    insert_once(
        session,
        SuppressionTable,
        id=new_id(),
        company_id=company_id,
        channel=channel,
        address_index=index,
        scope=what.scope,
        reason=what.reason,
        source_event=source_event,
        created_at=now,
    )
    session.execute(
        update(SuppressionTable)
        .where(*_is(company_id, channel, index))
        .where(col(SuppressionTable.scope) == what.scope)
        .where(col(SuppressionTable.expires_at) <= now)
        .values(reason=what.reason, source_event=source_event, created_at=now, expires_at=None)
    )


def lift(
    session: Session, company_id: str, channel: Channel, index: str | None, *, now: datetime, scope: SuppressionScope
) -> None:
    """End what the person themselves had asked for before `now`; with `invitations` only that."""
    scopes = frozenset(SuppressionScope) if scope is SuppressionScope.EVERYTHING else frozenset({scope})
    if index is not None:
        session.execute(
            update(SuppressionTable)
            .where(*_is(company_id, channel, index))
            .where(col(SuppressionTable.scope).in_(scopes))
            .where(col(SuppressionTable.reason).in_(LIFTED_BY_THE_PERSON))
            .where(col(SuppressionTable.expires_at).is_(None))
            .where(col(SuppressionTable.created_at) <= now)
            .values(expires_at=now)
        )


def _is(company_id: str, channel: Channel, index: str) -> tuple[ColumnElement[bool], ...]:
    return (
        col(SuppressionTable.company_id) == company_id,
        col(SuppressionTable.channel) == channel,
        col(SuppressionTable.address_index) == index,
    )
