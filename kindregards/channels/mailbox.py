"""The embedded default: letters are kept in a mailbox and read in the console."""

from kindregards.domain.channels import Message, SendResult, SendStatus
from kindregards.domain.ports.channels import Mailbox

PROVIDER = "mailbox"


class MailboxChannel:
    """Sends by keeping; exactly once by construction, because the mailbox knows the attempt."""

    provider = PROVIDER

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def send(self, message: Message) -> SendResult:
        """Keep the message; a mailbox that fails raises, for that is our own trouble."""
        await self._mailbox.put(message)
        return SendResult(status=SendStatus.ACCEPTED, provider=PROVIDER, provider_message_id=message.attempt_id)
