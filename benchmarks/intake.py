"""How fast applications are taken in: POST /v1/applications while the worker has nothing to do.

Starts a whole system and posts applications over kept-alive connections, one request after the other on each, twice:
once with the worker held (SIGSTOP), so that the figure is the door's and its database's alone, and once with a worker
that takes each new journey up and waits for its interview.
"""

import argparse
import asyncio
import os
import signal
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.figures import machine, parser, percentiles, say, show
from benchmarks.people import an_application
from benchmarks.posting import Post, post_all
from benchmarks.processor_time import read, spent
from benchmarks.running_system import API_KEY, RunningSystem, running_system


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    made = parser("intake", __doc__, "", "--json --count 300", "--connections 64 --count 5000")
    made.add_argument("--count", type=int, default=2000, help="applications of each run (default: 2000)")
    made.add_argument("--connections", type=int, default=32, help="kept-alive connections (default: 32)")
    options = made.parse_args(arguments)
    say("starting a whole system")
    with (
        tempfile.TemporaryDirectory() as folder,
        running_system(Path(folder) / "data") as system,
    ):
        asyncio.run(_round(system, options, "warm", 50))
        with _held(system.parts()["worker"]):
            say(f"{options.count} applications, worker held")
            result = asyncio.run(_round(system, options, "held", options.count))
        say(f"{options.count} applications, worker taking them up")
        working = asyncio.run(_round(system, options, "working", options.count))
    also = {f"working_{name}": value for name, value in working.items()}
    show({"connections": options.connections, **result, **also, **machine()}, only_json=options.json)


async def _round(system: RunningSystem, options: argparse.Namespace, run: str, count: int) -> dict[str, object]:
    posts = [_post(system, number, run) for number in range(count)]
    parts = {"web": system.parts()["web"], "temporal": system.parts()["temporal"], "bench": os.getpid()}
    before = read(parts)
    answered = await post_all(system.url, posts, connections=options.connections)
    seconds = time.monotonic() - before.at
    used = spent(before, read(parts))
    return {
        "posted": count,
        "per_s": round(count / seconds, 1),
        **percentiles([each.seconds for each in answered]),
        "cpu_ms_by_part": {part: round(1000 * each / count, 1) for part, each in used.parts.items()},
        "others_share": round(used.others, 2),
    }


def _post(system: RunningSystem, number: int, run: str) -> Post:
    body = an_application(number, run=run)
    del body["interview_result"]
    return Post.of(system.url, "/v1/applications", body, api_key=API_KEY)


@contextmanager
def _held(pid: int) -> Iterator[None]:
    """Stop a process for the time of the block."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


if __name__ == "__main__":
    main()
