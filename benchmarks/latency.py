"""How long a candidate's letter takes: from POST of application and result to the provider's acceptance.

Starts a whole system with stand-ins for the providers on sockets and sends candidates in at an even rate, whether or
not earlier ones are done; times count from the moment a request was due. `--rate limit` first measures what this
machine can do, beside the bare engine, and then offers nine tenths of that.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence

from benchmarks.figures import machine, parser, percentiles, quotient, say, show
from benchmarks.journey import OURS, alternate
from benchmarks.posting import post_at_rate
from benchmarks.processor_time import read, spent
from benchmarks.provider_process import LettersMissingError
from benchmarks.rounds import Course, course

_PATIENCE_SECONDS = 60
_OFFERED_SHARE = 0.9
_LIMIT_COUNT = 150


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print; exit 1 when a letter was not accepted."""
    options = _parser().parse_args(arguments)
    result = asyncio.run(_measure(options))
    show(result, only_json=options.json)
    sys.stdout.flush()
    os._exit(0 if result["told"] == options.candidates else 1)  # a Temporal client may crash at the interpreter's end


def _parser() -> argparse.ArgumentParser:
    made = parser("latency", __doc__, "", "--rate 10 --candidates 300 --json", "--rate limit --candidates 300")
    made.add_argument("--candidates", type=int, default=60, help="how many candidates (default: 60)")
    made.add_argument("--rate", type=_rate, default=1.0, help="candidates a second, or `limit` (default: 1)")
    return made


def _rate(text: str) -> float | None:
    return None if text == "limit" else float(text)


async def _measure(options: argparse.Namespace) -> dict[str, object]:
    say("starting a whole system")
    async with course() as prepared:
        limit: dict[str, float | None] = {}
        rate: float = options.rate or 0
        if not rate:
            limit = await _limit(prepared)
            rate = round(_OFFERED_SHARE * (limit["limit_per_s"] or 1), 1)
        say(f"{options.candidates} candidates, {rate} a second")
        return {"rate_per_s": rate, **limit, **await _at_rate(prepared, options.candidates, rate), **machine()}


async def _limit(prepared: Course) -> dict[str, float | None]:
    """Return how many candidates a second this machine tells, and what share of the bare engine's rate that is."""
    bare, ours = await alternate(prepared, rounds=1, count=_LIMIT_COUNT, concurrency=32, run="limit")
    bare_per_s, limit_per_s = bare.done[0].per_s, ours.done[0].per_s
    return {
        "limit_per_s": round(limit_per_s, 1),
        "bare_per_s": round(bare_per_s, 1),
        "ratio": quotient(limit_per_s, bare_per_s),
    }


async def _at_rate(prepared: Course, count: int, rate: float) -> dict[str, object]:
    people, parts = prepared.candidates(count, "rate"), prepared.parts()
    before = read(parts)
    answered = await post_at_rate(prepared.system.url, list(people.values()), per_second=rate)
    arrivals = await asyncio.gather(*(_arrival(prepared, address) for address in people))
    await prepared.quiet(parts)
    used = spent(before, read(parts))
    waits = [at - each.sent_at for at, each in zip(arrivals, answered, strict=True) if at is not None]
    last = max((at for at in arrivals if at is not None), default=0)
    return {
        "candidates": count,
        "told": len(waits),
        "told_per_s": quotient(len(waits), last - answered[0].sent_at, 1),
        **percentiles(waits),
        **percentiles([each.seconds for each in answered], "post_"),
        "cpu_ms_per_application": round(1000 * sum(used.parts[part] for part in OURS) / count, 1),
        "others_share": round(used.others, 2),
    }


async def _arrival(prepared: Course, address: str) -> float | None:
    try:
        return await prepared.providers.accepts(address, patience=_PATIENCE_SECONDS)
    except LettersMissingError:
        return None


if __name__ == "__main__":
    main()
