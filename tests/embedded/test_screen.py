"""What the person at the terminal is told."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from rich.console import Console

from kindregards.supervision.screen import TerminalScreen

FACTS = (("Console", "http://127.0.0.1:8080"), ("First sign-in", "admin@example.com / secret[1]"))


def _screen(*, terminal: bool, width: int = 100) -> tuple[TerminalScreen, io.StringIO]:
    written = io.StringIO()
    console = Console(file=written, force_terminal=terminal, width=width, highlight=False, soft_wrap=True)
    return TerminalScreen(Path("data/logs"), console), written


def test_plain_lines_go_to_a_pipe() -> None:
    screen, written = _screen(terminal=False)

    screen.ready(FACTS, "Ctrl-C stops everything.")

    assert written.getvalue() == (
        "Kind Regards is ready.\n"
        "  Console        http://127.0.0.1:8080\n"
        "  First sign-in  admin@example.com / secret[1]\n"
        "Ctrl-C stops everything.\n"
    )


def test_a_narrow_terminal_cuts_no_key() -> None:
    key = "kr_live_" + "x" * 120
    screen, written = _screen(terminal=True, width=40)

    screen.ready([("API key", key)], "Ctrl-C stops everything.")

    assert key in written.getvalue()


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (b'{"level": "info", "event": "letter_sent"}', ""),
        (b'{"level": "warning", "event": "slow", "part": "web", "ms": 900}', "web warning: slow ms=900\n"),
        (b'{"level": "error", "event": "failed", "exception": "Trace"}', "web error: failed\n"),
        (b'{"level": "ERROR", "msg": "context canceled"}', ""),
        (b"Traceback (most recent call last):", ""),
        (b"[1, 2]", ""),
        (b"\xff\xfe", ""),
    ],
)
def test_only_warnings_and_errors_of_our_own_are_shown(line: bytes, shown: str) -> None:
    screen, written = _screen(terminal=False)

    screen.wrote("web", line)

    assert written.getvalue() == shown


def test_a_death_tells_how_and_where_to_read_more() -> None:
    screen, written = _screen(terminal=False)

    screen.ended("worker", -9, timedelta(seconds=0.2))
    screen.ended("web", 3, timedelta(seconds=5))

    assert written.getvalue() == (
        "worker ended (signal 9); starting it again in 0.2 s. Its log: data/logs/worker.log\n"
        "web ended (exit code 3); starting it again in 5 s. Its log: data/logs/web.log\n"
    )
