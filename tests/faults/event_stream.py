"""A provider's signed event deliveries, made by hand: repeated, shuffled, forged, or far too many at once."""

import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx

from kindregards import clock
from kindregards.fake_providers.ledger import Handed
from kindregards.fake_providers.sendgrid_callbacks import sendgrid_event
from tests.faults.trial import Trial

Event = dict[str, object]
PATH = "/webhooks/sendgrid/events"
_MILLISECONDS = 1000


@dataclass(kw_only=True)
class EventStream:
    """Posts events as SendGrid does, and keeps the answers."""

    trial: Trial
    connections: int = 8
    statuses: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    seconds_in_all: float = 0.0

    def about(self, addresses: Sequence[str], *names: str) -> list[Event]:
        """Return one new event of each name about each person's accepted letter."""
        wanted = set(addresses)
        letters = [each for each in self.trial.fake.ledger.requests(accepted=True) if each.address in wanted]
        return [_event(letter, name) for letter in letters for name in names]

    def post(self, events: Sequence[Event], *, at_once: int) -> None:
        """Post the events in this order, so many in each delivery."""
        deliveries = [events[first : first + at_once] for first in range(0, len(events), at_once)]
        bodies = [json.dumps(each, separators=(",", ":")).encode() + b"\r\n" for each in deliveries]
        begun = time.monotonic()
        with ThreadPoolExecutor(self.connections) as hands, self._client() as client:
            list(hands.map(lambda body: self.post_body(client, body), bodies))
        self.seconds_in_all += time.monotonic() - begun

    def post_body(self, client: httpx.Client, body: bytes) -> None:
        """Sign one delivery, post it, and keep its answer."""
        stamp = str(int(clock.now().timestamp()))
        headers = {
            "Content-Type": "application/json;charset=utf-8",
            "X-Twilio-Email-Event-Webhook-Signature": self.trial.fake.credentials.sign_events(stamp, body),
            "X-Twilio-Email-Event-Webhook-Timestamp": stamp,
        }
        begun = time.monotonic()
        answer = client.post(PATH, content=body, headers=headers)
        self.seconds.append(time.monotonic() - begun)
        self.statuses.append(answer.status_code)

    def p99_ms(self) -> float:
        """Return how long the slowest of a hundred answers took."""
        ordered = sorted(self.seconds)
        return round(_MILLISECONDS * ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)], 1)

    def kept(self, events: Sequence[Event]) -> int:
        """Return how many of these events the database holds; raise when one is there twice."""
        wanted = {str(event["sg_event_id"]) for event in events}
        rows = self.trial.query("SELECT event_key FROM provider_events")
        return sum(key in wanted for (key,) in rows)

    def _client(self) -> httpx.Client:
        limits = httpx.Limits(max_connections=self.connections)
        return httpx.Client(base_url=self.trial.system.url, timeout=60, trust_env=False, limits=limits)


def _event(letter: Handed, name: str) -> Event:
    return sendgrid_event(letter, name, clock.now(), {})
