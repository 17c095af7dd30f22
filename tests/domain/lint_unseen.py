"""`python -m tests.domain.lint_unseen`: how the lint does on each set of letters when it has not learned from that set.

The weights are learned anew in a copy of the code, once for each set; the tree stays as it is. It takes five minutes.
"""

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.progress import track

from kindregards.domain.languages import Language
from tests.domain.mutated_letters import SPARED
from tests.domain.wording_sets import KNOWN_SETS
from tests.report_options import report_parser

_ROOT = Path(__file__).parents[2]
_CODE = ("kindregards", "tests")
_AT_ONCE = 2

# Blocked and all letters, by language and fault.
Counts = Mapping[str, Mapping[str, tuple[int, int]]]


def unseen(name: str) -> Counts:
    """Return how many letters of a set are stopped by weights that were learned without it."""
    with TemporaryDirectory() as folder:
        for each in _CODE:
            shutil.copytree(_ROOT / each, Path(folder, each), ignore=shutil.ignore_patterns("__pycache__"))
        _ran(folder, "tests.domain.wording_training", f"--without={name}")
        counts: dict[str, Counts] = json.loads(_ran(folder, "tests.domain.lint_report", f"--{name}", "--json"))
    return counts[name]


def _ran(folder: str, module: str, *options: str) -> str:
    command = [sys.executable, "-m", module, *options]
    environment = {"PYTHONPATH": folder, "PATH": ""}
    return subprocess.run(  # noqa: S603 -- our own modules
        command, cwd=folder, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def _summed(found: Mapping[str, Counts], language: Language, fault: str | None = None) -> str:
    """Return blocked and all letters with a fault (without: with any) over sets."""
    blocked: Counter[str] = Counter()
    for counts in found.values():
        for each, (stopped, letters) in counts[language.value].items():
            if each == fault or (fault is None and each != SPARED):
                blocked.update(stopped=stopped, letters=letters)
    share = blocked["stopped"] / blocked["letters"] if blocked["letters"] else 0.0
    return f"{blocked['stopped']:4}/{blocked['letters']:<4} {share:6.1%}"


def main() -> None:
    """Print a row for each set and each fault, for both languages."""
    report_parser("tests.domain.lint_unseen", __doc__).parse_args()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        counted = track(pool.map(unseen, KNOWN_SETS), "learning without each set", total=len(KNOWN_SETS))
        found = dict(zip(KNOWN_SETS, counted, strict=True))
    columns = [(language, fault) for language in Language for fault in (None, SPARED)]
    _row("learned without", (f"{lang.value} {fault or 'broken'}" for lang, fault in columns))
    for name, counts in found.items():
        _row(name, (_summed({name: counts}, language, fault) for language, fault in columns))
    _row("fault", (language.value for language in Language))
    for each in sorted({each for counts in found.values() for of in counts.values() for each in of}):
        _row(each, (_summed(found, language, each) for language in Language))


def _row(head: str, cells: Iterable[str]) -> None:
    sys.stdout.write(f"{head:26}" + "".join(f"{cell:20}" for cell in cells) + "\n")


if __name__ == "__main__":
    main()
