"""The placeholder grammar of letter templates: `((name))` and `((name??text shown when there is one))`."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from kindregards.domain.errors import DomainError

_OPEN, _CLOSE, _IF = "((", "))", "??"
_TYPED_FULL_WIDTH = {"（（": _OPEN, "））": _CLOSE, "？？": _IF}


class TemplateError(DomainError):
    """A template that cannot be used; the sentence says where and what would be right."""

    code = "template_invalid"


@dataclass(frozen=True, slots=True)
class Text:
    """Words that stand as they are."""

    words: str


@dataclass(frozen=True, slots=True)
class Value:
    """A place for one value; a letter without it is not sent."""

    name: str


@dataclass(frozen=True, slots=True)
class Conditional:
    """Words shown only when the named value is there."""

    name: str
    parts: tuple[Text | Value, ...]


Part = Text | Value | Conditional
Values = Mapping[str, str | bool | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A template with its values in place, the names that were used and those that had no value."""

    text: str
    used: frozenset[str]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The names a template may use: `words` have text, `flags` only switch text on."""

    words: frozenset[str]
    flags: frozenset[str] = frozenset()


def parse(source: str, vocabulary: Vocabulary) -> tuple[Part, ...]:
    """Return the parts of a template; raise TemplateError for unknown names and brackets that do not match."""
    for typed, meant in _TYPED_FULL_WIDTH.items():
        if typed in source:
            raise TemplateError(f"“{typed}” was typed with a Chinese input method; write {meant} instead")
    return tuple(_Parser(source, vocabulary).parts())


def fill(parts: Collection[Part], values: Values) -> Filled:
    """Return the text with values put in; a value is never read as a template again."""
    used: list[str] = []
    missing: list[str] = []
    text = "".join(_words(parts, values, used, missing))
    return Filled(text=text, used=frozenset(used), missing=tuple(dict.fromkeys(missing)))


def _words(parts: Collection[Part], values: Values, used: list[str], missing: list[str]) -> Iterator[str]:
    for part in parts:
        match part:
            case Text(words):
                yield words
            case Value(name):
                value = values.get(name)
                (used if value else missing).append(name)
                yield value if isinstance(value, str) else ""
            case Conditional(name, inner):
                if values.get(name):
                    used.append(name)
                    yield from _words(inner, values, used, missing)


class _Parser:
    """Reads one template from left to right."""

    def __init__(self, source: str, vocabulary: Vocabulary) -> None:
        self._source = source
        self._vocabulary = vocabulary
        self._at = 0

    def parts(self) -> Iterator[Part]:
        while self._at < len(self._source):
            words = self._text_until((_OPEN, _CLOSE))
            if words:
                yield Text(words)
            if self._sees(_CLOSE):
                raise self._error("closes a placeholder that was never opened; remove it or write (( before the name")
            if self._sees(_OPEN):
                yield self._placeholder()

    def _placeholder(self) -> Value | Conditional:
        start = self._at
        self._at += len(_OPEN)
        name = self._text_until((_CLOSE, _IF, _OPEN)).strip()
        if self._sees(_CLOSE):
            self._check_value(name, start)
            self._at += len(_CLOSE)
            return Value(name)
        if self._sees(_IF):
            self._check_name(name, self._vocabulary.words | self._vocabulary.flags, start)
            self._at += len(_IF)
            return Conditional(name, tuple(self._conditional_parts(start)))
        raise self._error("is not closed; write )) after the name", at=start)

    def _conditional_parts(self, start: int) -> Iterator[Text | Value]:
        while True:
            words = self._text_until((_OPEN, _CLOSE))
            if words:
                yield Text(words)
            if self._sees(_CLOSE):
                self._at += len(_CLOSE)
                return
            if not self._sees(_OPEN):
                raise self._error("is not closed; write )) after its text", at=start)
            inner = self._placeholder()
            if isinstance(inner, Conditional):
                raise self._error("stands inside another condition; write one after the other", at=start)
            yield inner

    def _text_until(self, marks: tuple[str, ...]) -> str:
        found = [at for at in (self._source.find(mark, self._at) for mark in marks) if at >= 0]
        start, self._at = self._at, min(found, default=len(self._source))
        return self._source[start : self._at]

    def _sees(self, mark: str) -> bool:
        return self._source.startswith(mark, self._at)

    def _check_value(self, name: str, start: int) -> None:
        if name in self._vocabulary.flags:
            raise self._error(f"has no text of its own; write (({name}??the words to show))", at=start)
        self._check_name(name, self._vocabulary.words, start)

    def _check_name(self, name: str, allowed: frozenset[str], start: int) -> None:
        if name in allowed:
            return
        near = get_close_matches(name.lower().replace(" ", "_"), sorted(allowed), n=1, cutoff=0.5)
        advice = f"did you mean (({near[0]}))?" if near else f"known are: {', '.join(sorted(allowed))}"
        raise self._error(f"is not a placeholder; {advice}", at=start)

    def _error(self, what: str, *, at: int | None = None) -> TemplateError:
        start = self._at if at is None else at
        shown = re.split(r"(?<=\)\))", self._source[start : start + 60])[0]
        return TemplateError(f"“{shown}” at character {start + 1} {what}", details={"position": start})
