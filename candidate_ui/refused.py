"""Pages for links that do not work and requests that come too late: kind, and with what to do next."""

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from candidate_ui.door import door_of
from kindregards.domain.candidate_pages import LinkExpiredError
from kindregards.domain.errors import ConflictError, DomainError, InvalidError, NotFoundError
from kindregards.http.languages import marked, spoken_language

log = structlog.get_logger(__name__)

_UNKNOWN = (
    marked("We cannot find this page"),
    marked("The link may have been cut off. Please open it from your latest message again, or reply to that message."),
)
_EXPIRED = (
    marked("This link has expired"),
    marked("It worked for a limited time, to protect your letter. Please reply to our message and we will help you."),
)
_TOO_LATE = (
    marked("This is no longer possible"),
    marked(
        "Something about your application has changed meanwhile, and nothing was recorded. Please open your page again."
    ),
)
_UNREADABLE = (
    marked("We could not read what you sent"),
    marked("Nothing was recorded. Please go back and try again."),
)
_FAILED = (
    marked("Something went wrong on our side"),
    marked("It is not your fault. Please try again in a few minutes; your link stays valid."),
)


async def refused(request: Request, error: Exception) -> Response:
    """Answer a refusal of the domain."""
    if not isinstance(error, DomainError):
        raise error
    log.info("candidate_refused", code=error.code)
    match error:
        case LinkExpiredError():
            return _page(request, 410, _EXPIRED)
        case NotFoundError():
            return _page(request, 404, _UNKNOWN)
        case ConflictError():
            return _page(request, 409, _TOO_LATE)
        case InvalidError():
            return _page(request, 422, _UNREADABLE)
        case _:
            return _page(request, 503, _FAILED)


async def unknown_page(request: Request, error: Exception) -> Response:
    """Answer what no route is for."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _page(request, status, _UNKNOWN)


async def failed(request: Request, error: Exception) -> Response:
    """Answer a mistake of ours; what it was goes to the log only."""
    log.error("candidate_failed", error=type(error).__name__)
    return _page(request, 500, _FAILED)


def _page(request: Request, status: int, words: tuple[str, str]) -> Response:
    language = spoken_language(request.headers.get("accept-language"))
    title, sentence = words
    return door_of(request).page("sorry.html", language, status=status, title=title, sentence=sentence)
