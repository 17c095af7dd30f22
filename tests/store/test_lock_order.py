"""Whoever changes an application takes hold of it first, so that two never wait for each other in a ring."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from kindregards.domain.channels import Channel
from kindregards.domain.provider_events import EventKind, ProviderEvent
from kindregards.domain.suppressions import Suppressing, SuppressionReason
from kindregards.store.applications import lock_application
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.suppressions import index_of, suppress
from tests.builders import NOW
from tests.store.office import LATER, Office, accepted, application_of

pytestmark = pytest.mark.anyio

PHONE = "+8613800138000"
OPTED_OUT = Suppressing(SuppressionReason.OPTED_OUT)
_WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")


def somebody_waits(session: Session) -> bool:
    """Rest a moment, and say whether another connection waits for what this one holds."""
    session.execute(text("SELECT pg_stat_clear_snapshot(), pg_sleep(0.01)"))
    return bool(session.execute(_WAITING).scalar_one())


async def test_stop_waits_with_empty_hands_for_a_refusal_that_is_being_written_down(office: Office) -> None:
    if office.database.dialect == "sqlite":
        return  # one transaction writes at a time
    letter = await office.rejected(1, Channel.SMS)
    await office.send(letter, accepted(1))
    stop = ProviderEvent(
        provider="twilio", event_key="SM1", kind=EventKind.UNSUBSCRIBED, occurred_at=LATER, address=PHONE
    )
    loop = asyncio.get_running_loop()

    def refuse(session: Session) -> asyncio.Future[int]:
        """Do as the ledger does with a provider's `opted out`, while the person's own STOP comes in."""
        lock_application(session, application_of(letter))
        reporting = asyncio.wrap_future(asyncio.run_coroutine_threadsafe(office.report(stop), loop), loop=loop)
        assert any(somebody_waits(session) for _ in range(500))
        session.execute(text("SET LOCAL lock_timeout = '200ms'"))
        index = index_of(office.stores.ledger.blind_index, DEFAULT_COMPANY_ID, PHONE, Channel.SMS)
        suppress(session, DEFAULT_COMPANY_ID, Channel.SMS, index, what=OPTED_OUT, now=NOW)
        return reporting

    reporting = await office.database.write(refuse)

    assert await reporting == 1
