"""The console as an ASGI application."""

from collections.abc import Mapping

from fastapi import FastAPI
from starlette.exceptions import HTTPException

from approval_ui import (
    account,
    applications,
    brand_page,
    bulk,
    case_work,
    correcting,
    deciding,
    doubts,
    editing,
    guide,
    holds,
    letter_quality,
    letters,
    mailbox,
    oversight,
    own_work,
    people_pages,
    pilots,
    policies,
    policy_actions,
    policy_editor,
    polishing,
    pool_pages,
    queue,
    reason_pages,
    replies,
    reports,
    review_case,
    sending,
    sign_in,
    styleguide,
    template_pages,
    template_writing,
    today,
    tours,
    why,
)
from approval_ui.console import open_console
from approval_ui.refused import failed, form_from_elsewhere, refused, unknown_page
from approval_ui.services import ConsoleServices
from kindregards.domain.errors import DomainError
from kindregards.http.csrf import SameOriginOnly
from kindregards.http.security_headers import SecurityHeaders, content_policy

_PARTS = (
    sign_in,
    today,
    queue,
    bulk,
    review_case,
    deciding,
    case_work,
    own_work,
    correcting,
    editing,
    polishing,
    applications,
    holds,
    letters,
    replies,
    doubts,
    sending,
    pilots,
    people_pages,
    pool_pages,
    policies,
    policy_actions,
    policy_editor,
    reason_pages,
    mailbox,
    oversight,
    letter_quality,
    reports,
    account,
    template_pages,
    template_writing,
    brand_page,
    tours,
    why,
    guide,
    styleguide,
)
_HEADERS: Mapping[str, str] = {
    "content-security-policy": content_policy(
        {
            "default-src": "'self'",
            "base-uri": "'none'",
            "form-action": "'self'",
            "frame-ancestors": "'none'",
            "object-src": "'none'",
        }
    ),
    # Not `no-referrer`: browsers then send "Origin: null" with our own forms.
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}


def build(services: ConsoleServices) -> FastAPI:
    """Return the console with full paths; it answers everything that no other door is for."""
    console = open_console(services)
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.state.console = console
    app.router.routes.append(console.pages.assets.route)
    for part in _PARTS:
        app.include_router(part.router)
    app.add_exception_handler(DomainError, refused)
    app.add_exception_handler(HTTPException, unknown_page)
    app.add_exception_handler(Exception, failed)
    app.add_middleware(SameOriginOnly, refusal=form_from_elsewhere)
    app.add_middleware(SecurityHeaders, headers=_HEADERS, is_secure=console.browser.is_secure)
    return app
