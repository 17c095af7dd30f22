"""What a browser's form says: read with a limit, as plain text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import Request

from kindregards.domain.errors import InvalidError
from kindregards.domain.text_safety import has_control_characters

LARGEST_FORM = 256 * 1024
_MOST_FIELDS = 100


class FormUnreadableError(InvalidError):
    """The form is too large, has too many fields, or holds what no keyboard types."""

    code = "form_unreadable"


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form; of a repeated one the last counts, unless all are asked for."""

    fields: Mapping[str, str]
    repeated: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def all(self, name: str) -> tuple[str, ...]:
        """Return everything that a repeated field says, each once, in the order of the form."""
        return tuple(dict.fromkeys(self.repeated.get(name, ())))

    def line(self, name: str) -> str | None:
        """Return a field without white space around it, or None when nothing was written there."""
        return self.text(name, "").strip() or None

    def text(self, name: str, otherwise: str) -> str:
        """Return a field as it was typed, its lines ended by a bare newline; `otherwise` when it was not sent."""
        return self.fields.get(name, otherwise).replace("\r\n", "\n").replace("\r", "\n")

    def has(self, name: str) -> bool:
        """Say whether a field was sent."""
        return name in self.fields

    def number(self, name: str) -> int | None:
        """Return a field as a whole number, or None."""
        value = self.line(name)
        return int(value) if value and value.isascii() and value.isdigit() else None


async def read_form(request: Request, *, most_fields: int = _MOST_FIELDS) -> Form:
    """Return the fields of a URL-encoded form; raise FormUnreadableError."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise FormUnreadableError(f"The form is larger than {LARGEST_FORM // 1024} KiB. Shorten it.")
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=most_fields
        )
    except ValueError as error:
        raise FormUnreadableError("The form is not UTF-8 or has too many fields. Reload the page.") from error
    if any(has_control_characters(text) for pair in pairs for text in pair):
        raise FormUnreadableError("The form holds control characters. Type the text anew.")
    fields = dict(pairs)
    return Form(fields, {name: tuple(value for each, value in pairs if each == name) for name in fields})
