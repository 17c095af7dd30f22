"""The command line that all faults share: `python -m tests.faults.NN --letters N --seed S`."""

import argparse
import os
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass
from random import Random
from typing import NoReturn, Protocol

from tests.faults.finding import Finding
from tests.faults.trial import Trial, a_trial


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a trial is: how many letters (or events), and the chance that decides its moments."""

    letters: int
    seed: int

    def chance(self) -> Random:
        """Return the same chance for the same seed."""
        return Random(self.seed)  # noqa: S311 -- repeatable moments, no secret


class Fault(Protocol):
    """Breaks a running system, mends it, and says what was found."""

    def __call__(self, trial: Trial, size: Size, /) -> Finding:
        """Return figures and promises."""


def main(
    name: str, fault: Fault, *, letters: int, about: str | None, system: AbstractContextManager[Trial] | None = None
) -> NoReturn:
    """Run a fault against a system of its own, print its line, and exit 1 when a promise was broken."""
    example = f"Example: python -m tests.faults.{name} --letters {letters} --seed 3"
    parser = argparse.ArgumentParser(prog=f"python -m tests.faults.{name}", description=about, epilog=example)
    parser.add_argument("--letters", type=int, default=letters, help=f"default: {letters}")
    parser.add_argument("--seed", type=int, default=1, help="of chance (default: 1)")
    options = parser.parse_args()
    size = Size(letters=options.letters, seed=options.seed)
    with system or a_trial() as trial:
        finding = fault(trial, size)
    sys.stdout.write(finding.as_json(fault=name, letters=size.letters, seed=size.seed) + "\n")
    sys.stdout.flush()
    os._exit(1 if finding.broken() else 0)  # a process that used a Temporal client may crash at its end
