"""How long `make run` takes on an installed clone until every part serves: `python -m benchmarks.startup --json`."""

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.running_system import running_system


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.startup", description=__doc__)
    parser.add_argument(
        "--runs", type=int, default=3, help="how many starts, each on a new data directory (default: 3)"
    )
    parser.add_argument("--json", action="store_true", help="print only the JSON object")
    options = parser.parse_args(arguments)
    seconds = [_start() for _ in range(options.runs)]
    result = {"runs": options.runs, "ready_s_median": round(statistics.median(seconds), 2), "ready_s_max": max(seconds)}
    if not options.json:
        sys.stdout.write("".join(f"{name:>15}  {value}\n" for name, value in result.items()))
    sys.stdout.write(json.dumps(result) + "\n")


def _start() -> float:
    with tempfile.TemporaryDirectory() as folder, running_system(Path(folder) / "data", command=["make", "run"]) as one:
        return round(one.ready_seconds, 2)


if __name__ == "__main__":
    main()
