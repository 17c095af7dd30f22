"""Polishing a letter by a language model: what it may see, and what its answer must still be."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kindregards.domain.content_words import terms
from kindregards.domain.errors import ConflictError, DomainError
from kindregards.domain.highlight_words import LEADING_SUBJECT
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letter_phrases import PRAISE, PROMISE
from kindregards.domain.letters import Block, BlockKind, Letter
from kindregards.domain.lines import folded, hidden_at, one_line
from kindregards.domain.lint import LintContext, lint
from kindregards.domain.remarks import remarks
from kindregards.domain.sentences import sentences

# What was decided and why, the greeting, the sign-off and the small print are not the model's: it never sees them.
_POLISHED = frozenset({BlockKind.THANKS, BlockKind.HIGHLIGHT, BlockKind.NEXT_STEPS})
_TOKEN = re.compile(r"⟦(\d+)⟧")
# A Chinese letter gives a strength's name in brackets and what was noted after a dash.
_QUOTE = re.compile(r"「[^」\n]*」(?:——[^。\n]*)?|“[^”\n]*”")
_SHORTEST_NOTE = 4
_DAY = re.compile(
    r"\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}|"
    r"\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日"
)
_FIGURE = re.compile(r"\d[\d.,:/%-]*")
# One more or less of these turns a permission into a ban.
_NEGATIONS = re.compile(
    r"\b(?:not|no|never|nor|neither|none|nothing|nobody|cannot|without|unable|hardly)\b|n['’]t\b|"
    r"没有|没能|未能|没|未(?!来)|不|无|非(?!常)|请别|切勿",
    re.IGNORECASE,
)
# Figures in words, and days: as little the model's to add as digits are.
_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundreds?|thousands?|dozens?|twice|"
    r"second|third|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|"
    r"august|september|october|november|december|"
    r"(?:(?<=in )|(?<=by )|(?<=from )|(?<=until )|(?<=since ))may|"
    r"today|tomorrow|yesterday|weeks?|months?|years?|days?|hours?)\b|"
    r"[一二两三四五六七八九十百千万]+(?=[个天周月年次位人层项份遍分小])|周[一二三四五六日]|[明今后昨]天|[下上本]周|[明今去]年|[下上本]个?月",
    re.IGNORECASE,
)
_LEAST, _MOST = 0.7, 1.3
# New content words that a sentence said better may bring along, beside its own.
_FEW_NEW_WORDS = 3
_SHARE_OF_NEW_WORDS = 0.4
_NEW_WORDS_IN_A_SENTENCE = 0.6


class PolishingOffError(ConflictError):
    """No language model is set up here."""

    code = "polishing_off"


class PolishingBudgetUsedError(ConflictError):
    """As many letters as allowed were polished today."""

    code = "polishing_budget_used"


class PolishingRefusedError(ConflictError):
    """The model's answer says something else than the letter; `details` names what."""

    code = "polishing_refused"


class PolishingUnavailableError(DomainError):
    """The model did not answer, not in time, or not in the form asked for."""

    code = "polishing_unavailable"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolishTask:
    """What the model is given: paragraphs in which every name, figure and quotation is a placeholder `⟦1⟧`."""

    language: Language
    tone: Tone
    paragraphs: tuple[str, ...]
    hidden: tuple[str, ...]
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolishedLetter:
    """The letter in other words, with each paragraph that changed, before and after."""

    letter: Letter
    changes: tuple[tuple[str, str], ...]


def polish_task(letter: Letter, context: LintContext) -> PolishTask:
    """Return the paragraphs that may be said better, without anything that tells who they are for."""
    hidden: list[str] = []
    places = tuple(number for number, block in enumerate(letter.blocks) if block.kind in _POLISHED)
    names = [context.candidate_name, context.job_title, context.company_name, letter.sender_name, context.opening]
    names += [note for text in (context.evidence or {}).values() for line in text.split("\n") for note in _notes(line)]
    return PolishTask(
        language=letter.language,
        tone=letter.tone,
        paragraphs=tuple(_veiled(letter.blocks[place].text, names, hidden) for place in places),
        hidden=tuple(hidden),
        places=places,
    )


