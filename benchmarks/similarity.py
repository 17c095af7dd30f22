"""Whether letters side by side read as one form letter: `python -m benchmarks.similarity [--json]`.

For each language, stage, tone and reason: the median, over all pairs of 20 letters, of the Jaccard similarity of word
bigrams (Chinese: of character bigrams), with names, job and company masked. No letter has evidence in `bare`, each its
own in `personal`.
"""

import json
import re
import statistics
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise, product

from benchmarks.figures import parser
from kindregards.domain.applications import Stage
from kindregards.domain.interviews import Competency
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import Letter
from kindregards.domain.reasons import SHIPPED_REASONS, Party
from kindregards.letters.composer import TemplateComposer
from tests.letters.requests import a_request_in

LETTERS = 20
TARGET = 0.6
REASONS = (*(c for c, r in SHIPPED_REASONS.items() if r.party is Party.COMPANY and r.in_letter), None)
_COMPOSER = TemplateComposer()
_DEEDS = {
    Language.ENGLISH: (
        "Wrote a plan for launch {0}",
        "Drew the order flow of shop {0}",
        "Found why list {0} was late",
    ),
    Language.CHINESE: ("为第 {0} 家门店写了上线计划", "画出了第 {0} 条订单流程", "查出第 {0} 张报表迟到的原因"),
}
_NAMES = {Language.ENGLISH: ("Planning", "Process design", "Analysis"), Language.CHINESE: ("计划", "流程设计", "分析")}


def letters_of(
    language: Language, stage: Stage, tone: Tone, reason: str | None, *, personal: bool = False
) -> tuple[Letter, ...]:
    """Return 20 letters that differ only in who they are for."""
    base = a_request_in(language, stage=stage, tone=tone, reason=reason)
    made = []
    for number in range(LETTERS):
        request = replace(base, candidate=replace(base.candidate, external_id=f"person-{number}"))
        result = request.result
        if result is not None:
            kind = number % len(_DEEDS[language])
            deed = Competency(
                name=_NAMES[language][kind], score=90.0, evidence=_DEEDS[language][kind].format(number + 2)
            )
            shown = {"highlights": (), "competencies": (deed,)} if personal else {"highlights": (), "competencies": ()}
            request = replace(request, result=replace(result, **shown))
        letter = _COMPOSER.compose(request).letter
        if letter is None:
            raise SystemExit("A letter lacks data: the benchmark's request is wrong.")
        made.append(letter)
    return tuple(made)


def median_likeness(letters: Sequence[Letter], language: Language) -> float:
    """Return the median similarity of all pairs."""
    pairs = combinations([_bigrams(letter, language) for letter in letters], 2)
    return statistics.median(len(one & other) / len(one | other) for one, other in pairs)


def _bigrams(letter: Letter, language: Language) -> frozenset[tuple[str, str]]:
    request = a_request_in(language)
    words = letter.body
    for name in (request.candidate.name, request.job.title, request.brand.company_name, request.brand.sender_name):
        words = words.replace(name, "*")
    signs = re.findall(r"[\w*']+", words.lower()) if language is Language.ENGLISH else re.findall(r"[\w*]", words)
    return frozenset(pairwise(signs))


def main() -> None:
    """Print the median of each combination and whether it meets the target."""
    only_json = parser("similarity", __doc__, "", "--json").parse_args().json
    figures = {}
    for language, stage, tone, reason in product(Language, Stage, Tone, REASONS):
        for label, personal in (("bare", False), ("personal", True)):
            likeness = median_likeness(letters_of(language, stage, tone, reason, personal=personal), language)
            figures[f"{language.value} {stage.value} {tone.value} {reason or 'no reason'} {label}"] = round(likeness, 3)
    if not only_json:
        for name, figure in figures.items():
            print(f"{figure:.3f} {name}")
    worst = max(figures, key=lambda name: figures[name])
    over = sum(figure > TARGET for figure in figures.values())
    summary = {"combinations": len(figures), "over_target": over, "target": TARGET, "worst": {worst: figures[worst]}}
    middle = round(statistics.median(figures.values()), 3)
    print(json.dumps({**summary, "median_of_medians": middle, "letters_each": LETTERS}, ensure_ascii=False))


if __name__ == "__main__":
    main()
