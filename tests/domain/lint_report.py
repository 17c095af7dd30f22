"""`python -m tests.domain.lint_report [--missed]`: how many broken letters the lint stops, and how many good ones."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kindregards.domain.languages import Language
from kindregards.domain.lint import lint
from tests.domain.mutated_letters import SETS, SPARED, Mutation, broken, developed, good
from tests.report_options import report_parser


@dataclass(slots=True)
class Tally:
    """How many letters with one fault were stopped, and the words of those that were judged wrongly."""

    letters: int = 0
    blocked: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Return the blocked share."""
        return self.blocked / self.letters if self.letters else 0.0


Tallies = Mapping[tuple[Language, str], Tally]


def codes(mutation: Mutation) -> list[str]:
    """Return the codes of the findings that stop a letter."""
    return [f.code for f in lint(mutation.letter, mutation.context) if f.blocks_sending]


def tallied(mutations: Iterable[Mutation]) -> Tallies:
    """Return the tally of each fault in each language."""
    tallies: dict[tuple[Language, str], Tally] = defaultdict(Tally)
    for mutation in mutations:
        tally = tallies[mutation.language, mutation.fault]
        found = codes(mutation)
        tally.letters += 1
        tally.blocked += bool(found)
        if bool(found) is (mutation.fault == SPARED):
            tally.wrong.append(f"{mutation.words} {sorted(set(found)) or ''}")
    return tallies


def overall(tallies: Tallies, language: Language, *, spared: bool) -> Tally:
    """Return the sum over the broken letters, or over the good ones."""
    chosen = [t for (lang, fault), t in tallies.items() if lang is language and (fault == SPARED) is spared]
    return Tally(letters=sum(t.letters for t in chosen), blocked=sum(t.blocked for t in chosen))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Print the report; with `--missed` also the words of each letter judged wrongly."""
    sets = {"development": list(developed())} | {name: [*broken(name), *good(name)] for name in SETS}
    parser = report_parser("tests.domain.lint_report", __doc__, ["", "--missed", f"--{SETS[0]} --missed"])
    parser.add_argument("--missed", action="store_true", help="also print the words of each letter judged wrongly")
    for name in sets:
        parser.add_argument(f"--{name}", dest="chosen", action="append_const", const=name, help="only this set")
    parser.add_argument("--json", action="store_true", help="print counts by set, language and fault for programs")
    options = parser.parse_args()
    chosen = {name: tallied(sets[name]) for name in options.chosen or sets}
    if options.json:
        _say(json.dumps({name: _counts(tallies) for name, tallies in chosen.items()}))
        return
    for name, tallies in chosen.items():
        _print(name, tallies, shows_missed=options.missed)


def _counts(tallies: Tallies) -> dict[str, dict[str, tuple[int, int]]]:
    """Return blocked and all letters by language and fault."""
    counts: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for (language, fault), tally in tallies.items():
        counts[language.value][fault] = (tally.blocked, tally.letters)
    return counts


def _print(name: str, tallies: Tallies, *, shows_missed: bool) -> None:
    for language in Language:
        _say(f"{name} · {language.value}")
        for (lang, fault), tally in tallies.items():
            if lang is language:
                _say(f"  {fault:24} {tally.blocked:4}/{tally.letters:<4} {tally.share:7.1%}")
                for words in tally.wrong if shows_missed else ():
                    _say(f"      {words!r}")
        for label, spared in (("broken letters blocked", False), ("good letters blocked", True)):
            tally = overall(tallies, language, spared=spared)
            _say(f"  {label:24} {tally.blocked:4}/{tally.letters:<4} {tally.share:7.1%}")


if __name__ == "__main__":
    main()
