"""Addresses that must not be written to."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import Candidate
from kindregards.domain.channels import Channel
from kindregards.store.blind_index import BlindIndex
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_row
from kindregards.store.tables import SuppressionTable


def address_index(blind_index: BlindIndex, company_id: str, candidate: Candidate, channel: Channel) -> str | None:
    """Return the code of a person's address on a channel, or None when they have none."""
    address = candidate.address_for(channel)
    if address is None:
        return None
    match channel:
        case Channel.EMAIL:
            return blind_index.email(address, company_id=company_id)
        case Channel.SMS:
            return blind_index.phone(address, company_id=company_id)
        case Channel.WECHAT:
            return blind_index.content(address, company_id=company_id)


def is_suppressed(session: Session, company_id: str, channel: Channel, index: str | None) -> bool:
    """Say whether an address may not be written to."""
    return session.execute(
        select(
            exists()
            .where(col(SuppressionTable.company_id) == company_id)
            .where(col(SuppressionTable.channel) == channel)
            .where(col(SuppressionTable.address_index) == index)
        )
    ).scalar_one()


def suppress(
    session: Session, company_id: str, channel: Channel, index: str | None, *, reason: str, now: datetime
) -> None:
    """Write an address down as not to be written to; again is harmless."""
    if index is None or is_suppressed(session, company_id, channel, index):
        return
    insert_row(
        session,
        SuppressionTable,
        id=new_id(),
        company_id=company_id,
        channel=channel,
        address_index=index,
        reason=reason,
        created_at=now,
    )
