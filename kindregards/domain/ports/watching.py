"""Looking after deliveries under way: which need it, what their providers say, and what follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kindregards.domain.channels import Channel
from kindregards.domain.deliveries import Attempt
from kindregards.domain.provider_events import ProviderEvent
from kindregards.domain.watching import Answer, Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A delivery leased to us until `leased_until`.

    `address` is where the attempt went, None when that is no longer certain; a message of ours carries a link whose
    token has one of `token_hashes`.
    """

    company_id: str
    application_id: str
    letter_id: str
    delivery_id: str
    channel: Channel
    check: Check
    leased_until: datetime
    is_test: bool
    attempt: Attempt | None = None
    address: str | None = None
    token_hashes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedUp:
    """A provider's answer; `events` come with a presence, `ask_again_at` with `not_now`."""

    answer: Answer
    events: tuple[ProviderEvent, ...] = ()
    ask_again_at: datetime | None = None


class WatchedDeliveries(Protocol):
    """Deliveries whose time to be looked after has come; every method is one whole transaction, safe to repeat."""

    async def claim(self, *, limit: int, now: datetime) -> Sequence[Watched]:
        """Lease up to `limit` deliveries that need something; a lease ends by itself."""
        ...

    async def unstick(self, watched: Watched, *, now: datetime) -> None:
        """Settle what a lost worker left behind: reserved was surely not sent, in flight is in doubt."""
        ...

    async def doubt(self, watched: Watched, looked_up: LookedUp, *, now: datetime) -> None:
        """Draw what follows for a doubt from an answer that is no presence: wait, send again, or ask a person."""
        ...

    async def polled(self, watched: Watched, *, now: datetime) -> None:
        """Plan the next poll, or after the last one let silence be a state."""
        ...


class LookUp(Protocol):
    """Asks one provider about one attempt. Never raises for what it answers, or fails to."""

    @property
    def provider(self) -> str:
        """Return who is asked; about another provider's attempts it can say nothing."""
        ...

    async def look_up(self, watched: Watched, *, now: datetime) -> LookedUp:
        """Say whether the provider has the attempt, and how it fared."""
        ...


class LookUps(Protocol):
    """Knows who can be asked about a delivery."""

    def of(self, channel: Channel, *, is_test: bool) -> LookUp | None:
        """Return whom to ask about a channel's attempts, or None when nobody can say."""
        ...
