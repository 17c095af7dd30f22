"""Reading a route's body, after its caller is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic_core import from_json
from starlette.requests import Request

from api.schemas.results import EMOTION_DATA_REFUSED
from kindregards.domain.emotion_data import names_emotion_data
from kindregards.http.json_bodies import JSON, JsonBody, parse_json, read_json, refuse_media_type
from kindregards.http.refusals import EmotionDataRefusedError, FieldProblem, RequestInvalidError

Body = TypeVar("Body", bound=JsonBody)


@dataclass(frozen=True, slots=True)
class BodyOf(Generic[Body]):
    """A dependency that reads one kind of body; the API's description finds the schema here."""

    schema: type[Body]
    may_be_empty: bool = False

    async def __call__(self, request: Request) -> Body:
        """Return the body; raise MediaTypeUnsupportedError, JsonInvalidError or RequestInvalidError."""
        return await read_json(request, self.schema, may_be_empty=self.may_be_empty)


class ResultBodyOf(BodyOf[Body]):
    """Reads a body that is, or carries, an interview result."""

    async def __call__(self, request: Request) -> Body:
        """Return the body; raise EmotionDataRefusedError besides what every body raises."""
        refuse_media_type(request, JSON)
        return parse_result(await request.body(), self.schema)


def parse_result(raw: bytes, schema: type[Body]) -> Body:
    """Return a body that is, or carries, an interview result; raises as `ResultBodyOf` does."""
    try:
        return parse_json(raw, schema)
    except RequestInvalidError as error:
        raise with_emotion_first(error, raw) from None


def with_emotion_first(error: RequestInvalidError, raw: bytes) -> RequestInvalidError:
    """Return the refusal of emotion data where that is, or hides in, what was refused."""
    if any(problem.code == EMOTION_DATA_REFUSED for problem in error.problems):
        return EmotionDataRefusedError(_emotion_first(error))
    pointer = _emotion_field(from_json(raw), "")
    if pointer is None:
        return error
    sentence = "Emotion, facial and voice data are not taken; leave this field out."
    found = FieldProblem(pointer=pointer, code=EMOTION_DATA_REFUSED, message=sentence)
    return EmotionDataRefusedError((found, *error.problems))


def _emotion_first(error: RequestInvalidError) -> list[FieldProblem]:
    return sorted(error.problems, key=lambda problem: problem.code != EMOTION_DATA_REFUSED)


def _emotion_field(value: object, pointer: str) -> str | None:
    """Return where a field of this kind is, however deep; the parser has bounded the depth."""
    for name, item in _parts(value):
        place = f"{pointer}/{name[:100]}"
        found = place if names_emotion_data(name) else _emotion_field(item, place)
        if found is not None:
            return found
    return None


def _parts(value: object) -> Iterator[tuple[str, object]]:
    match value:
        case dict():
            yield from value.items()
        case list():
            yield from ((str(number), item) for number, item in enumerate(value))
