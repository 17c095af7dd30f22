"""What the person at the terminal sees: coloured on a terminal, plain lines elsewhere."""

import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.text import Text

WORTH_SHOWING = {"warning": "yellow", "error": "red", "critical": "red"}
NOT_SHOWN = {"event", "level", "timestamp", "part", "logger", "exception"}


class _TerminalThatMayGo(Console):
    """Falls silent when its reader is gone: a closed window must not stop the system."""

    def on_broken_pipe(self) -> None:
        """Say nothing more; Rich would end the program."""
        self.quiet = True


class TerminalScreen:
    """Tells the story of one `kindregards up`."""

    def __init__(self, logs: Path, console: Console | None = None) -> None:
        """Show where `logs` are whenever something dies."""
        self._logs = logs
        self._console = console or _TerminalThatMayGo(highlight=False, soft_wrap=True)

    def say(self, sentence: str, style: str = "") -> None:
        """Write one line."""
        self._print(Text(sentence, style=style))

    def _print(self, what: Text) -> None:
        try:
            self._console.print(what)
        except OSError:  # the terminal itself is gone
            self._console.quiet = True

    def late(self, part: str) -> None:
        """Say that a part takes long to serve for the first time."""
        self.say(f"Still waiting for {part}. Its log: {self._logs / part}.log", "yellow")

    def ended(self, part: str, code: int, delay: timedelta) -> None:
        """Say that a part died and is started again."""
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        log = self._logs / f"{part}.log"
        self.say(f"{part} ended ({how}); starting it again in {delay.total_seconds():g} s. Its log: {log}", "yellow")

    def back(self, part: str) -> None:
        """Say that a part serves again."""
        self.say(f"{part} is back.", "green")

    def wrote(self, part: str, line: bytes) -> None:
        """Show a log line from `warning` up; all others are in the log file alone.

        Temporal's own lines stay there too: it warns about every client that goes away.
        """
        entry = _log_entry(line)
        style = WORTH_SHOWING.get(str(entry.get("level", "")))
        if style is None:
            return
        details = " ".join(f"{name}={value}" for name, value in entry.items() if name not in NOT_SHOWN)
        self.say(f"{part} {entry['level']}: {entry.get('event', '')} {details}".rstrip(), style)

    def ready(self, facts: Sequence[tuple[str, str]], hint: str) -> None:
        """Show where everything is, one fact a line and none of them cut: a key is there to be copied."""
        width = max(len(name) for name, _ in facts)
        lines = [Text.assemble((f"  {name:<{width}}  ", "dim"), (value, "bold")) for name, value in facts]
        headline = Text("Kind Regards is ready.", style="bold green")
        self._print(Text("\n").join([headline, *lines, Text(hint, style="dim")]))


def _log_entry(line: bytes) -> dict[str, object]:
    try:
        entry = json.loads(line)
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}
