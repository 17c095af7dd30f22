"""The placeholder grammar of letter templates: `((name))` and `((name??text shown when there is one))`.

    template    = { text | value | condition }
    value       = "((" name "))"
    condition   = "((" name "??" { text | value } "))"
    name        = one of the vocabulary's words or, before "??", one of its flags

There is no escape, no filter, no expression: whatever else stands in a template is text.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kindregards.domain.errors import DomainError


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

    @property
    def names(self) -> frozenset[str]:
        """Return every name that a condition may ask for."""
        return self.words | self.flags


def fill(parts: Collection[Part], values: Values) -> Filled:
    """Return the text with values put in; a value is never read as a template again."""
    used: list[str] = []
    missing: list[str] = []
    text = _joined(_words(parts, values, used, missing))
    return Filled(text=text, used=frozenset(used), missing=tuple(dict.fromkeys(missing)))


def _joined(pieces: Iterator[str]) -> str:
    """Return the pieces as one text, in which the full stop of a name like "Acme Inc." also ends its sentence."""
    text = ""
    for piece in pieces:
        is_stopped_twice = text.endswith(".") and piece.startswith(".") and not piece.startswith("..")
        text += piece[1:] if is_stopped_twice else piece
    return text


def as_written(parts: Collection[Part]) -> str:
    """Return a template's text as it was parsed from."""
    return "".join(_grammar(part) for part in parts)


def _grammar(part: Part) -> str:
    match part:
        case Text(words):
            return words
        case Value(name):
            return f"(({name}))"
        case Conditional(name, inner):
            return f"(({name}??{as_written(inner)}))"


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
