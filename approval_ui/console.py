"""One console: its services, its pages, and how it knows its visitors."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from starlette.requests import Request

from approval_ui.services import ConsoleServices
from kindregards.domain.languages import Language
from kindregards.http.browser_session import BrowserSession
from kindregards.http.csrf import FormTokens
from kindregards.http.languages import named_language, spoken_language
from kindregards.http.moments import Moments, zone_of
from kindregards.http.pages import Assets, Pages

FOLDER = Path(__file__).parent
ASSET_PREFIX = "/console-assets"
LANGUAGE_COOKIE = "language"
ZONE_COOKIE = "zone"
KEYS_COOKIE = "keys"
THEME_COOKIE = "theme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """Built once per process."""

    services: ConsoleServices
    pages: Pages
    browser: BrowserSession
    forms: FormTokens

    def language_of(self, request: Request) -> Language:
        """Return the language of a browser that nobody has signed in with."""
        wished = named_language(request.query_params.get("lang")) or named_language(
            request.cookies.get(LANGUAGE_COOKIE)
        )
        return wished or spoken_language(request.headers.get("accept-language"))

    def moments_of(self, request: Request, language: Language) -> Moments:
        """Return how times are written for a browser: in the zone it names, else in the company's."""
        zone = zone_of(request.cookies.get(ZONE_COOKIE), self.services.timezone)
        return Moments(language=language, zone=zone, now=self.services.clock())


@cache
def console_pages() -> Pages:
    """Return templates, translations and files, read from the package once."""
    return Pages(FOLDER, Assets(FOLDER / "assets", ASSET_PREFIX), filters={"instant": datetime.fromisoformat})


def open_console(services: ConsoleServices) -> Console:
    """Return a console for these services."""
    return Console(
        services=services,
        pages=console_pages(),
        browser=BrowserSession(services.public_base_url),
        forms=FormTokens(services.form_key),
    )


def console_of(request: Request) -> Console:
    """Return the console that a request came to."""
    console: Console = request.app.state.console
    return console
