"""What the stand-ins were handed, request by request: the truth that tests compare against."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kindregards.fake_providers.faults import Provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One request as it came over the wire; `accepted` says whether a real provider would now deliver it."""

    provider: Provider
    accepted: bool
    at: datetime
    attempt_id: str | None
    address: str
    subject: str | None = None
    text: str = ""
    provider_message_id: str | None = None
    callback_url: str | None = None
    custom_args: Mapping[str, str] = field(default_factory=dict)
    path: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Ledger:
    """Every request, in order of arrival."""

    def __init__(self) -> None:
        self._handed: list[Handed] = []
        self._listeners: list[Callable[[Handed], None]] = []

    def record(self, handed: Handed) -> None:
        """Keep one request and tell everybody who listens."""
        self._handed.append(handed)
        for listener in self._listeners:
            listener(handed)

    def listen(self, listener: Callable[[Handed], None]) -> None:
        """Have each request told from now on, in the stand-in's own thread."""
        self._listeners.append(listener)

    def clear(self) -> None:
        """Forget everything."""
        self._handed.clear()

    def requests(
        self,
        *,
        provider: Provider | None = None,
        attempt_id: str | None = None,
        address: str | None = None,
        accepted: bool | None = None,
    ) -> tuple[Handed, ...]:
        """Return the requests that fit, oldest first."""
        wanted = {"provider": provider, "attempt_id": attempt_id, "address": address, "accepted": accepted}
        asked = {name: value for name, value in wanted.items() if value is not None}
        return tuple(
            handed
            for handed in tuple(self._handed)
            if all(getattr(handed, name) == value for name, value in asked.items())
        )

    def accepted(self, attempt_id: str) -> Handed | None:
        """Return the first accepted request of an attempt."""
        return next(iter(self.requests(attempt_id=attempt_id, accepted=True)), None)

    def counts(self) -> dict[str, int]:
        """Return how many requests came and were accepted, and how many accepted ones repeat an attempt."""
        accepted = self.requests(accepted=True)
        attempts = set(_attempts(accepted))
        return {
            "received": len(self._handed),
            "accepted": len(accepted),
            "attempts": len(attempts),
            "duplicates": len(list(_attempts(accepted))) - len(attempts),
        }


def _attempts(accepted: tuple[Handed, ...]) -> Iterator[tuple[Provider, str]]:
    return ((handed.provider, handed.attempt_id) for handed in accepted if handed.attempt_id)
