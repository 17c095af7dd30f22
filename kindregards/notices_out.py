"""Telling reviewers by mail what waits for them, while the worker runs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog

from kindregards.clock import now
from kindregards.domain.channels import SendResult, SendStatus
from kindregards.domain.errors import DomainError
from kindregards.domain.notifying import KEPT_HERE
from kindregards.domain.ports.channels import Sender
from kindregards.domain.ports.clock import Clock
from kindregards.senders import staff_sender
from kindregards.settings import Settings
from kindregards.staff_mail import StaffMailWriter
from kindregards.store.staff_mails import StaffMails

log = structlog.get_logger(__name__)

_PAUSE_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRounds:
    """Sends what is due, one mail after the other; several processes may do so at the same time.

    Without a sender this installation sends no mail: reviewers find their notices in the console alone.
    """

    mails: StaffMails
    writer: StaffMailWriter
    sender: Sender | None
    clock: Clock = now

    async def sweep(self) -> None:
        """Send what is due, until cancelled."""
        while True:
            try:
                await self.send_due()
            except DomainError as error:
                log.warning("notices_wait", cause=error.code)
            await asyncio.sleep(_PAUSE_SECONDS)

    async def send_due(self) -> int:
        """Send every mail that is due and return how many that were."""
        sent = 0
        while (mail := await self.mails.claim(now=self.clock())) is not None:
            result = SendResult(status=SendStatus.REFUSED, provider=KEPT_HERE)
            if self.sender is not None:
                result = await self.sender.send(self.writer.write(mail, self.clock()))
            await self.mails.settle(mail, result, now=self.clock())
            log.info(
                "notice_mail", mail_id=mail.id, user_id=mail.user_id, status=result.status, cause=result.error_code
            )
            sent += 1
        return sent


@asynccontextmanager
async def carrying_notices(settings: Settings, mails: StaffMails) -> AsyncIterator[asyncio.Task[None]]:
    """Send notices as long as the block runs; yield the task that does it.

    A mail under way when the block ends is in doubt from then on and not sent again.
    """
    writer = StaffMailWriter(base_url=settings.public_base_url, timezone=settings.company_timezone)
    rounds = NoticeRounds(mails=mails, writer=writer, sender=staff_sender(settings))
    sweeping = asyncio.create_task(rounds.sweep(), name="notices")
    try:
        yield sweeping
    finally:
        sweeping.cancel()
        await asyncio.gather(sweeping, return_exceptions=True)
