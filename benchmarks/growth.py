"""Whether a candidate costs more when many others wait, and when years of applications fill the database.

Compares candidates with bare workflows (as `benchmarks.journey` does) in an empty system; then fills the database with
past applications, lets more and more applications wait for their interview in the engine, and compares again at each
level, in the same run. `growth` is the cost at a level over the cost in the empty system, and each is given twice: as
processor time, and as rate. `growth_beside_bare` divides by what the bare engine grew by: what is left is ours.
"""

import argparse
import asyncio
import os
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.figures import machine, parser, quotient, say, show
from benchmarks.journey import alternate, compared
from benchmarks.people import an_application
from benchmarks.posting import post_all
from benchmarks.rounds import Course, course
from benchmarks.seed import Wanted, fill
from kindregards.settings import load_settings

_CONNECTIONS = 8
_SAY_EVERY = 1000
_TAKEN_UP_WITHIN_SECONDS = 600

Figures = Mapping[str, Any]  # Any: counts, shares and tables of them


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    made = parser(
        "growth",
        __doc__,
        "",
        "--json --applications 1000 --waiting 0,100 --rounds 1 --count 20",
        "--database-url postgresql://kindregards@localhost/growth",
    )
    made.add_argument("--applications", type=int, default=100_000, help="past ones in the database (default: 100000)")
    made.add_argument("--waiting", type=_levels, default=(0, 2000, 10_000), help="levels (default: 0,2000,10000)")
    made.add_argument("--rounds", type=int, default=3, help="alternating rounds at each level (default: 3)")
    made.add_argument("--count", type=int, default=100, help="workflows and candidates a round (default: 100)")
    made.add_argument("--concurrency", type=int, default=32, help="in flight (default: 32)")
    made.add_argument("--database-url", help="an empty database of its own (default: SQLite)")
    options = made.parse_args(arguments)
    show(asyncio.run(_measure(options)), only_json=options.json)
    os._exit(0)  # a process that used a Temporal client may crash while the interpreter tears down


def _levels(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(each) for each in text.split(",")))


async def _measure(options: argparse.Namespace) -> dict[str, object]:
    say("starting a whole system")
    url: str | None = options.database_url
    async with course({"KINDREGARDS_DATABASE_URL": url} if url else None) as prepared:
        empty = await _level(prepared, options, "empty")
        settings = load_settings(data_dir=prepared.system.data_dir, database_url=url)
        say(f"{options.applications:,} past applications for the database")
        seeded = await asyncio.to_thread(fill, settings, Wanted(applications=options.applications))
        levels, waiting = {}, 0
        for level in options.waiting:
            await _let_wait(prepared, range(waiting, level))
            waiting = level
            levels[str(level)] = _beside(empty, await _level(prepared, options, f"at{level}"))
        worst = {name: max(level[name] or 0 for level in levels.values()) for name in _GROWTHS}
        return {**worst, "seeded": seeded, "empty": _brief(empty), "waiting": levels, **machine()}


async def _level(prepared: Course, options: argparse.Namespace, run: str) -> Figures:
    say(f"level {run}")
    rounds = await alternate(
        prepared, rounds=options.rounds, count=options.count, concurrency=options.concurrency, run=run
    )
    figures = compared(*rounds)
    say(f"{run}: {figures['cpu_ms_per_application']} ms of processor a candidate, bare {figures['bare_cpu_ms']} ms")
    return figures


async def _let_wait(prepared: Course, numbers: range) -> None:
    """Send applications without a result and return when the worker has taken all of them up."""
    for start in range(numbers.start, numbers.stop, _SAY_EVERY):
        posts = []
        for number in range(start, min(start + _SAY_EVERY, numbers.stop)):
            body = an_application(number, run="waits")
            del body["interview_result"]
            posts.append(prepared.post(body))
        await post_all(prepared.system.url, posts, connections=_CONNECTIONS)
        await prepared.quiet(prepared.parts(), patience=_TAKEN_UP_WITHIN_SECONDS)
        say(f"{start + len(posts):,} applications wait in the engine")


_GROWTHS = ("cpu_growth", "cpu_growth_beside_bare", "rate_growth", "rate_growth_beside_bare")


def _beside(empty: Figures, now: Figures) -> dict[str, Any]:
    """Return a level's figures and by what factor a candidate costs more than in the empty system."""
    cpu = quotient(now["cpu_ms_per_application"], empty["cpu_ms_per_application"])
    bare_cpu = quotient(now["bare_cpu_ms"], empty["bare_cpu_ms"])
    rate = quotient(empty["ours_per_s"], now["ours_per_s"])
    bare_rate = quotient(empty["bare_per_s"], now["bare_per_s"])
    return {
        **_brief(now),
        "cpu_growth": cpu,
        "cpu_growth_beside_bare": quotient(cpu or 0, bare_cpu or 0),
        "rate_growth": rate,
        "rate_growth_beside_bare": quotient(rate or 0, bare_rate or 0),
    }


def _brief(figures: Figures) -> dict[str, Any]:
    names = ("bare_per_s", "ours_per_s", "ratio", "cpu_ratio", "cpu_ms_per_application", "cpu_ms_by_part")
    bare = ("bare_cpu_ms", "bare_cpu_ms_by_part", "others_share")
    return {name: figures[name] for name in (*names, *bare)}


if __name__ == "__main__":
    main()