def polished(letter: Letter, task: PolishTask, answer: Sequence[str], context: LintContext) -> PolishedLetter:
    """Return the letter with the model's words; raise PolishingRefusedError when they say anything more or less."""
    if len(answer) != len(task.paragraphs):
        raise _refused("paragraphs", "it has another number of paragraphs")
    whole_before, whole_after = (sum(map(len, texts)) for texts in (task.paragraphs, answer))
    if not _LEAST * whole_before <= whole_after <= _MOST * whole_before:
        raise _refused("length", "its length differs by more than 30 %")
    for before, after in zip(task.paragraphs, answer, strict=True):
        for fault, words in _faults(before, after):
            raise _refused(fault, words)
    blocks = list(letter.blocks)
    for place, words in zip(task.places, answer, strict=True):
        blocks[place] = _said(blocks[place], _unveiled(words.strip(), task.hidden))
    result = replace(letter, blocks=tuple(blocks))
    _refuse_new_findings(letter, result, context)
    changed = ((old.text, new.text) for old, new in zip(letter.blocks, result.blocks, strict=True) if old != new)
    return PolishedLetter(letter=result, changes=tuple(changed))


def _notes(line: str) -> Iterator[str]:
    """Yield a note of the interview as it was taken and as letters quote it; figures are hidden by themselves."""
    for note in (line, LEADING_SUBJECT.sub("", line).rstrip(" .。")):
        if len(note) >= _SHORTEST_NOTE and not note.isdigit():
            yield note


def _veiled(text: str, names: Sequence[str], hidden: list[str]) -> str:
    """Return the text with placeholders, and append what stands behind each."""

    def veil(match: re.Match[str]) -> str:
        hidden.append(match.group())
        return f"⟦{len(hidden)}⟧"

    said = sorted({one_line(name) for name in names if one_line(name)}, key=len, reverse=True)
    found = "|".join((_QUOTE.pattern, *map(re.escape, said), _DAY.pattern, _FIGURE.pattern))
    return re.sub(found, veil, text, flags=re.IGNORECASE)


def _unveiled(text: str, hidden: Sequence[str]) -> str:
    return _TOKEN.sub(lambda match: hidden[int(match[1]) - 1], text)


def _said(block: Block, text: str) -> Block:
    return block if text == block.text else replace(block, text=text)


def _faults(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield what an answer does that a better wording need not do."""
    # In another order, a strength would stand before another's deed, or the company in the place of the job.
    if _TOKEN.findall(before) != _TOKEN.findall(after):
        yield "placeholder", "a placeholder is missing, doubled, new or in another place"
    bare_before, bare_after = (folded(_TOKEN.sub(" ", text)) for text in (before, after))
    if hidden_at(after) is not None or _QUOTE.search(bare_after) or "\n\n" in after.strip():
        yield "form", "it brings quotations, paragraphs or hidden signs of its own"
    if _FIGURE.search(bare_after) or _counted(bare_after) != _counted(bare_before):
        yield "number", "it adds or drops a number or a day"
    if len(_found(_NEGATIONS, bare_after)) != len(_found(_NEGATIONS, bare_before)):
        yield "negation", "it negates more or less than the paragraph does"
    if {(r.kind, bare_after[r.start : r.end]) for r in remarks(bare_after)} - {
        (r.kind, bare_before[r.start : r.end]) for r in remarks(bare_before)
    }:
        yield "remark", "it says something that no letter says"
    if PROMISE.search(bare_after) and not PROMISE.search(bare_before):
        yield "promise", "it adds a promise"
    if set(_found(PRAISE, bare_after)) - set(_found(PRAISE, bare_before)):
        yield "claim", "it adds praise"
    if _strays(bare_before, bare_after):
        yield "claim", "it says other things than the paragraph does"


def _strays(before: str, after: str) -> bool:
    """Say whether a paragraph, or one sentence of it, is mostly about what the paragraph was not about."""
    known = terms(before)
    new = terms(after) - known
    if len(new) > max(_FEW_NEW_WORDS, _SHARE_OF_NEW_WORDS * len(terms(after))):
        return True
    spoken = [terms(sentence.text) for sentence in sentences(after)]
    return any(len(said - known) > _NEW_WORDS_IN_A_SENTENCE * len(said) for said in spoken)


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    return [match.group().lower() for match in pattern.finditer(text)]


def _counted(text: str) -> Counter[str]:
    return Counter(_found(_COUNTED, text))


def _refuse_new_findings(letter: Letter, result: Letter, context: LintContext) -> None:
    known = Counter(finding.code for finding in lint(letter, context))
    new = Counter(finding.code for finding in lint(result, context)) - known
    if new:
        raise _refused("lint", f"the lint finds {min(new)}")


def _refused(fault: str, words: str) -> PolishingRefusedError:
    details: Mapping[str, str] = {"fault": fault}
    return PolishingRefusedError(
        f"The model's wording is not used: {words}. The letter stays as it is.", details=details
    )
