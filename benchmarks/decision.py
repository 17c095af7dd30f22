"""What a reviewer's decision takes the server, in a full database: POST /v1/reviews/{id}/decision, in this process.

Fills a database with past applications and open reviews, then decides the reviews one after the other over the real
API, from the request's first byte to the answer's last, without a network and without a worker: what is asked of the
journey is committed with the decision and waits. Alternately approved as offered and advanced with a reason. Where
others are at work on the machine, only the processor's part (`cpu_…`) says something about the program.
"""

import asyncio
import logging
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import structlog

from benchmarks.figures import machine, parser, percentiles, say, show
from benchmarks.seed import Wanted, fill
from kindregards import clock
from kindregards.domain.ports.commands import OpenCommand
from kindregards.doors import build_doors
from kindregards.settings import Settings, load_settings
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.wiring import build_stores, open_database

_WARM_UP = 10


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print; exit 1 when a decision was refused."""
    made = parser("decision", __doc__, "", "--applications 100000 --decisions 500 --json")
    made.add_argument("--applications", type=int, default=2000, help="past applications (default: 2000)")
    made.add_argument("--decisions", type=int, default=200, help="how many to decide (default: 200)")
    options = made.parse_args(arguments)
    # A line for each request would stand between the figures.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with TemporaryDirectory(prefix="decision-") as folder:
        settings = load_settings(data_dir=Path(folder))
        say(f"filling a database with {options.applications:,} applications")
        fill(settings, Wanted(applications=options.applications, reviews=options.decisions + _WARM_UP))
        seconds, busy, refused = asyncio.run(_decide(settings, options.decisions))
    result = {"applications": options.applications, "decisions": len(seconds), "refused": refused}
    show({**result, **percentiles(seconds), **percentiles(busy, "cpu_"), **machine()}, only_json=options.json)
    sys.exit(1 if refused else 0)


async def _decide(settings: Settings, count: int) -> tuple[list[float], list[float], int]:
    """Return how long each decision took after the first few, the processor's part of it, and how many were refused."""
    seconds, busy, refused = list[float](), list[float](), 0
    with closing(open_database(settings)) as database:
        stores = build_stores(settings, database, trigger=_nobody)
        key = await stores.api_keys.create(DEFAULT_COMPANY_ID, "benchmark", is_test=False, now=clock.now())
        transport = httpx.ASGITransport(app=build_doors(settings, stores, health=()))
        async with httpx.AsyncClient(transport=transport, base_url=settings.public_base_url) as client:
            client.headers["authorization"] = f"Bearer {key}"
            for number in range(count + _WARM_UP):
                [review] = (await client.get("/v1/reviews?state=open&limit=1")).json()["data"]
                path = f"/v1/reviews/{review['id']}"
                answer = _answer((await client.get(path)).json(), advances=number % 2 == 0)
                begin, worked = time.perf_counter(), time.process_time()
                decided = await client.post(f"{path}/decision", json=answer)
                taken, spent = time.perf_counter() - begin, time.process_time() - worked
                refused += decided.status_code != httpx.codes.OK
                if number >= _WARM_UP:
                    seconds.append(taken)
                    busy.append(spent)
    return seconds, busy, refused


def _answer(case: dict[str, object], *, advances: bool) -> dict[str, object]:
    if advances:
        return {"outcome": "advance", "reason": "strong_evidence", "version": case["version"]}
    letter = case["letter"]
    given = {"letter_hash": letter["hash"]} if isinstance(letter, dict) else {}
    return {"outcome": "reject", "reason": case["reason"], "version": case["version"], **given}


def _nobody(command: OpenCommand) -> None:
    """Let the command wait, as it does while the relay is away."""
    del command


if __name__ == "__main__":
    main()
