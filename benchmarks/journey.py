"""What a candidate costs beside the bare engine on the same server, in one run.

Starts a whole system with stand-ins for the providers, then alternates rounds of (a) bare workflows (start, one signal,
one empty activity) and (b) candidates, from POST of application and result to the letter accepted. `ratio` compares
rates; `cpu_ratio` compares processor time, which other work on the machine disturbs less: (temporal + worker + client)
of a bare workflow by (temporal + worker + web) of a candidate. Above 0.7 is what we want of both.
"""

import argparse
import asyncio
import os
import statistics
from collections.abc import Sequence

from benchmarks.figures import machine, milliseconds, parser, percentiles, quotient, say, show
from benchmarks.rounds import Course, Rounds, course
from benchmarks.stored_bytes import bytes_per_waiting, history_events

OURS = ("temporal", "worker", "web")
"""The parts that are the product; `providers` and `bench` stand for the world around it."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    options = _parser().parse_args(arguments)
    show(asyncio.run(_measure(options)), only_json=options.json)
    os._exit(0)  # a process that used a Temporal client may crash while the interpreter tears down


def _parser() -> argparse.ArgumentParser:
    made = parser("journey", __doc__, "", "--json --rounds 1 --count 50", "--rounds 5 --count 300 --concurrency 64")
    made.add_argument("--rounds", type=int, default=3, help="alternating rounds (default: 3)")
    made.add_argument("--count", type=int, default=150, help="workflows and candidates a round (default: 150)")
    made.add_argument("--concurrency", type=int, default=32, help="workflows and candidates in flight (default: 32)")
    made.add_argument("--waiting", type=int, default=200, help="applications for bytes_per_waiting (default: 200)")
    return made


async def _measure(options: argparse.Namespace) -> dict[str, object]:
    say("starting a whole system")
    async with course() as prepared:
        bare, ours = await alternate(
            prepared, rounds=options.rounds, count=options.count, concurrency=options.concurrency, run="r"
        )
        say(f"{options.waiting} applications that wait")
        return {
            **compared(bare, ours),
            "history_events": await history_events(prepared),
            "bytes_per_waiting_application": await bytes_per_waiting(prepared, options.waiting),
            **machine(),
        }


async def alternate(prepared: Course, *, rounds: int, count: int, concurrency: int, run: str) -> tuple[Rounds, Rounds]:
    """Run rounds of both kinds by turns."""
    bare, ours = Rounds(), Rounds()
    for number in range(rounds):
        bare.done.append(await prepared.round_of_bare(count, f"{run}{number}", concurrency=concurrency))
        ours.done.append(await prepared.round_of_ours(count, f"{run}{number}", concurrency=concurrency))
        say(f"round {number + 1} of {rounds}: bare {bare.done[-1].per_s:.1f}/s, candidates {ours.done[-1].per_s:.1f}/s")
    return bare, ours


def compared(bare: Rounds, ours: Rounds) -> dict[str, object]:
    """Return the figures of both kinds and their ratios."""
    bare_per_s = statistics.median(each.per_s for each in bare.done)
    ours_per_s = statistics.median(each.per_s for each in ours.done)
    bare_parts, our_parts = bare.cpu_ms_by_part(), ours.cpu_ms_by_part()
    bare_cpu, our_cpu = sum(bare_parts.values()), sum(our_parts[part] for part in OURS)
    return {
        "bare_per_s": round(bare_per_s, 1),
        "ours_per_s": round(ours_per_s, 1),
        "ratio": quotient(ours_per_s, bare_per_s),
        "cpu_ratio": quotient(bare_cpu, our_cpu),
        **percentiles(ours.latencies()),
        "post_p99_ms": milliseconds(ours.answers(), 99),
        "cpu_ms_per_application": round(our_cpu, 1),
        "cpu_ms_by_part": our_parts,
        "bare_cpu_ms": round(bare_cpu, 1),
        "bare_cpu_ms_by_part": bare_parts,
        "rounds": len(ours.done),
        "candidates": sum(each.count for each in ours.done),
        "others_share": max(bare.others(), ours.others()),
    }


if __name__ == "__main__":
    main()
