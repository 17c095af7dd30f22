"""Workflows that all fall due within one second, started early enough that each waits for its moment."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.figures import percentiles, say
from benchmarks.processor_time import Reading, Spent, read
from benchmarks.rounds import Course
from kindregards import clock

_AT_ONCE = 32
_MARGIN = 4.0
_LEAST_SECONDS = 8.0
_QUIET_WITHIN_SECONDS = 300.0

Start = Callable[[int, float], Awaitable[None]]
"""Starts workflow `number`, due at a wall-clock second."""


class StartedTooLateError(RuntimeError):
    """Workflows were still being started when the first of them was due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """How late each was, in seconds, and what all of them cost."""

    seconds: Sequence[float]
    spent: Spent

    def figures(self, prefix: str = "") -> dict[str, object]:
        """Return percentiles, and the processor time of one by part."""
        by_part = {part: round(1000 * used / len(self.seconds), 1) for part, used in self.spent.parts.items()}
        return {**percentiles(self.seconds, prefix), f"{prefix}cpu_ms_by_part": by_part}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSecond:
    """When each of many falls due, and what was used before the first of them did."""

    moments: Sequence[float]
    before: Reading


async def start_for_one_second(
    course: Course, parts: Mapping[str, int], count: int, start: Start, *, trial: int
) -> DueSecond:
    """Start workflows that fall due in one second; return when it begins. Numbers from `count` on are for a trial.

    Raise StartedTooLateError when this machine was slower than the trial promised.
    """
    seconds = await _start_all(start, {count + number: _later() for number in range(trial)})
    await course.quiet(parts, patience=_QUIET_WITHIN_SECONDS)
    due_at = clock.now().timestamp() + _LEAST_SECONDS + _MARGIN * seconds * count / trial
    moments = [due_at + number / count for number in range(count)]
    say(f"starting {count:,}, due in {due_at - clock.now().timestamp():.0f} s")
    await _start_all(start, dict(enumerate(moments)))
    await course.quiet(parts, patience=due_at - clock.now().timestamp())
    wait = due_at - clock.now().timestamp()
    if wait < 0:
        raise StartedTooLateError("The machine became too slow to start all of them in time. Run it again.")
    before = read(parts)
    await asyncio.sleep(wait)
    return DueSecond(moments=moments, before=before)


async def _start_all(start: Start, moments: Mapping[int, float]) -> float:
    """Start workflows, so many at once; return the seconds it took."""
    slots, begin = asyncio.Semaphore(_AT_ONCE), time.monotonic()

    async def one(number: int, due_at: float) -> None:
        async with slots:
            await start(number, due_at)

    await asyncio.gather(*(one(number, due_at) for number, due_at in moments.items()))
    return time.monotonic() - begin


def _later() -> float:
    """Return a moment at which this benchmark is over."""
    return clock.now().timestamp() + 86_400
