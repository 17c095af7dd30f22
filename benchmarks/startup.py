"""How long `make run` takes on an installed clone until every part serves."""

import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import machine, parser, say, show
from benchmarks.running_system import running_system


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    made = parser("startup", __doc__, "", "--runs 5 --json")
    made.add_argument("--runs", type=int, default=3, help="how many starts, each on a new data directory (default: 3)")
    options = made.parse_args(arguments)
    seconds = [_start(number) for number in range(options.runs)]
    median = round(statistics.median(seconds), 2)
    result = {"runs": options.runs, "ready_s_median": median, "ready_s_max": max(seconds), **machine()}
    show(result, only_json=options.json)


def _start(number: int) -> float:
    with tempfile.TemporaryDirectory() as folder, running_system(Path(folder) / "data", command=["make", "run"]) as one:
        say(f"start {number + 1}: {one.ready_seconds:.2f} s")
        return round(one.ready_seconds, 2)


if __name__ == "__main__":
    main()
