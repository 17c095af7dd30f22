"""The embedded mailbox: every message once, newest first."""

import asyncio
from dataclasses import replace

import pytest

from kindregards.domain.channels import Channel, Message
from kindregards.domain.letters import LetterNotFoundError
from kindregards.domain.ports.journey import Reservation
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.builders import NOW, a_message
from tests.store.office import Office

pytestmark = pytest.mark.anyio


def message_of(reserved: Reservation, **changes: object) -> Message:
    return a_message(attempt_id=reserved.attempt_id, company_id=DEFAULT_COMPANY_ID, channel=reserved.channel, **changes)


async def sent(office: Office, number: int = 1) -> Message:
    message = message_of(await office.reserve(await office.rejected(number)), subject=f"subject {number}")
    await office.stores.mailbox.put(message)
    return message


async def test_a_message_is_read_as_it_was_put(office: Office) -> None:
    message = await sent(office)

    kept = await office.stores.mailbox.message(DEFAULT_COMPANY_ID, message.attempt_id)

    assert (kept.subject, kept.text, kept.html) == (message.subject, message.text, message.html)
    assert (kept.address, kept.recipient_name, kept.channel) == (message.address, "王梅", Channel.EMAIL)
    assert kept.created_at == NOW


async def test_the_same_attempt_is_kept_once_as_it_came_first(office: Office) -> None:
    message = await sent(office)

    await office.stores.mailbox.put(replace(message, subject="another"))

    (kept,) = await office.stores.mailbox.mailbox(DEFAULT_COMPANY_ID, limit=10)
    assert kept.subject == "subject 1"


async def test_the_same_attempt_twice_at_once_is_kept_once(office: Office, rival: Office) -> None:
    for number in range(10):
        message = message_of(await office.reserve(await office.rejected(number)))

        await asyncio.gather(office.stores.mailbox.put(message), rival.stores.mailbox.put(message))

    assert len(await office.stores.mailbox.mailbox(DEFAULT_COMPANY_ID, limit=100)) == 10


async def test_pages_go_from_the_newest_to_the_oldest(office: Office) -> None:
    messages = [await sent(office, number) for number in range(5)]

    first = await office.stores.mailbox.mailbox(DEFAULT_COMPANY_ID, limit=3)
    second = await office.stores.mailbox.mailbox(DEFAULT_COMPANY_ID, limit=3, after=first[-1].id)

    assert [each.subject for each in (*first, *second)] == [each.subject for each in reversed(messages)]


async def test_a_message_that_does_not_exist_is_not_found(office: Office) -> None:
    with pytest.raises(LetterNotFoundError):
        await office.stores.mailbox.message(DEFAULT_COMPANY_ID, "missing")
