"""What a candidate costs beside the bare engine on the same server, in one run.

`python -m benchmarks.journey --json` starts a whole system with a stand-in for SendGrid, then alternates rounds of
(a) bare workflows and (b) candidates, from POST of application and result to the letter accepted. It prints a table for
people and one JSON object last.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from temporalio.client import Client

from benchmarks.bare_engine import run_bare
from benchmarks.people import an_application
from benchmarks.running_system import AT_ONCE_POLICY, RunningSystem, provider_environment, running_system
from kindregards.fake_providers import FakeProviders

_PATIENCE_SECONDS = 120
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Figures:
    """What the rounds gave; times in seconds."""

    bare_per_s: list[float] = field(default_factory=list)
    ours_per_s: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    post_seconds: list[float] = field(default_factory=list)
    cpu_seconds: dict[str, float] = field(default_factory=dict)
    candidates: int = 0
    history_events: int = 0
    bytes_per_waiting: float = 0

    def as_json(self) -> dict[str, object]:
        """Return the object that is printed."""
        bare, ours = statistics.median(self.bare_per_s), statistics.median(self.ours_per_s)
        per_candidate = {part: round(1000 * used / self.candidates, 1) for part, used in self.cpu_seconds.items()}
        return {
            "bare_per_s": round(bare, 1),
            "ours_per_s": round(ours, 1),
            "ratio": round(ours / bare, 3),
            "p50_ms": _percentile(self.seconds, 50),
            "p95_ms": _percentile(self.seconds, 95),
            "p99_ms": _percentile(self.seconds, 99),
            "post_p99_ms": _percentile(self.post_seconds, 99),
            "cpu_ms_per_application": round(sum(per_candidate.values()), 1),
            "cpu_ms_by_part": per_candidate,
            "history_events": self.history_events,
            "bytes_per_waiting_application": round(self.bytes_per_waiting),
            "rounds": len(self.ours_per_s),
            "candidates": self.candidates,
        }


@dataclass(frozen=True, kw_only=True)
class Bench:
    """One running system and what measures it."""

    system: RunningSystem
    fake: FakeProviders
    client: Client
    concurrency: int

    async def round_of_ours(self, count: int, run: str, figures: Figures) -> None:
        """Send candidates in and wait until every letter is accepted."""
        before = self._cpu()
        begin = time.monotonic()
        sent = await self._post_all(count, run, figures)
        accepted = await self._all_accepted(sent)
        figures.ours_per_s.append(count / (time.monotonic() - begin))
        figures.seconds += [accepted[address] - at for address, at in sent.items()]
        figures.candidates += count
        for part, used in self._cpu().items():
            figures.cpu_seconds[part] = figures.cpu_seconds.get(part, 0) + used - before[part]

    async def history_events(self) -> int:
        """Return how many events the history of a told candidate has."""
        async with self._http() as http:
            told = (await http.get("/v1/applications", params={"state": "told", "limit": 1})).json()["data"][0]
        handle = self.client.get_workflow_handle(f"application/{told['id']}")
        return len((await handle.fetch_history()).events)

    async def bytes_per_waiting(self, count: int) -> float:
        """Return how much both databases grow for each application that waits for its interview."""
        before = self._stored()
        async with self._http() as http:
            for number in range(count):
                body = an_application(number, run="waiting")
                del body["interview_result"]
                (await http.post("/v1/applications", json=body)).raise_for_status()
        await asyncio.sleep(3)
        return (self._stored() - before) / count

    async def _post_all(self, count: int, run: str, figures: Figures) -> dict[str, float]:
        slots = asyncio.Semaphore(self.concurrency)
        sent: dict[str, float] = {}

        async def post(http: httpx.AsyncClient, number: int) -> None:
            async with slots:
                body = an_application(number, run=run)
                begin = time.monotonic()
                sent[body["candidate"]["email"]] = time.time()  # noqa: TID251 -- the stand-in stamps wall-clock times
                (await http.post("/v1/applications", json=body)).raise_for_status()
                figures.post_seconds.append(time.monotonic() - begin)

        async with self._http() as http:
            await asyncio.gather(*(post(http, number) for number in range(count)))
        return sent

    async def _all_accepted(self, sent: Mapping[str, float]) -> dict[str, float]:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while True:
            accepted = {each.address: each.at.timestamp() for each in self.fake.ledger.requests(accepted=True)}
            missing = sent.keys() - accepted.keys()
            if not missing:
                return accepted
            if time.monotonic() > deadline:
                raise RuntimeError(f"{len(missing)} letters were not accepted within {_PATIENCE_SECONDS} s.")
            await asyncio.sleep(0.02)

    def _http(self) -> httpx.AsyncClient:
        with self.system.client() as client:
            return httpx.AsyncClient(base_url=self.system.url, headers=client.headers, timeout=60)

    def _cpu(self) -> dict[str, float]:
        run = json.loads((self.system.data_dir / "run.json").read_text())
        return {part: _cpu_seconds(run[part]["pid"]) for part in ("temporal", "worker", "web")}

    def _stored(self) -> int:
        return sum(path.stat().st_size for path in self.system.data_dir.glob("*.db*"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.journey", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="alternating rounds (default: 3)")
    parser.add_argument("--count", type=int, default=150, help="workflows and candidates a round (default: 150)")
    parser.add_argument("--concurrency", type=int, default=32, help="requests in flight (default: 32)")
    parser.add_argument("--waiting", type=int, default=200, help="applications for bytes_per_waiting (default: 200)")
    parser.add_argument("--json", action="store_true", help="print only the JSON object")
    options = parser.parse_args(arguments)
    result = asyncio.run(_measure(options)).as_json()
    if not options.json:
        for name, value in result.items():
            sys.stdout.write(f"{name:>30}  {value}\n")
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()
    os._exit(0)  # a process that used a Temporal client may crash while the interpreter tears down


async def _measure(options: argparse.Namespace) -> Figures:
    figures = Figures()
    with (
        tempfile.TemporaryDirectory() as folder,
        FakeProviders() as fake,
        running_system(Path(folder) / "data", provider_environment(fake)) as system,
    ):
        system.put_policy(AT_ONCE_POLICY)
        address = json.loads((system.data_dir / "run.json").read_text())["temporal"]["address"]
        client = await Client.connect(address)
        bench = Bench(system=system, fake=fake, client=client, concurrency=options.concurrency)
        with _bare_worker(address):
            await run_bare(client, count=20, concurrency=options.concurrency, prefix="warm")
            await bench.round_of_ours(20, "warm", Figures())
            for number in range(options.rounds):
                rate = await run_bare(
                    client, count=options.count, concurrency=options.concurrency, prefix=f"bare-{number}"
                )
                figures.bare_per_s.append(rate)
                await bench.round_of_ours(options.count, f"r{number}", figures)
        figures.history_events = await bench.history_events()
        figures.bytes_per_waiting = await bench.bytes_per_waiting(options.waiting)
    return figures


@contextmanager
def _bare_worker(address: str) -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.bare_engine", address])  # noqa: S603 -- our own
    try:
        yield
    finally:
        process.kill()
        process.wait()


def _cpu_seconds(pid: int) -> float:
    """Return the processor time that a process has used, from /proc."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _percentile(values: Sequence[float], percent: int) -> float | None:
    ordered = sorted(values)
    return round(1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)], 1) if ordered else None


if __name__ == "__main__":
    main()
