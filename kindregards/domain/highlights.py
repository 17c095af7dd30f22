"""Choosing the strengths a letter names: true, concrete, this person's own, and bound to their evidence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kindregards.domain.applications import Job
from kindregards.domain.competency_labels import label_in
from kindregards.domain.content_words import terms
from kindregards.domain.highlight_words import BARRED, EMPTY_PRAISE, LEADING_SUBJECT, STOP_WORDS, THIRD_PERSON
from kindregards.domain.interviews import Competency, InterviewResult
from kindregards.domain.languages import Language
from kindregards.domain.lines import folded, hidden_at, one_line
from kindregards.domain.remarks import remarks
from kindregards.domain.sentences import sentences
from kindregards.domain.statements import Statement, find_statement
from kindregards.domain.transcripts import Saying, nearest_saying, sayings
from kindregards.domain.written_language import han_count, is_written_in, latin_words

# Below this a vendor's own scale does not call anything a strength.
STRENGTH_SCORE = 60.0
# From here on it is a strength even when others in the same evaluation scored higher.
CLEAR_STRENGTH_SCORE = 70.0
_LONGEST_LABEL = {Language.CHINESE: 30, Language.ENGLISH: 80}
_LONGEST_DETAIL = {Language.CHINESE: 60, Language.ENGLISH: 200}
# Fewer signs or words than this cannot describe what somebody did.
_CONCRETE_SIGNS = 6
_CONCRETE_WORDS = 3
# Words in common with the noted evidence by which the candidate's own words are known; fewer may be chance.
_WORDS_IN_COMMON = 3
# A longer text is no note; nothing of it is quoted, and no time is spent on it.
_LONGEST_NOTE = 2_000
_CUT = re.compile(r"[;；。]|\.(?:\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenHighlight:
    """A strength fit to be named: what it is called, what was noted, and what it rests on.

    The sources are fields of the evaluation and, where it can be found, the candidate's own words in the transcript.
    """

    label: str
    detail: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Strength:
    """A strength as the evaluation states it, before it is known whether it can be said."""

    name: str
    evidence: str | None
    competency: str | None
    score: float | None
    named_by_interview: bool
    sources: tuple[str, ...]
    shown: str | None = None
    """Source id of the candidate's words in which it was seen."""


def select_highlights(
    result: InterviewResult | None, job: Job, language: Language, limit: int
) -> tuple[ChosenHighlight, ...]:
    """Return at most `limit` strengths, best first; none when the evidence is thin."""
    if result is None or limit <= 0:
        return ()
    own_words = tuple(saying for saying in sayings(result.transcript) if not is_barred(saying.text))
    said = [
        (strength, chosen)
        for strength in _strengths(result)
        if not _is_contradicted(strength, result) and (chosen := _sayable(_located(strength, own_words), language))
    ]
    said.sort(key=lambda pair: -_weight(pair[0], pair[1], result, job))
    return tuple(_without_repeats(said))[:limit]


def _strengths(result: InterviewResult) -> Iterator[_Strength]:
    by_name = {one_line(c.name).casefold(): (i, c) for i, c in enumerate(result.competencies)}
    for index, highlight in enumerate(result.highlights):
        position, competency = by_name.get(one_line(highlight.competency or "").casefold(), (None, None))
        sources = (f"highlight:{index}",) if position is None else (f"highlight:{index}", f"competency:{position}")
        yield _Strength(
            name=highlight.text,
            evidence=highlight.evidence or (competency.evidence if competency else None),
            competency=highlight.competency,
            score=competency.score if competency else None,
            named_by_interview=True,
            sources=sources,
        )
    for index, competency in enumerate(result.competencies):
        yield _Strength(
            name=competency.name,
            evidence=competency.evidence,
            competency=competency.name,
            score=competency.score,
            named_by_interview=False,
            sources=(f"competency:{index}",),
        )


def _located(strength: _Strength, own_words: tuple[Saying, ...]) -> _Strength:
    """Return the strength with the candidate's sentence behind it, where one speaks of the same thing."""
    noted = terms(strength.evidence or "")
    named = terms(f"{strength.name}\n{strength.competency or ''}")
    at_least = _WORDS_IN_COMMON if noted else min(len(named), 2)
    if not own_words or at_least == 0:
        return strength
    seen = nearest_saying(noted | named, own_words, at_least=at_least)
    return strength if seen is None else replace(strength, shown=str(seen.span))


def _is_contradicted(strength: _Strength, result: InterviewResult) -> bool:
    """Say whether the same evaluation calls this a weakness, by score or among its concerns."""
    if not _is_high(strength, _mean_score(result.competencies)):
        return True
    names = [one_line(name).casefold() for name in (strength.name, strength.competency) if name and name.strip()]
    return any(name in one_line(concern.text).casefold() for name in names for concern in result.concerns)


def _is_high(strength: _Strength, mean: float) -> bool:
    """Say whether the score bears the praise; a strength the interview named may do without one."""
    if strength.score is None:
        return strength.named_by_interview
    if strength.named_by_interview:
        return strength.score >= min(mean, STRENGTH_SCORE)
    return strength.score >= max(min(mean, CLEAR_STRENGTH_SCORE), STRENGTH_SCORE)


