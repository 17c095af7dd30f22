"""One set of candidate pages: its services, its templates, and how it answers.

There is no session and no cookie: whoever has the link may do what the link allows, so another site could forge a form
only if it knew the link. That is why forms carry no token here, and why no page ever passes its address on.
"""

from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse

from candidate_ui.services import CandidateServices
from candidate_ui.words import day_in_words
from kindregards.domain.languages import Language
from kindregards.http.pages import Assets, Pages

FOLDER = Path(__file__).parent
ASSET_PREFIX = "/candidate-assets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Built once per process."""

    services: CandidateServices
    pages: Pages

    def page(self, template: str, language: Language, *, status: int = 200, **values: object) -> HTMLResponse:
        """Answer with a page in the candidate's language."""
        return HTMLResponse(
            self.pages.render(template, language, day=partial(day_in_words, language=language), **values),
            status_code=status,
            headers={"content-language": language},
        )


@cache
def candidate_pages() -> Pages:
    """Return templates, translations and files, read from the package once."""
    return Pages(FOLDER, Assets(FOLDER / "assets", ASSET_PREFIX))


def door_of(request: Request) -> Door:
    """Return the pages that a request came to."""
    door: Door = request.app.state.door
    return door
