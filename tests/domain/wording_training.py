"""`python -m tests.domain.wording_training [--without=SET …]`: learn the weights of words from examples.

It writes `kindregards/domain/learned`. With `--without` it leaves sets out, so that
`python -m tests.domain.lint_report` shows how the lint does on wordings it has not learned from; run it again without
arguments afterwards.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import exp, sqrt
from pathlib import Path
from random import Random

from kindregards.domain import learned_wording
from kindregards.domain.languages import Language
from kindregards.domain.learned_wording import Learned, features, share_of
from tests.domain.wording_frames import Example, examples
from tests.domain.wording_sets import KNOWN_SETS, examples_of, template_examples
from tests.report_options import report_parser

_FOLDER = Path(learned_wording.__file__).parent / "learned"
_ROUNDS = 24
_STEP = 0.7
_FORGETTING = 2e-5
_RARE = {Language.ENGLISH: 3, Language.CHINESE: 2}
_LEAST = 1.5

Rows = list[tuple[list[str], str, float]]


def trained(language: Language, found: Sequence[Example]) -> Learned:
    """Return the weights of a softmax over kinds, by adaptive gradient steps in an order that is the same each time."""
    rows = _rows(language, found)
    kinds = tuple(sorted({kind for _, kind, _ in rows}))
    place = {kind: number for number, kind in enumerate(kinds)}
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(kinds))
    steps: dict[str, list[float]] = defaultdict(lambda: [1e-6] * len(kinds))
    order = Random(7)  # noqa: S311 -- no secret, only an order
    for _ in range(_ROUNDS):
        order.shuffle(rows)
        for known, kind, weight in rows:
            _learn(known, place[kind], weight, weights, steps)
    bias = weights.pop("")
    return Learned(kinds, tuple(round(b, 1) for b in bias), {f: _kept(w) for f, w in weights.items() if _kept(w)})


def _rows(language: Language, found: Sequence[Example]) -> Rows:
    known = [features(example.text, language) for example in found]
    counts = Counter(feature for each in known for feature in each)
    return [
        (sorted(f for f in each if counts[f] >= _RARE[language]), example.kind, example.weight)
        for each, example in zip(known, found, strict=True)
    ]


def _learn(
    known: list[str], right: int, weight: float, weights: dict[str, list[float]], steps: dict[str, list[float]], /
) -> None:
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


def _kept(row: Sequence[float]) -> tuple[tuple[int, float], ...]:
    return tuple((place, round(value, 1)) for place, value in enumerate(row) if abs(value) >= _LEAST)


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
