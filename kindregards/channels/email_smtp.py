"""E-mail through any SMTP server."""

import asyncio
import logging
import ssl
from collections.abc import Callable
from datetime import datetime
from email.errors import MessageError

import aiosmtplib

from kindregards import clock
from kindregards.channels.addresses import SenderAddress, ascii_domain, is_safe_mail
from kindregards.channels.codes import send_status_of_smtp
from kindregards.channels.connecting import not_connected_code
from kindregards.channels.smtp_mail import build_email, message_id
from kindregards.channels.smtp_server import SmtpServer, open_client, parse_smtp_url
from kindregards.channels.timeouts import DEFAULT_TIMEOUTS, Timeouts
from kindregards.domain.channels import Message, SendResult, SendStatus

PROVIDER = "smtp"
log = logging.getLogger(__name__)


class SmtpEmail:
    """Hands each message over once, on a connection of its own."""

    provider = PROVIDER

    def __init__(
        self,
        url: str,
        *,
        sender: SenderAddress,
        timeouts: Timeouts = DEFAULT_TIMEOUTS,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        self._server = parse_smtp_url(url)
        self._sender = sender
        self._timeouts = timeouts
        self._now = now

    async def send(self, message: Message) -> SendResult:
        """Hand over one message and say what is known about it."""
        if not is_safe_mail(message):
            return _result(SendStatus.REFUSED, "unsafe_text")
        try:
            content = build_email(message, self._sender, self._now()).as_bytes()
        except (ValueError, IndexError, MessageError):
            return _result(SendStatus.REFUSED, "bad_address")
        envelope = (ascii_domain(self._sender.email), ascii_domain(message.address))
        refusal = await _Conversation(self._server, self._timeouts, envelope).carry_out(content)
        if refusal is not None:
            return refusal
        return SendResult(
            status=SendStatus.ACCEPTED, provider=PROVIDER, provider_message_id=message_id(message, self._sender)
        )


class _Conversation:
    """One letter handed to the server; `_content_on_its_way` is the point after which nothing is sure."""

    def __init__(self, server: SmtpServer, timeouts: Timeouts, envelope: tuple[str, str]) -> None:
        self._timeouts = timeouts
        self._from, self._to = envelope
        self._content_on_its_way = False
        self._client = open_client(server, timeouts)

    async def carry_out(self, content: bytes) -> SendResult | None:
        """Connect, log in and send; return why it failed, or None when the server took the letter."""
        try:
            refusal = await self._converse(content)
            if refusal is None:
                await self._say_goodbye()
        finally:
            self._client.close()
        return refusal

    async def _converse(self, content: bytes) -> SendResult | None:
        try:
            async with asyncio.timeout(self._timeouts.total_seconds):
                return await self._connect() or await self._send(content)
        except aiosmtplib.SMTPTimeoutError:
            return self._broken_off("read_timeout")
        except TimeoutError:
            return self._broken_off("deadline")
        except (aiosmtplib.SMTPException, OSError):
            return self._broken_off("connection_lost")

    async def _connect(self) -> SendResult | None:
        try:
            await self._client.connect(timeout=self._timeouts.connect_seconds)
        except aiosmtplib.SMTPResponseException as error:
            return self._refused(error, about_sender=True)
        except (aiosmtplib.SMTPConnectError, aiosmtplib.SMTPTimeoutError, ssl.SSLError) as error:
            return _result(SendStatus.NOT_SENT, not_connected_code(error))
        except aiosmtplib.SMTPServerDisconnected:
            return _result(SendStatus.NOT_SENT, "not_connected")
        except aiosmtplib.SMTPException:
            # No STARTTLS where a password needs it, or no AUTH at all: an operator must look.
            return _result(SendStatus.MISCONFIGURED, "smtp_security")
        return None

    async def _send(self, content: bytes) -> SendResult | None:
        try:
            await self._client.mail(self._from)
            await self._client.rcpt(self._to)
            self._content_on_its_way = True
            await self._client.data(content)
        except aiosmtplib.SMTPResponseException as error:
            return self._refused(error, about_sender=isinstance(error, aiosmtplib.SMTPSenderRefused))
        return None

    async def _say_goodbye(self) -> None:
        """Quit politely; the letter is accepted already, so trouble here changes nothing."""
        try:
            await self._client.quit(timeout=self._timeouts.connect_seconds)
        except (aiosmtplib.SMTPException, OSError) as error:
            log.debug("smtp_goodbye_failed %s", type(error).__name__)

    def _refused(self, error: aiosmtplib.SMTPResponseException, *, about_sender: bool) -> SendResult:
        status = send_status_of_smtp(error.code, about_sender=about_sender)
        if status is SendStatus.MAYBE_SENT:
            return self._broken_off("unreadable_answer")
        return _result(status, f"smtp_{error.code}")

    def _broken_off(self, error_code: str) -> SendResult:
        status = SendStatus.MAYBE_SENT if self._content_on_its_way else SendStatus.NOT_SENT
        return _result(status, error_code)


def _result(status: SendStatus, error_code: str) -> SendResult:
    return SendResult(status=status, provider=PROVIDER, error_code=error_code)
