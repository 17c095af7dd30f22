"""`python -m tests.domain.wording_training [--without=SET …]`: learn the weights of words from examples.

It writes `kindregards/domain/learned`. With `--without` it leaves sets out, so that
`python -m tests.domain.lint_report` shows how the lint does on wordings it has not learned from; run it again without
arguments afterwards.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import exp, inf, sqrt
from pathlib import Path
from random import Random

from kindregards.domain import learned_wording
from kindregards.domain.languages import Language
from kindregards.domain.learned_wording import Learned, features, share_of
from tests.domain.wording_frames import Example, examples
from tests.domain.wording_sets import KNOWN_SETS, examples_of, template_examples
from tests.report_options import report_parser

_FOLDER = Path(learned_wording.__file__).parent / "learned"
_ROUNDS = 18
_ROUNDS_AFTER = 8
_STEP = 0.7
# What was summed of squared slopes before the first step; for a weight left out it is endless.
_EAGER = 1e-6
_FORGETTING = 2e-5
_RARE = {Language.ENGLISH: 3, Language.CHINESE: 2}
_LEAST = 1.5
_LEAST_TOLD = 0.1

Rows = list[tuple[list[str], str, float]]
Weights = dict[str, list[float]]


def trained(language: Language, found: Sequence[Example]) -> Learned:
    """Return the weights of a softmax over kinds, by adaptive gradient steps in an order that is the same each time.

    Small weights are left out, and what stays is learned on without them: so it is read later.
    """
    rows = _rows(language, found)
    kinds = tuple(sorted({kind for _, kind, _ in rows}))
    place = {kind: number for number, kind in enumerate(kinds)}
    weights: Weights = defaultdict(lambda: [0.0] * len(kinds))
    _descend(rows, place, weights, defaultdict(lambda: [_EAGER] * len(kinds)), _ROUNDS)
    bias = weights.pop("")
    kept = {feature: _kept(row) for feature, row in weights.items() if any(_kept(row))} | {"": bias}
    rows = [([f for f in known if f in kept], kind, weight) for known, kind, weight in rows]
    steps = {f: [_EAGER if value or not f else inf for value in row] for f, row in kept.items()}
    _descend(rows, place, kept, steps, _ROUNDS_AFTER)
    bias = kept.pop("")
    return Learned(kinds, tuple(round(b, 1) for b in bias), {f: _told(row) for f, row in kept.items() if _told(row)})


def _descend(rows: Rows, place: Mapping[str, int], weights: Weights, steps: Weights, rounds: int) -> None:
    order = Random(7)  # noqa: S311 -- no secret, only an order
    for _ in range(rounds):
        order.shuffle(rows)
        for known, kind, weight in rows:
            _learn(known, place[kind], weight, weights, steps)


def _rows(language: Language, found: Sequence[Example]) -> Rows:
    known = [features(example.text, language) for example in found]
    counts = Counter(feature for each in known for feature in each)
    return [
        (sorted(f for f in each if counts[f] >= _RARE[language]), example.kind, example.weight)
        for each, example in zip(known, found, strict=True)
    ]


def _learn(known: list[str], right: int, weight: float, weights: Weights, steps: Weights, /) -> None:
    share = share_of(len(known))
    totals = list(weights[""])
    rows = [weights[feature] for feature in known]
    for row in rows:
        for place, value in enumerate(row):
            totals[place] += value * share
    most = max(totals)
    odds = [exp(total - most) for total in totals]
    whole = sum(odds)
    slopes = [weight * (odd / whole - (place == right)) for place, odd in enumerate(odds)]
    steep = [(place, slope) for place, slope in enumerate(slopes) if abs(slope) > 1e-3]
    for feature in ("", *known):
        row, taken = weights[feature], steps[feature]
        for place, slope in steep:
            change = slope * (share if feature else 1.0) + _FORGETTING * row[place]
            taken[place] += change * change
            row[place] -= _STEP * change / sqrt(taken[place])


def _kept(row: Sequence[float]) -> list[float]:
    return [value if abs(value) >= _LEAST else 0.0 for value in row]


def _told(row: Sequence[float]) -> tuple[tuple[int, float], ...]:
    return tuple((place, round(value, 1)) for place, value in enumerate(row) if abs(value) >= _LEAST_TOLD)


def written(model: Learned) -> Iterator[str]:
    """Yield the lines of a file of weights."""
    yield json.dumps(dict(zip(model.kinds, model.bias, strict=True)))
    for feature, pairs in sorted(model.weights.items()):
        if not re.search(r"[\t\n]", feature):
            yield "\t".join([feature, *(f"{place}:{round(value * 10)}" for place, value in pairs)])


def everything(language: Language, without: Sequence[str] = ()) -> list[Example]:
    """Return all examples of a language, except those of some sets."""
    sets = [name for name in KNOWN_SETS if name not in without]
    return [
        *examples(language),
        *template_examples(language),
        *(example for name in sets for example in examples_of(name, language)),
    ]


def main() -> None:
    """Write the weights of both languages."""
    parser = report_parser("tests.domain.wording_training", __doc__, ["", f"--without={KNOWN_SETS[-1]}"])
    parser.add_argument("--without", action="append", default=[], choices=KNOWN_SETS, help="leave this set out")
    without = parser.parse_args().without
    for language in Language:
        lines = list(written(trained(language, everything(language, without))))
        (_FOLDER / f"{language.value}.tsv").write_text("\n".join([*lines, ""]), encoding="utf-8")
        sys.stdout.write(f"{language.value}: {len(lines) - 1} features\n")


if __name__ == "__main__":
    main()
