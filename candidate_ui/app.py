"""The candidates' pages as an ASGI application."""

from collections.abc import Mapping

from fastapi import FastAPI
from starlette.exceptions import HTTPException

from candidate_ui import (
    appeal_page,
    brand_style,
    data_page,
    feedback_page,
    letter_page,
    pool_page,
    status_page,
    unsubscribe_page,
)
from candidate_ui.door import ASSET_PREFIX, Door, candidate_pages
from candidate_ui.refused import failed, refused, unknown_page
from candidate_ui.services import CandidateServices
from kindregards.domain.errors import DomainError
from kindregards.http.browser_session import BrowserSession
from kindregards.http.security_headers import SecurityHeaders, content_policy

PREFIXES = ("/l/", "/s/", "/u/", f"{ASSET_PREFIX}/")
"""Where the paths of this door begin."""

_HEADERS: Mapping[str, str] = {
    "content-security-policy": content_policy(
        {
            "default-src": "'none'",
            "style-src": "'self'",
            "img-src": "data:",
            "base-uri": "'none'",
            "form-action": "'self'",
            "frame-ancestors": "'none'",
        }
    ),
    # The address holds the candidate's token: it goes to nobody, nor into any index or cache.
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow, noarchive",
    "cache-control": "no-store",
}


def build(services: CandidateServices) -> FastAPI:
    """Return the candidates' pages with full paths."""
    door = Door(services=services, pages=candidate_pages())
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.state.door = door
    app.include_router(brand_style.router)
    app.router.routes.append(door.pages.assets.route)
    app.include_router(letter_page.router)
    app.include_router(appeal_page.router)
    app.include_router(feedback_page.router)
    app.include_router(pool_page.router)
    app.include_router(data_page.router)
    app.include_router(status_page.router)
    app.include_router(unsubscribe_page.router)
    app.add_exception_handler(DomainError, refused)
    app.add_exception_handler(HTTPException, unknown_page)
    app.add_exception_handler(Exception, failed)
    is_secure = BrowserSession(services.public_base_url).is_secure
    app.add_middleware(SecurityHeaders, headers=_HEADERS, is_secure=is_secure)
    return app
