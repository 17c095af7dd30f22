"""Pages for what was refused or went wrong."""

import math
from contextlib import suppress

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from approval_ui.answers import see_other
from approval_ui.console import console_of
from approval_ui.letter_form import SUBJECT, part_named
from approval_ui.visits import SignedOutError, visit, visit_so_far
from approval_ui.words.refusals import REFUSALS
from approval_ui.words.templates import BLOCKS
from kindregards.domain.errors import ConflictError, DomainError, ForbiddenError, InvalidError, NotFoundError
from kindregards.domain.sign_in import TooManyTriesError
from kindregards.http.csrf import FORM_TOKEN_FIELD, SAFE_METHODS
from kindregards.http.forms import FormUnreadableError, read_form

log = structlog.get_logger(__name__)

_STATUSES = {
    "signed_out": 401,
    "form_unreadable": 422,
    "too_many_tries": 429,
    "database_unavailable": 503,
    "polishing_unavailable": 503,
}
# Fields that hold somebody's words; the rest goes with them unseen.
_TYPED = frozenset({SUBJECT, "comment", "question", "answer", "reason_text", "note"})
_CODES_BY_STATUS = {404: "not_found", 405: "method_not_allowed"}


def status_of(error: DomainError) -> int:
    """Return the HTTP status that fits a refusal."""
    match error:
        case DomainError(code=code) if code in _STATUSES:
            return _STATUSES[code]
        case NotFoundError():
            return 404
        case ConflictError():
            return 409
        case ForbiddenError():
            return 403
        case InvalidError():
            return 422
        case _:
            return 500


async def refused(request: Request, error: Exception) -> Response:
    """Answer a refusal of the domain; who is signed out goes to sign in and comes back."""
    if not isinstance(error, DomainError):
        raise error
    if isinstance(error, SignedOutError) and request.method in SAFE_METHODS and "hx-request" not in request.headers:
        return see_other("/login", next=_here(request))
    status = status_of(error)
    log.info("console_refused", code=error.code, status=status)
    if isinstance(error, SignedOutError) and "hx-request" not in request.headers:
        return await _kept_form(request, status)
    page = refusal_page(request, status, error.code)
    if isinstance(error, TooManyTriesError):
        page.headers["retry-after"] = str(math.ceil(error.retry_after.total_seconds()))
    return page


async def _kept_form(request: Request, status: int) -> Response:
    """Show what was typed before the session ended, to be sent again after signing in elsewhere."""
    try:
        fields = dict((await read_form(request)).fields)
    except FormUnreadableError:
        fields = {}
    console, token = console_of(request), fields.pop(FORM_TOKEN_FIELD, "")
    words = [(name, text) for name, text in fields.items() if _is_typed(name) and text.strip()]
    page = console.pages.render(
        "signed_out.html",
        console.language_of(request),
        user=None,
        refusal=REFUSALS["signed_out"],
        path=_here(request),
        form_token=token,
        form_token_field=FORM_TOKEN_FIELD,
        words=words,
        labels={name: BLOCKS[part[1]] for name in fields if (part := part_named(name))} | {SUBJECT: BLOCKS[SUBJECT]},
        hidden=[(name, text) for name, text in fields.items() if (name, text) not in words],
    )
    return HTMLResponse(page, status_code=status)


def _is_typed(field: str) -> bool:
    return field in _TYPED or part_named(field) is not None


async def unknown_page(request: Request, error: Exception) -> Response:
    """Answer what no route is for."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    with suppress(DomainError):
        await visit(request)  # no route has asked yet who is there
    return refusal_page(request, status, _CODES_BY_STATUS.get(status, "invalid" if status < 500 else "failed"))  # noqa: PLR2004 -- where the fault turns ours


async def failed(request: Request, error: Exception) -> Response:
    """Answer a mistake of ours; what it was goes to the log only."""
    log.error("console_failed", error=type(error).__name__)
    return refusal_page(request, 500, "failed")


def form_from_elsewhere(request: Request) -> Response:
    """Answer a form that another site sent."""
    return refusal_page(request, 403, "form_forged")


def refusal_page(request: Request, status: int, code: str) -> HTMLResponse:
    """Return a page that says what happened, whether anything was saved, and what to do next."""
    words = REFUSALS.get(code) or REFUSALS[_fallback(status)]
    known = visit_so_far(request)
    if known is not None:
        template = "refusal_part.html" if "hx-request" in request.headers else "refusal.html"
        return known.page(template, status=status, refusal=words, status_number=status)
    console = console_of(request)
    page = console.pages.render(
        "refusal.html", console.language_of(request), user=None, refusal=words, status_number=status
    )
    return HTMLResponse(page, status_code=status)


def _fallback(status: int) -> str:
    return {404: "not_found", 409: "conflict", 403: "not_permitted", 503: "database_unavailable"}.get(
        status,
        "invalid" if status == 422 else "failed",  # noqa: PLR2004 -- unprocessable
    )


def _here(request: Request) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.url.path}{query}"
