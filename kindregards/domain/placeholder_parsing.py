"""Reading templates: their parts, and everything that is wrong with them at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from kindregards.domain.lines import hidden_at
from kindregards.domain.placeholders import Conditional, Part, TemplateError, Text, Value, Vocabulary

_OPEN, _CLOSE, _IF = "((", "))", "??"
_TYPED_FULL_WIDTH = {"（（": _OPEN, "））": _CLOSE, "？？": _IF}
# Several times the longest letter: beyond it, reading only costs time.
LONGEST_TEMPLATE = 4_000
# Words of other template languages and of HTML. They would do nothing here, and whoever writes them expects otherwise.
_FOREIGN_SYNTAX = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|<%|%>|\$\{")
_MARKUP = re.compile(r"</?[A-Za-z!][^<>]{0,200}>|&(?:[a-z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_LONGEST_SHOWN = 60


class ProblemCode(StrEnum):
    """What can be wrong with a template; these names stay."""

    UNKNOWN = "placeholder_unknown"
    NOT_ALLOWED = "placeholder_not_allowed"
    NOT_CLOSED = "placeholder_not_closed"
    NOT_OPENED = "placeholder_not_opened"
    NESTED = "placeholder_nested"
    WITHOUT_TEXT = "placeholder_without_text"
    FULL_WIDTH = "placeholder_full_width"
    TOO_LONG = "template_too_long"
    HIDDEN_CHARACTER = "hidden_character"
    FOREIGN_SYNTAX = "template_syntax"
    MARKUP = "markup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong, and where: `start` and `end` index the source; `nearest` is the name that was meant."""

    code: ProblemCode
    message: str
    start: int
    end: int
    nearest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The parts that could be read, and what was wrong; only a template without problems may be used."""

    parts: tuple[Part, ...]
    problems: tuple[Problem, ...]


def parse(source: str, vocabulary: Vocabulary) -> tuple[Part, ...]:
    """Return the parts of a template; raise TemplateError for the first thing that is wrong with it."""
    parsed = examine(source, vocabulary)
    if parsed.problems:
        first = parsed.problems[0]
        raise TemplateError(first.message, details={"problem": first.code, "start": first.start, "end": first.end})
    return parsed.parts


def examine(source: str, vocabulary: Vocabulary, known: Vocabulary | None = None) -> Parsed:
    """Return what a template says and every problem in reading order.

    `known` are the names that other templates may use: they are refused by another sentence than names nobody knows.
    """
    if len(source) > LONGEST_TEMPLATE:
        message = (
            f"The text has {len(source)} characters; a part of a letter has at most {LONGEST_TEMPLATE}. Shorten it"
        )
        problem = Problem(code=ProblemCode.TOO_LONG, message=message, start=LONGEST_TEMPLATE, end=len(source))
        return Parsed(parts=(), problems=(problem,))
    typed = tuple(_typed_full_width(source))
    if typed:
        # Everything else would be a consequence of it.
        return Parsed(parts=(), problems=typed)
    reader = _Reader(source, vocabulary, known or vocabulary)
    parts = tuple(reader.parts())
    problems = sorted((*reader.problems, *_unreadable(source)), key=lambda each: (each.start, each.end))
    return Parsed(parts=parts, problems=tuple(problems))


def _typed_full_width(source: str) -> Iterator[Problem]:
    for typed, meant in _TYPED_FULL_WIDTH.items():
        for match in re.finditer(re.escape(typed), source):
            what = f"“{typed}” was typed with a Chinese input method; write {meant} instead"
            yield Problem(code=ProblemCode.FULL_WIDTH, message=what, start=match.start(), end=match.end())


def _unreadable(source: str) -> Iterator[Problem]:
    """Yield what is wrong with the text whatever its placeholders are."""
    for match in _FOREIGN_SYNTAX.finditer(source):
        what = f"“{match[0]}” means nothing here; write placeholders as ((name)), or remove it"
        yield Problem(code=ProblemCode.FOREIGN_SYNTAX, message=what, start=match.start(), end=match.end())
    for match in _MARKUP.finditer(source):
        what = f"“{match[0][:_LONGEST_SHOWN]}” would be shown as it stands: letters are plain words. Remove it"
        yield Problem(code=ProblemCode.MARKUP, message=what, start=match.start(), end=match.end())
    at = hidden_at(source)
    if at is not None:
        what = f"An invisible character stands at character {at + 1}. Type these words anew"
        yield Problem(code=ProblemCode.HIDDEN_CHARACTER, message=what, start=at, end=at + 1)


class _Reader:
    """Reads one template from left to right, and goes on after what is wrong."""

    def __init__(self, source: str, vocabulary: Vocabulary, known: Vocabulary) -> None:
        self._source = source
        self._vocabulary = vocabulary
        self._known = known
        self._at = 0
        self.problems: list[Problem] = []

    def parts(self) -> Iterator[Part]:
        while self._at < len(self._source):
            words = self._text_until((_OPEN, _CLOSE))
            if words:
                yield Text(words)
            if self._sees(_CLOSE):
                what = "closes a placeholder that was never opened; remove it or write (( before the name"
                self._note(ProblemCode.NOT_OPENED, what, self._at, self._at + len(_CLOSE))
                self._at += len(_CLOSE)
            elif self._sees(_OPEN):
                part = self._placeholder()
                if part is not None:
                    yield part

    def _placeholder(self) -> Value | Conditional | None:
        start = self._at
        self._at += len(_OPEN)
        name = self._text_until((_CLOSE, _IF, _OPEN)).strip()
        if self._sees(_CLOSE):
            self._at += len(_CLOSE)
            return Value(name) if self._may_stand_alone(name, start) else None
        if self._sees(_IF):
            is_known = self._is_known(name, self._vocabulary.names, self._known.names, start)
            self._at += len(_IF)
            inner = self._inner_parts(start)
            return Conditional(name, inner) if inner is not None and is_known else None
        self._note(ProblemCode.NOT_CLOSED, "is not closed; write )) after the name", start, self._at)
        return None

    def _inner_parts(self, start: int) -> tuple[Text | Value, ...] | None:
        """Return what a condition shows, or None where it never ends."""
        parts: list[Text | Value] = []
        while True:
            words = self._text_until((_OPEN, _CLOSE))
            if words:
                parts.append(Text(words))
            if self._sees(_CLOSE):
                self._at += len(_CLOSE)
                return tuple(parts)
            if not self._sees(_OPEN):
                self._note(ProblemCode.NOT_CLOSED, "is not closed; write )) after its text", start, self._at)
                return None
            inner = self._inner_value()
            if inner is not None:
                parts.append(inner)

    def _inner_value(self) -> Value | None:
        start = self._at
        self._at += len(_OPEN)
        name = self._text_until((_CLOSE, _IF, _OPEN)).strip()
        if self._sees(_CLOSE):
            self._at += len(_CLOSE)
            return Value(name) if self._may_stand_alone(name, start) else None
        if self._sees(_IF):
            self._skip_to_close()
            what = "stands inside another condition; write one after the other"
            self._note(ProblemCode.NESTED, what, start, self._at)
        else:
            self._note(ProblemCode.NOT_CLOSED, "is not closed; write )) after the name", start, self._at)
        return None

    def _skip_to_close(self) -> None:
        """Pass over a condition however deep it is; a counter, for nobody knows how deep that may be."""
        depth = 1
        while depth and self._at < len(self._source):
            self._text_until((_OPEN, _CLOSE))
            depth += 1 if self._sees(_OPEN) else -1
            self._at = min(self._at + len(_OPEN), len(self._source))

    def _text_until(self, marks: tuple[str, ...]) -> str:
        found = [at for at in (self._source.find(mark, self._at) for mark in marks) if at >= 0]
        start, self._at = self._at, min(found, default=len(self._source))
        return self._source[start : self._at]

    def _sees(self, mark: str) -> bool:
        return self._source.startswith(mark, self._at)

    def _may_stand_alone(self, name: str, start: int) -> bool:
        if name in self._known.flags:
            what = f"has no text of its own; write (({name}??the words to show))"
            self._note(ProblemCode.WITHOUT_TEXT, what, start, self._at)
            return False
        return self._is_known(name, self._vocabulary.words, self._known.words, start)

    def _is_known(self, name: str, allowed: frozenset[str], known: frozenset[str], start: int) -> bool:
        if name in allowed:
            return True
        if name in known:
            what = f"has no place here; this part of a letter knows: {', '.join(sorted(allowed))}"
            self._note(ProblemCode.NOT_ALLOWED, what, start, self._at)
            return False
        near = get_close_matches(name[:_LONGEST_SHOWN].lower().replace(" ", "_"), sorted(allowed), n=1, cutoff=0.5)
        advice = f"did you mean (({near[0]}))?" if near else f"known are: {', '.join(sorted(allowed))}"
        self._note(ProblemCode.UNKNOWN, f"is not a placeholder; {advice}", start, self._at, near[0] if near else None)
        return False

    def _note(self, code: ProblemCode, what: str, start: int, end: int, nearest: str | None = None) -> None:
        shown = re.split(r"(?<=\)\))", self._source[start : start + _LONGEST_SHOWN])[0]
        message = f"“{shown}” at character {start + 1} {what}"
        self.problems.append(Problem(code=code, message=message, start=start, end=end, nearest=nearest))
