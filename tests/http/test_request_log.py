"""The line that is logged of each request."""

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp
from structlog.testing import capture_logs

from kindregards.demo.inner_door import marked_as_inner
from kindregards.http.request_log import RequestLog

pytestmark = pytest.mark.anyio


async def _answer(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


APP = RequestLog(Starlette(routes=[Route("/v1/things", _answer)]))


@pytest.mark.parametrize(("app", "level"), [(APP, "info"), (marked_as_inner(APP), "debug")])
async def test_what_this_process_asks_itself_is_logged_for_debugging_only(app: ASGIApp, level: str) -> None:
    with capture_logs() as lines:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://api.test") as client:
            answer = await client.get("/v1/things")

    assert answer.text == "ok"
    assert [(line["event"], line["log_level"], line["status"]) for line in lines] == [("request_answered", level, 200)]
