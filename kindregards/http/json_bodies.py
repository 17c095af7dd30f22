"""Reading JSON bodies: parsed and checked in one pass, every fault named by pointer, code and sentence."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails
from starlette.requests import Request

from kindregards.http.refusals import FieldProblem, JsonInvalidError, MediaTypeUnsupportedError, RequestInvalidError
from kindregards.http.repeated_fields import pointer_step, repeated_fields

JSON = "application/json"
_KEY = "[key]"  # pydantic's step to the name of an entry instead of its value

_CODES: Mapping[str, str] = {
    "missing": "field_required",
    "extra_forbidden": "field_unknown",
    "enum": "value_unknown",
    "literal_error": "value_unknown",
    "finite_number": "not_a_number",
    "greater_than": "out_of_range",
    "greater_than_equal": "out_of_range",
    "less_than": "out_of_range",
    "less_than_equal": "out_of_range",
    "string_too_long": "too_long",
    "string_too_short": "too_short",
    "string_pattern_mismatch": "form_wrong",
    "too_long": "too_many",
    "too_short": "too_few",
    "timezone_aware": "time_without_zone",
    "json_invalid": "json_invalid",
}
_SENTENCES: Mapping[str, str] = {
    "missing": "This field is required",
    "extra_forbidden": "There is no field of this name",
    "timezone_aware": "A time needs its offset from UTC, such as 2026-03-04T10:00:00+08:00",
}

Body = TypeVar("Body", bound="JsonBody")


class JsonBody(BaseModel):
    """What every body and part of one has in common: unknown fields and wrong types are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, frozen=True, hide_input_in_errors=True)


async def read_json(request: Request, body: type[Body], *, may_be_empty: bool = False) -> Body:
    """Return a request's body; raise MediaTypeUnsupportedError, JsonInvalidError or RequestInvalidError.

    An empty body, where it may be, is read as an empty object.
    """
    raw = await request.body()
    if not raw and may_be_empty:
        return parse_json(b"{}", body)
    refuse_media_type(request, JSON)
    return parse_json(raw, body)


def parse_json(raw: bytes, body: type[Body]) -> Body:
    """Return a checked body; raise JsonInvalidError or RequestInvalidError."""
    try:
        checked = body.model_validate_json(raw)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False, include_input=False)
        if details[0]["type"] == "json_invalid":
            raise JsonInvalidError(f"The body cannot be read. {details[0]['msg']}.") from None
        raise RequestInvalidError(tuple(field_problems(details))) from None
    repeated = repeated_fields(raw)
    if repeated:
        raise RequestInvalidError(repeated)
    return checked


def refuse_media_type(request: Request, *known: str) -> None:
    """Raise MediaTypeUnsupportedError unless the request declares one of the types."""
    declared = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if declared not in known:
        raise MediaTypeUnsupportedError(f"Send the body as {known[0]}, and say so in Content-Type.")


def field_problems(details: Sequence[ErrorDetails]) -> Iterator[FieldProblem]:
    """Yield pydantic's findings in our words."""
    for detail in details:
        kind = detail["type"]
        if kind == "too_short" and _is_about_parts(detail, details):
            continue  # pydantic does not count the items that it refused
        yield FieldProblem(
            pointer="".join(f"/{pointer_step(str(part))}" for part in detail["loc"] if part != _KEY),
            code=_code(kind),
            message=f"{_SENTENCES.get(kind, detail['msg']).rstrip('.')}.",
        )


def _is_about_parts(detail: ErrorDetails, details: Sequence[ErrorDetails]) -> bool:
    """Say whether parts of the same list were refused too."""
    place = detail["loc"]
    return any(other["loc"][: len(place)] == place and len(other["loc"]) > len(place) for other in details)


def _code(kind: str) -> str:
    if kind in _CODES:
        return _CODES[kind]
    if kind.startswith(("datetime_", "date_")):
        return "time_invalid"
    if kind.startswith("time_delta_"):
        return "duration_invalid"
    if kind.endswith(("_type", "_parsing")):
        return "type_wrong"
    # Our own validators name their code; the rest of pydantic's vocabulary says nothing that we promise.
    return "value_invalid" if kind in {"value_error", "assertion_error"} else kind