def _mean_score(competencies: tuple[Competency, ...]) -> float:
    scores = [c.score for c in competencies if c.score is not None]
    return sum(scores) / len(scores) if scores else 0.0


def _sayable(strength: _Strength, language: Language) -> ChosenHighlight | None:
    """Return the strength in words fit for the letter, or None when anything about it is not."""
    words = (strength.name, strength.evidence, strength.competency)
    if any(is_barred(text) for text in words if text):
        return None
    label, detail = _label(strength, language), _detail(strength.evidence, language)
    if label is None:
        label, detail = detail, None
    if label is None or not _is_concrete(strength, label):
        return None
    repeated = detail is not None and (label in detail or detail in label)
    sources = strength.sources if strength.shown is None else (*strength.sources, strength.shown)
    return ChosenHighlight(label=label, detail=None if repeated else detail, sources=sources)


# 录 用 了: what is spaced out is read together.
_SPACED_OUT = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")


def is_barred(text: str) -> bool:
    """Say whether interview text carries anything a letter must not pass on as praise."""
    if len(text) > _LONGEST_NOTE or hidden_at(text) is not None:
        return True
    line = _SPACED_OUT.sub("", folded(one_line(text)))
    if BARRED.search(line) is not None or next(remarks(line), None) is not None:
        return True
    return any(find_statement(Statement.SELECTED, line, language) for language in Language)


def _label(strength: _Strength, language: Language) -> str | None:
    names = [name for name in (strength.name, strength.competency) if name]
    # What is known under a name in the letter's language is called by it; other words are never translated.
    for name in (*names, *(label_in(name, language) for name in names)):
        label = _quotable(name, language, _LONGEST_LABEL[language])
        if label is not None:
            return label
    return None


def _detail(evidence: str | None, language: Language) -> str | None:
    detail = _quotable(evidence, language, _LONGEST_DETAIL[language])
    return detail if detail is not None and _says_something(detail) else None


def _quotable(text: str | None, language: Language, longest: int) -> str | None:
    """Return the text or its first sentence when a letter can quote it: short, in its language, to "you"."""
    line = _without_subject(one_line(text or "")).strip(" \"'“”‘’「」『』.。,，;；:：")
    if len(line) > longest:
        first = sentences(line)
        line = _CUT.split(first[0].text if first else "")[0].strip(" .。,，;；")
    if not line or len(line) > longest or THIRD_PERSON.search(line) or not is_written_in(line, language):
        return None
    return None if _has_quotes(line) else line


def _without_subject(line: str) -> str:
    """Return a note without “The candidate”, and begun with a capital like any quotation."""
    said = LEADING_SUBJECT.sub("", line)
    return line if said == line else said[:1].upper() + said[1:]


def _has_quotes(line: str) -> bool:
    """Say whether a line cannot be put in quotation marks without confusion."""
    return any(mark in line for mark in '“”「」"')


def _is_concrete(strength: _Strength, label: str) -> bool:
    """Say whether there is something seen behind the strength, not only a kind word."""
    if EMPTY_PRAISE.fullmatch(label):
        return False
    if (strength.evidence and _says_something(one_line(strength.evidence))) or strength.shown is not None:
        return True
    return strength.named_by_interview and _says_something(one_line(strength.name))


def _says_something(text: str) -> bool:
    enough = han_count(text) >= _CONCRETE_SIGNS or len(latin_words(text)) >= _CONCRETE_WORDS
    return enough and not EMPTY_PRAISE.fullmatch(text)


def _weight(strength: _Strength, chosen: ChosenHighlight, result: InterviewResult, job: Job) -> float:
    """Weigh a strength: a noted detail first, then relevance to the job, then its score in this evaluation."""
    scores = [c.score for c in result.competencies if c.score is not None]
    share_below = (
        sum(s <= strength.score for s in scores) / len(scores) if strength.score is not None and scores else 0.5
    )
    return (
        2.0 * (chosen.detail is not None)
        + 1.5 * _relevance(strength, job)
        + 1.0 * share_below
        + 0.5 * strength.named_by_interview
    )


def _relevance(strength: _Strength, job: Job) -> float:
    """Return 0 to 1: the share of the strength's own words that the job asks for."""
    asked = _terms(" ".join((job.title, *(requirement.text for requirement in job.requirements))))
    own = _terms(f"{strength.name} {strength.competency or ''}")
    return len(own & asked) / len(own) if own else 0.0


def _terms(text: str) -> set[str]:
    """Return words, and for Chinese pairs of neighbouring characters, which need no dictionary."""
    words = {word.lower() for word in latin_words(text)} - STOP_WORDS
    runs = re.findall(r"[\u4e00-\u9fff]+", text)
    return words | {run[i : i + 2] for run in runs for i in range(len(run) - 1)}


def _without_repeats(said: list[tuple[_Strength, ChosenHighlight]]) -> Iterator[ChosenHighlight]:
    seen: set[str] = set()
    for strength, chosen in said:
        keys = {chosen.label.casefold(), *chosen.sources}
        if chosen.detail is not None:
            keys.add(chosen.detail.casefold())
        if strength.competency:
            keys.add(one_line(strength.competency).casefold())
        if not keys & seen:
            yield chosen
        seen |= keys
