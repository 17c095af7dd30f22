"""The channels that this installation has."""

from collections.abc import Collection
from typing import Protocol

from kindregards.domain.channels import Channel
from kindregards.domain.ports.channels import Sender


class Senders(Protocol):
    """Knows which sender carries a channel; test applications never leave the house."""

    @property
    def available(self) -> Collection[Channel]:
        """Return the channels that can be used."""
        ...

    def sender_for(self, channel: Channel, *, is_test: bool) -> Sender:
        """Return the sender of an available channel, or the mailbox for a test application."""
        ...


class LinkFactory(Protocol):
    """Makes the addresses of candidate pages."""

    def letter(self, token: str) -> str:
        """Return the hosted letter's address."""
        ...

    def status(self, token: str) -> str:
        """Return the status page's address."""
        ...

    def feedback(self, token: str) -> str:
        """Return the address of the page that asks how they were told."""
        ...

    def human_review(self, token: str) -> str:
        """Return the address of the page that asks for another person."""
        ...

    def talent_pool(self, token: str) -> str:
        """Return the address of the page to join the talent pool, or to leave it."""
        ...

    def data(self, token: str) -> str:
        """Return the address of the page where they see, take along or erase their data."""
        ...

    def unsubscribe(self, token: str) -> str:
        """Return the address that stops further messages."""
        ...

    def reply_to(self, token: str) -> str | None:
        """Return the mail address under which a letter is answered, if this installation receives mail."""
        ...
