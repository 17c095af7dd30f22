"""What is refused at the edge, before any rule of the domain is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from kindregards.domain.errors import DomainError, InvalidError, NotFoundError

_MOST_FIELDS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProblem:
    """What is wrong with one field of a body (a JSON pointer, RFC 6901) or one parameter (`?name`)."""

    pointer: str
    code: str
    message: str


class RequestInvalidError(InvalidError):
    """Fields of the request are missing, unknown, or not what they should be."""

    code = "request_invalid"

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        """Keep what is wrong with each field; the sentence names the first."""
        first = problems[0]
        where = f" at {first.pointer}" if first.pointer else ""
        more = f" There are {len(problems) - 1} more problems." if len(problems) > 1 else ""
        super().__init__(f"{first.message.rstrip('.')}{where}.{more}")
        self.problems = tuple(problems[:_MOST_FIELDS])


class EmotionDataRefusedError(RequestInvalidError):
    """The result carries emotion, facial or voice data, which is never taken."""

    code = "emotion_data_refused"


class JsonInvalidError(DomainError):
    """The body is no JSON."""

    code = "json_invalid"


class MediaTypeUnsupportedError(DomainError):
    """The body is declared as another type than this address takes."""

    code = "media_type_unsupported"


class BodyTooLargeError(DomainError):
    """The body is longer than this address takes."""

    code = "body_too_large"


class RouteUnknownError(NotFoundError):
    """Nothing lives at this address."""


class MethodNotAllowedError(DomainError):
    """The address exists, the method does not."""

    code = "method_not_allowed"


class IdempotencyKeyInvalidError(DomainError):
    """The Idempotency-Key is empty, too long, or holds strange characters."""

    code = "idempotency_key_invalid"
