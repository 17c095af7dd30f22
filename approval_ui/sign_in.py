"""Signing in and out."""

import secrets

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from approval_ui.answers import see_other
from approval_ui.console import LANGUAGE_COOKIE, Console, console_of
from approval_ui.visits import SignedForm, SignedIn
from approval_ui.words.refusals import SIGN_IN_REFUSED
from kindregards.domain.accounts import SignInRefusedError
from kindregards.domain.languages import Language
from kindregards.http.client_address import client_address
from kindregards.http.csrf import FORM_TOKEN_FIELD
from kindregards.http.forms import read_form

router = APIRouter()


@router.get("/login")
async def show_sign_in(request: Request) -> Response:
    """Show the form, bound to this browser by a cookie."""
    console = console_of(request)
    visitor = console.browser.visitor(request) or secrets.token_urlsafe(32)
    page = _page(request, console, visitor, next_path=_own_path(request.query_params.get("next")))
    console.browser.welcome(page, visitor)
    page.set_cookie(
        LANGUAGE_COOKIE, console.language_of(request), secure=console.browser.is_secure, httponly=True, samesite="lax"
    )
    return page


@router.post("/login")
async def sign_in(request: Request) -> Response:
    """Sign in and go where the reader wanted to; a refusal does not say which part was wrong."""
    console = console_of(request)
    form = await read_form(request)
    visitor = console.browser.visitor(request) or ""
    console.forms.check(visitor, form.line(FORM_TOKEN_FIELD))
    email, next_path = form.line("email") or "", _own_path(form.line("next"))
    try:
        token = await console.services.sessions.sign_in(
            email,
            form.text("password", ""),
            now=console.services.clock(),
            address=client_address(request, console.services.trusted_proxies),
        )
    except SignInRefusedError:
        return _page(request, console, visitor, next_path=next_path, email=email, refusal=SIGN_IN_REFUSED)
    answer = see_other(next_path)
    console.browser.begin(answer, token)
    return answer


@router.post("/logout")
async def sign_out(visit: SignedIn, form: SignedForm) -> Response:
    """End the session here and in the store."""
    del form  # only its signature matters
    token = visit.console.browser.token(visit.request)
    if token:
        await visit.services.sessions.sign_out(token)
    answer = see_other("/login")
    visit.console.browser.end(answer)
    return answer


def _page(
    request: Request,
    console: Console,
    visitor: str,
    *,
    next_path: str,
    email: str = "",
    refusal: str | None = None,
) -> HTMLResponse:
    language = console.language_of(request)
    page = console.pages.render(
        "login.html",
        language,
        user=None,
        form_token=console.forms.issue(visitor),
        form_token_field=FORM_TOKEN_FIELD,
        next_path=next_path,
        email=email,
        refusal=refusal,
        languages=list(Language),
    )
    return HTMLResponse(page, status_code=401 if refusal else 200)


def _own_path(path: str | None) -> str:
    """Return a path of ours to go on to; anything that could lead elsewhere becomes the first page."""
    if path is None or not path.startswith("/") or path.startswith(("//", "/\\", "/login")):
        return "/"
    return path if path.isprintable() else "/"
