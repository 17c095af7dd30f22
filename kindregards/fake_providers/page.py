"""A page of what the stand-ins were handed, for people."""

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.responses import HTMLResponse

from kindregards.fake_providers.state import FakeState

_FOLDER = Path(__file__).parent
_SHOWN = 200


def page_router(state: FakeState) -> APIRouter:
    """Serve `/`."""
    router = APIRouter()

    @router.get("/")
    async def page(request: Request) -> HTMLResponse:
        language = _language(request.headers.get("accept-language", ""))
        requests = state.ledger.requests()
        html = _template().render(
            language=language,
            words=_words()[language],
            requests=tuple(reversed(requests))[:_SHOWN],
            counts=state.ledger.counts(),
            by_provider=Counter(handed.provider.value for handed in requests if handed.accepted),
            faults=[fault.model_dump(exclude_defaults=True, mode="json") for fault in state.faults.in_force()],
        )
        return HTMLResponse(html, headers={"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"})

    return router


def _language(accepted: str) -> str:
    return "zh-CN" if accepted.strip().lower().startswith("zh") else "en"


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((_FOLDER / "page_words.toml").read_text(encoding="utf-8"))


@cache
def _template() -> Template:
    environment = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("page.html")
