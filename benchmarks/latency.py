"""How long a candidate's letter takes: from POST of application and result to the provider's acceptance.

`python -m benchmarks.latency --json` starts a whole system with a stand-in for SendGrid on a socket and sends
`--rate` candidates a second. It prints a table for people and one JSON object last.
"""

import argparse
import json
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import httpx

from benchmarks.people import an_application
from benchmarks.running_system import AT_ONCE_POLICY, RunningSystem, provider_environment, running_system
from kindregards.fake_providers import FakeProviders

_PATIENCE_SECONDS = 60


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.latency", description=__doc__)
    parser.add_argument("--candidates", type=int, default=60, help="how many candidates (default: 60)")
    parser.add_argument("--rate", type=float, default=1.0, help="candidates a second (default: 1)")
    parser.add_argument("--json", action="store_true", help="print only the JSON object")
    options = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory() as folder,
        FakeProviders() as fake,
        running_system(Path(folder) / "data", provider_environment(fake)) as system,
    ):
        system.put_policy(AT_ONCE_POLICY)
        seconds = _measure(system, fake, candidates=options.candidates, rate=options.rate)
    result = {
        "candidates": options.candidates,
        "rate_per_s": options.rate,
        "told": len(seconds),
        "p50_ms": _percentile(seconds, 50),
        "p95_ms": _percentile(seconds, 95),
        "p99_ms": _percentile(seconds, 99),
    }
    if not options.json:
        for name, value in result.items():
            sys.stdout.write(f"{name:>12}  {value}\n")
    sys.stdout.write(json.dumps(result) + "\n")
    if len(seconds) < options.candidates:
        sys.exit(1)


def _measure(system: RunningSystem, fake: FakeProviders, *, candidates: int, rate: float) -> list[float]:
    """Return the seconds from POST to acceptance of each candidate whose letter was accepted."""
    sent: dict[str, float] = {}
    posts: list[threading.Thread] = []
    offset = time.time() - time.monotonic()  # noqa: TID251 -- the stand-in stamps wall-clock times
    with system.client() as client:
        _warm_up(client, fake)
        begin = time.monotonic()
        for number in range(candidates):
            time.sleep(max(0.0, begin + number / rate - time.monotonic()))
            body = an_application(number)
            sent[body["candidate"]["email"]] = time.monotonic() + offset
            posts.append(threading.Thread(target=_post, args=(client, body)))
            posts[-1].start()
        for post in posts:
            post.join()
    _wait_for(fake, 1 + candidates)
    accepted = {each.address: each.at.timestamp() for each in fake.ledger.requests(accepted=True)}
    return sorted(accepted[address] - at for address, at in sent.items() if address in accepted)


def _warm_up(client: httpx.Client, fake: FakeProviders) -> None:
    """Send one candidate through first: nobody waits for the first import again."""
    _post(client, an_application(0, run="warm"))
    _wait_for(fake, 1)


def _post(client: httpx.Client, body: dict[str, object]) -> None:
    client.post("/v1/applications", json=body).raise_for_status()


def _wait_for(fake: FakeProviders, count: int) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while len(fake.ledger.requests(accepted=True)) < count and time.monotonic() < deadline:
        time.sleep(0.05)


def _percentile(ordered: Sequence[float], percent: int) -> float | None:
    if not ordered:
        return None
    return round(1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)], 1)


if __name__ == "__main__":
    main()
