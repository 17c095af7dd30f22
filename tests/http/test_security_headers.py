"""Headers for every answer."""

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kindregards.http.security_headers import SecurityHeaders, content_policy

pytestmark = pytest.mark.anyio


async def plain(request: Request) -> Response:
    """Answer with a policy of one's own where the address asks for it."""
    own = {"content-security-policy": "sandbox"} if request.query_params else {}
    return PlainTextResponse("x", headers=own)


async def answered(path: str, *, is_secure: bool) -> httpx.Headers:
    """Return the headers of an answer."""
    app = SecurityHeaders(
        Starlette(routes=[Route("/", plain)]),
        {"content-security-policy": content_policy({"default-src": "'none'", "sandbox": ""})},
        is_secure=is_secure,
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://x.test") as client:
        return (await client.get(path)).headers


async def test_an_answer_gets_the_headers_and_keeps_its_own() -> None:
    default, own = await answered("/", is_secure=False), await answered("/?own", is_secure=False)

    assert default["content-security-policy"] == "default-src 'none'; sandbox"
    assert own["content-security-policy"] == "sandbox"
    assert own["x-content-type-options"] == "nosniff"


async def test_only_over_tls_are_browsers_told_to_stay_there() -> None:
    plain_http, tls = await answered("/", is_secure=False), await answered("/", is_secure=True)

    assert "strict-transport-security" not in plain_http
    assert tls["strict-transport-security"].startswith("max-age=31536000")


async def test_a_missing_page_gets_them_too() -> None:
    missing = await answered("/missing", is_secure=True)

    assert missing["cross-origin-opener-policy"] == "same-origin"
