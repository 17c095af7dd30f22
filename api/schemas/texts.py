"""Texts and numbers as they may come in: how long, how large, and made of which characters."""

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from kindregards.domain.text_safety import is_clean_line, is_clean_text

LARGEST_NUMBER = 2**31 - 1
"""What a whole number may be that a database is asked about."""


_CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}\Z")


def _line(text: str) -> str:
    if not is_clean_line(text):
        raise PydanticCustomError(
            "characters_refused", "One line is expected, without control characters or direction overrides"
        )
    if not any(sign.isprintable() and not sign.isspace() for sign in text):
        raise PydanticCustomError("blank", "A text that can be seen is expected")
    return text


def _code(text: str) -> str:
    if not _CODE.search(text):
        raise PydanticCustomError(
            "form_wrong",
            "A code such as wrong_score is expected: up to 64 letters, digits, dots, dashes and underscores, the "
            "first a letter or digit",
        )
    return text


def _prose(text: str) -> str:
    if not is_clean_text(text):
        raise PydanticCustomError("characters_refused", "Control characters and direction overrides are not taken")
    return text


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_line)]
"""A person's, a job's or a group's name: one line."""

ExternalId = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_line)]
"""An id of the integrator's, kept as it is."""

Code = Annotated[
    str, WithJsonSchema({"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"}), AfterValidator(_code)
]
"""A stable code: it goes into records that hold no personal data."""

Sentence = Annotated[str, StringConstraints(min_length=1, max_length=1000), AfterValidator(_line)]
"""One line of words."""

Prose = Annotated[str, StringConstraints(min_length=1, max_length=10_000), AfterValidator(_prose)]
"""Words over any number of lines."""
