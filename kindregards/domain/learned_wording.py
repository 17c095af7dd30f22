"""What kind of remark a sentence reads like, learned from examples: weights of words and of pieces of words."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log, sqrt

from kindregards.domain.languages import Language
from kindregards.domain.lines import folded
from kindregards.domain.remembered import remembered

MASK = "■"
# What a letter may say; every other kind of sentence needs an excuse, or is refused.
SAYABLE = frozenset({"good", "outcome", "vague", "subject_good"})
_MASKS = re.compile(f"{MASK}+(?:[ ,-]*{MASK}+)*")
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_PIECE = 4
_LONGEST_RUN = 3
_FULL_SENTENCE = 40


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights by feature, as pairs of the kind's place and its weight."""

    kinds: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[tuple[int, float], ...]]


def plain(sentence: str) -> str:
    """Return a sentence as it was learned: names as one sign, numbers as one digit, no capitals."""
    words = _MASKS.sub(MASK, folded(sentence).replace("’", "'").lower())
    return " ".join(_NUMBERS.sub("0", words).split())


def features(sentence: str, language: Language) -> set[str]:
    """Return what a sentence is known by: words, pairs of words and pieces of words, or runs of Chinese characters."""
    text = plain(sentence)
    if language is Language.CHINESE:
        return {text[i : i + n] for n in range(1, _LONGEST_RUN + 1) for i in range(len(text) - n + 1)}
    tokens = _TOKEN.findall(text)
    pairs = {f"{one} {two}" for one, two in pairwise(tokens)}
    padded = (f"^{token}$" for token in tokens)
    pieces = {f"~{word[i : i + _PIECE]}" for word in padded for i in range(len(word) - _PIECE + 1)}
    return {*tokens, *pairs, *pieces}


def share_of(known: int) -> float:
    """Return what each feature counts; a few words prove little, so they count no more than in a long sentence."""
    return 1 / sqrt(max(_FULL_SENTENCE, known))


@cache
def learned(language: Language) -> Learned:
    """Return the weights for a language; `python -m tests.domain.wording_training` writes them."""
    text = (files("kindregards.domain") / "learned" / f"{language.value}.tsv").read_text(encoding="utf-8")
    head, *lines = text.splitlines()
    bias: dict[str, float] = json.loads(head)
    return Learned(tuple(bias), tuple(bias.values()), dict(map(_weights, lines)))


def _weights(line: str) -> tuple[str, tuple[tuple[int, float], ...]]:
    feature, *pairs = line.split("\t")
    return feature, tuple((int(place), int(weight) / 10) for place, _, weight in (p.partition(":") for p in pairs))


@remembered
def kinds_of(sentence: str, language: Language) -> tuple[tuple[str, float], ...]:
    """Return how much a sentence reads like each kind, as log odds without a common scale."""
    model = learned(language)
    known = [model.weights[f] for f in features(sentence, language) if f in model.weights]
    totals = list(model.bias)
    share = share_of(len(known))
    for pairs in known:
        for place, weight in pairs:
            totals[place] += weight * share
    return tuple(zip(model.kinds, totals, strict=True))


def likeliest_remark(sentence: str, language: Language, excused: frozenset[str]) -> tuple[str, float]:
    """Return the kind of remark a sentence is likeliest to be, and its log odds against anything sayable or excused."""
    remarks: dict[str, float] = {}
    sayable: list[float] = []
    for kind, total in kinds_of(sentence, language):
        if kind in SAYABLE or kind in excused:
            sayable.append(total)
        else:
            remarks[kind] = total
    kind = max(remarks, key=lambda each: remarks[each])
    return kind, _pooled(remarks.values()) - _pooled(sayable)


def outcome_odds(sentence: str, language: Language) -> tuple[float, float]:
    """Return the log odds that a sentence states a rejection, against talking around it and against anything else."""
    totals = dict(kinds_of(sentence, language))
    told, vague = totals.pop("outcome"), totals["vague"]
    return told - vague, told - _pooled(totals.values())


def _pooled(totals: Collection[float]) -> float:
    most = max(totals)
    return most + log(sum(exp(total - most) for total in totals))
