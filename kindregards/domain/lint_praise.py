"""Lint of praise: each sentence of it must be borne out by something the evaluation says."""

import re
from collections.abc import Iterator, Mapping

from kindregards.domain.content_words import terms
from kindregards.domain.figures import figures
from kindregards.domain.letter_phrases import PRAISE
from kindregards.domain.letters import BlockKind, Finding
from kindregards.domain.lines import folded
from kindregards.domain.lint_reading import Passage, Reading, error
from kindregards.domain.remembered import remembered
from kindregards.domain.sentences import sentences

# Two words, or two pairs of Chinese characters, in common: one may be chance.
_IN_COMMON = 2
# What points back and says little of its own may lean on the sentence before: “That was a good example.”, “Well done.”
_LEANING = 6
_POINTS_BACK = re.compile(
    r"\b(?:that|this|it|these|those|both|such|here)\b|^(?:very )?(?:well|good|nicely) ?(?:done|work)?\W*$"
    r"|这|此|^(?:很好|不错|漂亮|做得好)",
    re.IGNORECASE,
)
_NO_PRAISE_IN = frozenset({BlockKind.GREETING, BlockKind.SIGN_OFF})
_NO_STRENGTHS = ("concern:", "fact:")
_QUOTED = re.compile(r"「([^」]+)」|“([^”]+)”")


def bearing_sources(text: str, evidence: Mapping[str, str]) -> tuple[str, ...]:
    """Return the source ids that bear out a sentence: those it quotes, or whose words it shares."""
    quotes = [folded(match[1] or match[2]).casefold() for match in _QUOTED.finditer(text)]
    said = terms(text)
    return tuple(
        source
        for source, noted in evidence.items()
        if not source.startswith(_NO_STRENGTHS)
        and (
            any(quote in folded(" ".join(noted.split())).casefold() for quote in quotes)
            or len(said & _noted_terms(noted)) >= _IN_COMMON
        )
    )


@remembered
def _praised(text: str) -> tuple[int, int] | None:
    match = PRAISE.search(text)
    return match.span() if match else None


def _noted_terms(noted: str) -> frozenset[str]:
    return terms(noted)


def praise_findings(reading: Reading) -> Iterator[Finding]:
    """Yield the sentences of praise that no part of the evaluation bears out, whoever wrote them."""
    for passage in reading.passages:
        if passage.block.kind not in _NO_PRAISE_IN:
            yield from _invented_figures(passage, reading)
        if passage.block.kind not in _NO_PRAISE_IN and _praised(reading.masked_passage(passage)):
            yield from _unborne(passage, reading)


def _unborne(passage: Passage, reading: Reading) -> Iterator[Finding]:
    """Yield unborne praise of one block; a sentence may lean on the one before it: "Well done."."""
    before = ""
    for sentence in sentences(reading.masked_passage(passage)):
        praised = _praised(sentence.text)
        said = reading.body[passage.start + sentence.start : passage.start + sentence.end]
        if praised and not is_borne(with_context(said, before), passage, reading):
            start, end = (passage.start + sentence.start + place for place in praised)
            message = (
                f"“{reading.body[start:end]}” is praise that no part of the evaluation bears. "
                "Name what the person did, or remove it."
            )
            yield error("praise_without_evidence", message, start, end)
        before = said


def _invented_figures(passage: Passage, reading: Reading) -> Iterator[Finding]:
    """Yield sentences about a strength with a figure that the evaluation does not hold: to one day, not to four."""
    evidence = reading.context.evidence
    if evidence is None:
        return
    strengths = {source: text for source, text in evidence.items() if not source.startswith(_NO_STRENGTHS)}
    for sentence in sentences(reading.masked_passage(passage)):
        named = figures(sentence.text)
        borne_by = bearing_sources(sentence.text, evidence)
        known = figures(" ".join(strengths[source] for source in borne_by or strengths))
        if named and not named <= known and (borne_by or _praised(sentence.text)):
            start, end = passage.start + sentence.start, passage.start + sentence.end
            message = (
                f"“{reading.body[start:end]}” names a figure that the evaluation does not hold. Give what it says."
            )
            yield error("praise_without_evidence", message, start, end)


def with_context(words: str, before: str) -> str:
    """Return a sentence with the one before it where it leans on that; “You are a born leader.” stands alone."""
    leans = _POINTS_BACK.search(words.strip()) is not None and len(terms(words)) <= _LEANING
    return f"{before} {words}" if leans else words


def is_borne(words: str, passage: Passage, reading: Reading) -> bool:
    """Say whether the evaluation bears these words; where it is not known, a block must at least name its source."""
    evidence = reading.context.evidence
    return bool(passage.block.sources) if evidence is None else bool(bearing_sources(words, evidence))
