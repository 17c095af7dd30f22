"""Every benchmark runs to its end with tiny counts and prints one JSON object last."""

import json
import subprocess
import sys
from importlib import import_module

import pytest

pytestmark = pytest.mark.slow


def _run(name: str, *options: str) -> dict[str, object]:
    command = [sys.executable, "-m", f"benchmarks.{name}", "--json", *options]
    done = subprocess.run(  # noqa: S603 -- our own module
        command, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    return dict(json.loads(line))


def test_a_candidate_is_compared_with_the_bare_engine() -> None:
    figures = _run("journey", "--rounds", "1", "--count", "3", "--waiting", "2")

    assert figures.keys() >= {
        "bare_per_s",
        "ours_per_s",
        "ratio",
        "p50_ms",
        "p95_ms",
        "p99_ms",
        "cpu_ms_per_application",
        "history_events",
        "bytes_per_waiting_application",
    }
    assert figures["candidates"] == 3


@pytest.mark.proof
def test_letters_of_an_even_stream_are_all_accepted() -> None:
    figures = _run("latency", "--rate", "5", "--candidates", "3")

    assert figures["told"] == 3


@pytest.mark.proof
def test_applications_are_taken_in_while_the_worker_is_held() -> None:
    figures = _run("intake", "--count", "5", "--connections", "2")

    assert figures["posted"] == figures["working_posted"] == 5


@pytest.mark.proof
def test_growth_is_told_for_each_level() -> None:
    figures = _run("growth", "--applications", "5", "--waiting", "0,3", "--rounds", "1", "--count", "3")

    assert isinstance(figures["waiting"], dict)
    assert figures["waiting"].keys() == {"0", "3"}
    assert figures["cpu_growth"]


@pytest.mark.proof
def test_the_queue_is_measured_on_every_kind_of_page() -> None:
    figures = _run("queue", "--open", "60", "--past", "60", "--rounds", "2")

    assert isinstance(figures["pages"], dict)
    assert figures["pages"].keys() >= {"queue", "queue_deep", "case", "applications_found", "today"}
    assert figures["queue_p95_ms"]


@pytest.mark.proof
def test_reminders_due_together_are_compared_with_bare_timers() -> None:
    figures = _run("reminders", "--count", "3")

    assert figures["reminders"] == 3
    assert figures["ratio"]


@pytest.mark.parametrize("name", ["growth", "intake", "journey", "latency", "queue", "reminders", "seed", "startup"])
def test_help_shows_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        import_module(f"benchmarks.{name}").main(["--help"])

    assert f"python -m benchmarks.{name}" in capsys.readouterr().out.partition("examples:")[2]
