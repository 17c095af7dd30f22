"""How every benchmark shows its figures: progress on stderr, a table for people, then one JSON object on stdout."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence

from kindregards import clock


def parser(name: str, description: str | None, *examples: str) -> argparse.ArgumentParser:
    """Return a parser with examples in its help and the option `--json`."""
    made = argparse.ArgumentParser(
        prog=f"python -m benchmarks.{name}",
        description=description,
        epilog="examples:\n" + "\n".join(f"  python -m benchmarks.{name} {example}" for example in examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--json", action="store_true", help="print only the JSON object on stdout")
    return made


def say(text: str) -> None:
    """Tell whoever watches how far it is."""
    sys.stderr.write(f"  {text}\n")
    sys.stderr.flush()


def show(result: Mapping[str, object], *, only_json: bool) -> None:
    """Print the table for people, unless it is not wanted, and the object."""
    if not only_json:
        rows = dict(_rows(result))
        width = max(map(len, rows))
        sys.stdout.write("".join(f"{name:>{width + 2}}  {value}\n" for name, value in rows.items()))
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def milliseconds(seconds: Sequence[float], percent: int) -> float | None:
    """Return a percentile (nearest rank above) in milliseconds, or None of nothing."""
    ordered = sorted(seconds)
    return round(1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)], 1) if ordered else None


def percentiles(seconds: Sequence[float], prefix: str = "") -> dict[str, float | None]:
    """Return p50, p95 and p99 in milliseconds."""
    return {f"{prefix}p{percent}_ms": milliseconds(seconds, percent) for percent in (50, 95, 99)}


def quotient(dividend: float, divisor: float, digits: int = 3) -> float | None:
    """Return the rounded ratio, or None where there is nothing to divide by."""
    return round(dividend / divisor, digits) if divisor else None


def machine() -> dict[str, object]:
    """Return where and when this was measured; `load_1m` above the cores means that others were at work."""
    return {"at": clock.now().isoformat(timespec="seconds"), "cores": os.cpu_count(), "load_1m": os.getloadavg()[0]}


def _rows(result: Mapping[str, object], within: str = "") -> Iterator[tuple[str, str]]:
    """Yield a row for each figure; figures of a part or a level stand in one row, whole levels below each other."""
    for name, value in result.items():
        if isinstance(value, Mapping) and any(isinstance(each, Mapping) for each in value.values()):
            yield from _rows(value, f"{within}{name} ")
        elif isinstance(value, Mapping):
            yield f"{within}{name}", "  ".join(f"{part} {each}" for part, each in value.items())
        else:
            yield f"{within}{name}", str(value)
