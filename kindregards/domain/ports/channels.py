"""Sending messages and reading what providers report."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kindregards.domain.channels import Message, SendResult
from kindregards.domain.errors import DomainError
from kindregards.domain.provider_events import ProviderEvent


class ForgedWebhookError(DomainError):
    """A provider's signature is missing, wrong or stale, or no key is configured to check it."""

    code = "signature_invalid"


class UnreadableWebhookError(DomainError):
    """The signature holds but the body is not what this provider sends."""

    code = "webhook_unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedInterview:
    """A result as a vendor reports it: of which application (its external id), and what, still unchecked."""

    company_id: str
    application: str
    result: Mapping[str, object]


class InterviewReader(Protocol):
    """Checks and maps what interview vendors send."""

    def read(self, source: str, *, headers: Mapping[str, str], body: bytes, now: datetime) -> ReportedInterview | None:
        """Return a result, or None for what is none; raise ForgedWebhookError or UnreadableWebhookError."""
        ...


class Sender(Protocol):
    """One channel's way out. Never raises for what a provider answers: it classifies."""

    @property
    def provider(self) -> str:
        """Return who carries its messages, as the ledger names them."""
        ...

    async def send(self, message: Message) -> SendResult:
        """Hand over one message, once; the caller alone decides about another try."""
        ...


class Mailbox(Protocol):
    """Keeps messages of the embedded default, to be read in the console."""

    async def put(self, message: Message) -> None:
        """Keep the message; the same attempt twice is kept once."""
        ...


class KeptMessages(Protocol):
    """Knows what the embedded mailbox keeps."""

    async def holds(self, attempt_id: str) -> bool:
        """Say whether an attempt's message is kept."""
        ...


class WebhookReader(Protocol):
    """Checks a provider's signature and translates its body."""

    def read(self, *, url: str, headers: Mapping[str, str], body: bytes, now: datetime) -> tuple[ProviderEvent, ...]:
        """Return the events; raise ForgedWebhookError or UnreadableWebhookError. Header names are lower case."""
        ...


class MailReader(Protocol):
    """Reads mail that came in, piece by piece."""

    async def read(
        self, *, token: str | None, headers: Mapping[str, str], chunks: AsyncIterator[bytes], now: datetime
    ) -> tuple[ProviderEvent, ...]:
        """Return what it brings for letters of ours; raise ForgedWebhookError or UnreadableWebhookError."""
        ...


class WechatReader(WebhookReader, Protocol):
    """The same for WeChat, which first asks whether the address is ours."""

    def challenge(self, *, url: str, now: datetime) -> str:
        """Return what WeChat wants to hear; raise ForgedWebhookError when it was not WeChat that asked."""
        ...
