"""One run of the command: find or start a system, play on it, report, and judge."""

import asyncio
import json
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from kindregards.demo.expectations import shortcomings
from kindregards.demo.narration import Narration
from kindregards.demo.people import Json
from kindregards.demo.play import Programme, play
from kindregards.demo.report import Report, report_on
from kindregards.demo.systems import System, own_system
from kindregards.demo.way import Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """What to play, and how to show it. `stay` keeps a system of the demo's own until Ctrl-C."""

    programme: Programme
    console: Console
    stay: bool = False
    as_json: bool = False

    def perform(self, running: System | None) -> bool:
        """Play on the running system, or on one of its own, and say whether everything went as it should."""
        began = time.monotonic()
        with _ended_like_by_ctrl_c(), self._stage(running) as system:
            played = asyncio.run(play(system, self.programme, self.console))
            report, seconds = report_on(played.ways), time.monotonic() - began
            played.account.report(report)
            self._judge(played.ways, seconds)
            if self.as_json:
                sys.stdout.write(json.dumps(_for_programs(system, played.ways, report, seconds), ensure_ascii=False))
                sys.stdout.write("\n")
                sys.stdout.flush()
            self._end(system, is_own=running is None)
        return not any(shortcomings(way) for way in played.ways)

    @contextmanager
    def _stage(self, running: System | None) -> Iterator[System]:
        if running is not None:
            self._say("running", url=running.url)
            yield running
            return
        self._say("own")
        with own_system(self.programme.languages) as system:
            self._say("own_ready", seconds=f"{system.ready_seconds or 0:.1f}", url=system.url)
            yield system

    def _judge(self, ways: tuple[Way, ...], seconds: float) -> None:
        wrong = [(way, sentence) for way in ways for sentence in shortcomings(way)]
        took = f"{seconds:.1f}"
        self.console.print()
        if not wrong:
            self._say("fine", "bold green", people=len(ways), seconds=took)
            return
        self._say("wrong", "bold red", people=len(ways), wrong=len({id(way) for way, _ in wrong}), seconds=took)
        for way, sentence in wrong:
            self.console.print(Text(f"  {way.person.name} ({way.person.scenario}): {sentence}", style="red"))

    def _end(self, system: System, *, is_own: bool) -> None:
        """Say where to go on; keep the demo's own system as long as somebody wishes."""
        if not is_own:
            self._say("look", "dim", url=system.url)
            return
        if not self.stay:
            self._say("stopping", "dim")
            self._say("stay", "dim")
            return
        self._say("look", "dim", url=system.url)
        self._say("staying", "bold", url=system.url, sign_in=system.sign_in)
        with suppress(KeyboardInterrupt):
            signal.pause()

    def _say(self, name: str, style: str = "", **values: object) -> None:
        narration = Narration(language=self.programme.told_in, reasons={})
        self.console.print(Text(narration.say("end", name, **values), style=style), soft_wrap=True)


@contextmanager
def _ended_like_by_ctrl_c() -> Iterator[None]:
    """Let SIGTERM unwind the demo, so that its own system is stopped cleanly too."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _for_programs(system: System, ways: tuple[Way, ...], report: Report, seconds: float) -> Json:
    return {
        "is_fine": not any(shortcomings(way) for way in ways),
        "seconds": round(seconds, 1),
        "url": system.url,
        "report": report.as_json(),
        "people": [_in_short(way) for way in ways],
    }


def _in_short(way: Way) -> Json:
    return {
        "name": way.person.name,
        "scenario": way.person.scenario,
        "language": way.person.language,
        "application_id": way.application.get("id"),
        "outcome": way.outcome,
        "reason": way.reason,
        "is_human": way.is_human,
        "strengths": way.strengths,
        "reminded": list(way.reminders),
        "is_acknowledged": way.is_acknowledged,
        "seconds_to_letter": way.seconds_to_letter,
        "letter_link": way.letter_link,
        "steps": [{"at": step.at.isoformat(), "event": step.event} for step in way.steps],
        "shortcomings": list(shortcomings(way)),
    }
