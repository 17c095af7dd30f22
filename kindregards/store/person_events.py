"""What reports say about people rather than letters: stop, go on, and how much more WeChat may bring."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session
from sqlmodel import col

from kindregards.domain.channels import Channel
from kindregards.domain.provider_events import ProviderEvent
from kindregards.domain.suppressions import SAID_BY_THE_PERSON, SuppressionScope, lifts, suppressing
from kindregards.store.blind_index import BlindIndex
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.pool_entries import leave_pool
from kindregards.store.suppressions import index_of, lift, suppress
from kindregards.store.tables import CandidateTable, CompanyTable
from kindregards.store.wechat import add_grants, clear_grants

_WECHAT = "wechat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One company's code of the address that a report is about."""

    company_id: str
    channel: Channel
    index: str | None


@dataclass(frozen=True, slots=True)
class PersonEvents:
    """Finds whom an address belongs to, and writes down what they want."""

    blind_index: BlindIndex

    def addresses(self, session: Session, event: ProviderEvent) -> tuple[Address, ...]:
        """Return the address that a report names, in each company that knows somebody by it."""
        if event.address is None:
            return ()
        channel = channel_of(event)
        companies = session.scalars(select(col(CompanyTable.id))).all()
        codes = {each: index_of(self.blind_index, each, event.address, channel) for each in companies}
        knowing = session.scalars(
            select(col(CandidateTable.company_id)).where(index_column(channel).in_(codes.values())).distinct()
        )
        return tuple(Address(company_id=each, channel=channel, index=codes[each]) for each in knowing)

    def follow(
        self, session: Session, event: ProviderEvent, addresses: tuple[Address, ...], source_event: str | None
    ) -> None:
        """Suppress, or lift what was suppressed, as the report says; `source_event` is the id of its row."""
        for address in addresses:
            what = suppressing(event, address.channel)
            where = (session, address.company_id, address.channel, address.index)
            if what is not None:
                suppress(*where, what=what, now=event.occurred_at, source_event=source_event)
                if what.reason in SAID_BY_THE_PERSON:
                    _end_pool(session, address, event.occurred_at)
            elif lifts(event):
                scope = SuppressionScope.INVITATIONS if event.for_invitations else SuppressionScope.EVERYTHING
                lift(*where, now=event.occurred_at, scope=scope)

    def count_grants(self, session: Session, event: ProviderEvent, now: datetime) -> None:
        """Count the messages that a person allows by WeChat's one-time subscriptions."""
        if event.provider != _WECHAT or event.address is None or event.allows is None:
            return
        index = self.blind_index.openid(event.address, company_id=DEFAULT_COMPANY_ID)
        if event.allows == 0:
            clear_grants(session, index, now)
        else:
            add_grants(session, index, event.allows, now)


def channel_of(event: ProviderEvent) -> Channel:
    """Return the channel of the address that a report names."""
    if event.provider == _WECHAT:
        return Channel.WECHAT
    return Channel.EMAIL if "@" in (event.address or "") else Channel.SMS


def index_column(channel: Channel) -> Mapped[str | None]:
    """Return the column by which people are found on a channel."""
    match channel:
        case Channel.EMAIL:
            return col(CandidateTable.email_index)
        case Channel.SMS:
            return col(CandidateTable.phone_index)
        case Channel.WECHAT:
            return col(CandidateTable.wechat_index)


def _end_pool(session: Session, address: Address, now: datetime) -> None:
    """Take whoever has this address off the talent pool: who wants to hear less is asked nothing more."""
    if address.index is None:
        return  # erased meanwhile
    people = session.scalars(
        select(col(CandidateTable.id))
        .where(col(CandidateTable.company_id) == address.company_id)
        .where(index_column(address.channel) == address.index)
    ).all()
    for candidate_id in people:
        leave_pool(session, candidate_id, now)
