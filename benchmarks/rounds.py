"""Rounds of bare workflows and rounds of candidates on one server, with what each cost."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from temporalio.client import Client

from benchmarks.bare_engine import run_bare
from benchmarks.child import child
from benchmarks.people import an_application
from benchmarks.posting import Post, post_one
from benchmarks.processor_time import Spent, read, spent
from benchmarks.provider_process import ProviderProcess
from benchmarks.running_system import API_KEY, AT_ONCE_POLICY, RunningSystem, provider_environment, running_system
from kindregards.settings.sources import PREFIX

_PATIENCE_SECONDS = 300
_QUIET_SHARE = 0.06
_QUIET_WINDOW_SECONDS = 0.25


@dataclass(frozen=True, kw_only=True)
class Round:
    """What one round gave; times in seconds. `latencies` and `answers` are of candidates only."""

    count: int
    per_s: float
    spent: Spent
    latencies: Sequence[float] = ()
    answers: Sequence[float] = ()


@dataclass
class Rounds:
    """Rounds of one kind."""

    done: list[Round] = field(default_factory=list)

    def cpu_ms_by_part(self) -> dict[str, float]:
        """Return the processor time of each part for one workflow, in milliseconds."""
        count = sum(each.count for each in self.done) or 1
        parts = dict.fromkeys(part for each in self.done for part in each.spent.parts)
        return {part: round(1000 * sum(each.spent.parts[part] for each in self.done) / count, 1) for part in parts}

    def latencies(self) -> list[float]:
        """Return every candidate's time from POST to acceptance."""
        return [seconds for each in self.done for seconds in each.latencies]

    def answers(self) -> list[float]:
        """Return how long each POST took."""
        return [seconds for each in self.done for seconds in each.answers]

    def others(self) -> float:
        """Return the largest share of this machine that strangers took in a round."""
        return round(max((each.spent.others for each in self.done), default=0), 2)


@dataclass(frozen=True, kw_only=True)
class Course:
    """One running system beside the bare engine, and what measures both."""

    system: RunningSystem
    providers: ProviderProcess
    client: Client
    bare_pid: int

    async def round_of_bare(self, count: int, run: str, *, concurrency: int) -> Round:
        """Run bare workflows."""
        parts = {"temporal": self.system.parts()["temporal"], "worker": self.bare_pid, "client": os.getpid()}
        before = read(parts)
        await run_bare(self.client, count=count, concurrency=concurrency, prefix=f"bare-{run}")
        per_s = count / (time.monotonic() - before.at)
        await self.quiet(parts)
        return Round(count=count, per_s=per_s, spent=spent(before, read(parts)))

    async def round_of_ours(self, count: int, run: str, *, concurrency: int) -> Round:
        """Send candidates in, so many at once, each from POST until the letter is accepted."""
        people = self.candidates(count, run)
        parts, slots = self.parts(), asyncio.Semaphore(concurrency)

        async def one(address: str, post: Post) -> tuple[float, float]:
            async with slots:
                answered = await post_one(self.system.url, post)
                accepted_at = await self.providers.accepts(address, patience=_PATIENCE_SECONDS)
                return accepted_at - answered.sent_at, answered.seconds

        before = read(parts)
        took = await asyncio.gather(*(one(address, post) for address, post in people.items()))
        per_s = count / (time.monotonic() - before.at)
        await self.quiet(parts)
        latencies, answers = zip(*took, strict=True)
        return Round(count=count, per_s=per_s, spent=spent(before, read(parts)), latencies=latencies, answers=answers)

    def parts(self) -> dict[str, int]:
        """Return the process ids of everything that takes part in a candidate's journey, ourselves too."""
        return self.system.parts() | {"providers": self.providers.pid, "bench": os.getpid()}

    def candidates(self, count: int, run: str) -> dict[str, Post]:
        """Return requests ready to be sent, by the address that will be written to."""
        bodies = [an_application(number, run=run) for number in range(count)]
        return {body["candidate"]["email"]: self.post(body) for body in bodies}

    def post(self, body: Mapping[str, object]) -> Post:
        """Return the request that brings an application in."""
        return Post.of(self.system.url, "/v1/applications", body, api_key=API_KEY)

    async def quiet(self, parts: Mapping[str, int], *, patience: float = 30) -> None:
        """Return when the parts have hardly anything left to do, so that what they do after a letter counts too."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            before = read(parts)
            await asyncio.sleep(_QUIET_WINDOW_SECONDS)
            if sum(spent(before, read(parts)).parts.values()) < _QUIET_SHARE * _QUIET_WINDOW_SECONDS:
                return


@asynccontextmanager
async def course(environment: Mapping[str, str] | None = None) -> AsyncIterator[Course]:
    """Start a whole system, the stand-ins and a bare worker, and warm all of them up.

    No setting of this process plays a part, neither in the system nor in what is written beside it.
    """
    for name in [each for each in os.environ if each.startswith(PREFIX)]:
        del os.environ[name]
    with (
        TemporaryDirectory() as folder,
        ProviderProcess.running() as providers,
        running_system(Path(folder) / "data", {**provider_environment(providers), **(environment or {})}) as system,
        _bare_worker(system.temporal_address()) as bare_pid,
    ):
        system.put_policy(AT_ONCE_POLICY)
        await providers.listen()
        client = await Client.connect(system.temporal_address())
        prepared = Course(system=system, providers=providers, client=client, bare_pid=bare_pid)
        await prepared.round_of_bare(20, "warm", concurrency=8)
        await prepared.round_of_ours(20, "warm", concurrency=8)
        yield prepared


@contextmanager
def _bare_worker(address: str) -> Iterator[int]:
    with child("benchmarks.bare_engine", address) as process:
        yield process.pid
