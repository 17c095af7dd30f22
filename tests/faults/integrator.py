"""An integrator that sends applications in, again and again until each is taken, whatever happens to the system."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx

from benchmarks.people import an_application
from kindregards import clock
from tests.faults.trial import Trial

Answer = dict[str, Any]  # Any: JSON
_HANDS = 8
_GIVES_UP_AFTER_SECONDS = 180.0
_PAUSE_SECONDS = 0.1


@dataclass(kw_only=True)
class Integrator:
    """Keeps account of what was taken in: e-mail address by application id."""

    trial: Trial
    run: str
    hands: ThreadPoolExecutor
    client: httpx.Client
    taken_in: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Mail address and mobile number by application id."""
    taken_at: dict[str, datetime] = field(default_factory=dict)
    """When, by address."""
    offered: int = 0
    repeated: int = 0
    """Requests that had to be sent again because nothing, or a 5xx, came back."""

    def offer(self, count: int, *, score: float = 48, **candidate: Any) -> list[Future[str]]:  # noqa: ANN401 -- JSON
        """Begin to send new applications in; each future gives the application's id."""
        numbers = range(self.offered, self.offered + count)
        self.offered += count
        bodies = [an_application(number, score=score, run=self.run) for number in numbers]
        for body, number in zip(bodies, numbers, strict=True):
            body["candidate"].update({"phone": _phone(number)} | candidate)
        return [self.hands.submit(self._send, body) for body in bodies]

    def send(self, count: int, *, score: float = 48, **candidate: Any) -> list[str]:  # noqa: ANN401 -- JSON
        """Send new applications in and return their ids once all are taken."""
        return [taken.result() for taken in self.offer(count, score=score, **candidate)]

    def ask(self, method: str, path: str, **content: Any) -> Answer:  # noqa: ANN401 -- JSON
        """Ask the API, again and again until an answer other than a 5xx comes; return it, a refusal too."""
        give_up_at = time.monotonic() + _GIVES_UP_AFTER_SECONDS
        while time.monotonic() < give_up_at:
            with suppress(httpx.TransportError):
                answer = self.client.request(method, path, **content)
                if not answer.is_server_error:
                    said: Answer = answer.json()
                    return said
            self.repeated += 1
            time.sleep(_PAUSE_SECONDS)
        raise RuntimeError(f"{method} {path} was not answered within {_GIVES_UP_AFTER_SECONDS:.0f} s.")

    def told(self) -> int:
        """Return how many have an accepted letter."""
        letters = self.letters()
        return sum(each in letters for each in tuple(self.taken_in))

    def letters(self) -> Counter[str]:
        """Return how many letters providers accepted for each application."""
        known = {address: each for each, addresses in tuple(self.addresses.items()) for address in addresses}
        accepted = self.trial.fake.ledger.requests(accepted=True)
        return Counter(known[each.address] for each in accepted if each.address in known)

    def in_flight(self) -> int:
        """Return how many were taken in and have no accepted letter yet."""
        return len(self.taken_in) - self.told()

    def slowest_letter_seconds(self) -> float:
        """Return the longest time from being taken in to a provider's acceptance."""
        accepted = self.trial.fake.ledger.requests(accepted=True)
        waits = [each.at - self.taken_at[each.address] for each in accepted if each.address in self.taken_at]
        return round(max(waits, default=timedelta(0)).total_seconds(), 1)

    def fill_up(self, wanted: int) -> None:
        """Send as many in as are missing until that many are in flight."""
        while (missing := wanted - self.in_flight()) > 0:
            self.send(missing)

    def _send(self, body: Answer) -> str:
        taken = str(self.ask("POST", "/v1/applications", json=body)["id"])
        address = body["candidate"]["email"]
        self.addresses[taken] = (address, body["candidate"]["phone"])
        self.taken_in[taken], self.taken_at[address] = address, clock.now()
        return taken


def _phone(number: int) -> str:
    """Return a Chinese mobile number for each person; without consent nobody writes to it."""
    return f"+86138{number:08d}"


@contextmanager
def an_integrator(trial: Trial, run: str) -> Iterator[Integrator]:
    """Yield an integrator whose people and numbers begin with `run`."""
    with trial.system.client() as client, ThreadPoolExecutor(_HANDS) as hands:
        yield Integrator(trial=trial, run=run, hands=hands, client=client)
