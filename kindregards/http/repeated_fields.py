"""Finding fields that a JSON object gives twice: readers disagree about which of them counts."""

import json
from collections.abc import Iterator

from kindregards.http.refusals import FieldProblem

_REPEATED = object()  # stands for the names given twice; no field can have it as its name


def repeated_fields(raw: bytes) -> tuple[FieldProblem, ...]:
    """Return a problem for each repeated field of a body that was parsed before, so its depth and form are known."""
    found = False

    def read_object(pairs: list[tuple[str, object]]) -> dict[object, object]:
        nonlocal found
        fields: dict[object, object] = dict(pairs)
        if len(fields) < len(pairs):
            found = True
            names = [name for name, _ in pairs]
            fields[_REPEATED] = sorted({name for name in names if names.count(name) > 1})
        return fields

    # Numbers do not matter here, and Python refuses those of thousands of digits.
    body = json.loads(raw, object_pairs_hook=read_object, parse_int=len, parse_float=len)
    return tuple(_problems(body, "")) if found else ()


def _problems(value: object, pointer: str) -> Iterator[FieldProblem]:
    match value:
        case dict():
            for name in value.get(_REPEATED, ()):
                sentence = "This field is given more than once; give it once."
                yield FieldProblem(pointer=f"{pointer}/{pointer_step(name)}", code="field_repeated", message=sentence)
            for name, item in value.items():
                if isinstance(name, str):
                    yield from _problems(item, f"{pointer}/{pointer_step(name)}")
        case list():
            for number, item in enumerate(value):
                yield from _problems(item, f"{pointer}/{number}")


def pointer_step(name: str) -> str:
    """Return one step of a JSON pointer (RFC 6901), shortened where a field's name was made up to be long."""
    return name[:100].replace("~", "~0").replace("/", "~1")
