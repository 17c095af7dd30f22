"""Refusals with a stable code and a sentence a stranger can act on."""

from collections.abc import Mapping
from typing import ClassVar


class DomainError(Exception):
    """A refusal. Subclasses fix `code`; the message says what happened, to which one, and what next."""

    code: ClassVar[str] = "refused"

    def __init__(self, message: str, *, details: Mapping[str, str | int | None] | None = None) -> None:
        """Keep the sentence and the machine-readable details that go with it."""
        super().__init__(message)
        self.message = message
        self.details = dict(details or {})


class NotFoundError(DomainError):
    """What was asked for does not exist here."""

    code = "not_found"


class ConflictError(DomainError):
    """The request is fine but the present state forbids it."""

    code = "conflict"


class InvalidError(DomainError):
    """The request itself must change."""

    code = "invalid"


class ForbiddenError(DomainError):
    """The caller may not do this."""

    code = "forbidden"
