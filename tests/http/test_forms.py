"""Reading forms."""

import pytest
from starlette.requests import Request
from starlette.types import Message

from kindregards.http.forms import LARGEST_FORM, Form, FormUnreadableError, read_form

pytestmark = pytest.mark.anyio


def a_post(*parts: bytes) -> Request:
    """Return a request whose body comes in parts."""
    waiting = list(parts)

    async def receive() -> Message:
        body = waiting.pop(0) if waiting else b""
        return {"type": "http.request", "body": body, "more_body": bool(waiting)}

    return Request({"type": "http", "method": "POST", "headers": []}, receive)


async def test_a_form_is_read_as_it_was_typed() -> None:
    form = await read_form(a_post(b"body=%E7%8E%8B%0D%0A", b"%0D%0Ax+y&comment=+a+&empty=&version=12"))

    assert form.text("body", "") == "王\n\nx y"
    assert form.line("comment") == "a"
    assert form.line("empty") is None
    assert form.has("empty")
    assert form.number("version") == 12
    assert form.text("missing", "draft") == "draft"


@pytest.mark.parametrize("value", ["", "x", "-1", "1.5", "٣", " "])
def test_what_is_no_whole_number_is_none(value: str) -> None:
    assert Form({"version": value}).number("version") is None


@pytest.mark.parametrize(
    "body",
    [
        b"a=" + b"x" * LARGEST_FORM,
        b"a=%FF%FE",
        b"\xff",
        b"a=%00",
        b"a=%1B[31m",
        b"&".join(b"f%d=1" % number for number in range(101)),
    ],
)
async def test_a_form_that_nobody_typed_is_refused(body: bytes) -> None:
    with pytest.raises(FormUnreadableError):
        await read_form(a_post(body))
