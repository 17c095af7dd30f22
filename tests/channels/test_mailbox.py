import asyncio

import pytest

from kindregards.channels.mailbox import MailboxChannel
from kindregards.domain.channels import Message, SendResult, SendStatus
from tests.builders import a_message


class KeptMessages:
    def __init__(self) -> None:
        self.messages: dict[str, Message] = {}

    async def put(self, message: Message) -> None:
        self.messages.setdefault(message.attempt_id, message)


class FullDisk:
    async def put(self, message: Message) -> None:
        raise OSError(f"no space left for {message.attempt_id}")


def test_a_kept_letter_is_accepted_under_its_attempt() -> None:
    mailbox = KeptMessages()
    message = a_message(attempt_id="attempt-7")

    result = asyncio.run(MailboxChannel(mailbox).send(message))

    assert result == SendResult(status=SendStatus.ACCEPTED, provider="mailbox", provider_message_id="attempt-7")
    assert mailbox.messages == {"attempt-7": message}


def test_a_mailbox_that_fails_is_our_own_trouble() -> None:
    with pytest.raises(OSError, match="no space"):
        asyncio.run(MailboxChannel(FullDisk()).send(a_message()))
