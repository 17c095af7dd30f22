"""Letters as an e-mail program shows them: both languages, phone and desk, day and night; seen, small, and alone.

The pictures are kept in artefacts/screenshots for people to look at.
"""

from functools import partial
from itertools import product

import pytest
from playwright.sync_api import Route

from kindregards.domain.applications import Stage
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import LetterKind
from tests.browser.conftest import OpenWindow
from tests.browser.test_screenshots import SCHEMES, Scheme
from tests.letters.requests import LINKS, a_request_in, composed
from tests.letters.test_rendering import RENDERER

pytestmark = pytest.mark.slow

LARGEST_PAGE = 20 * 1024
# One picture of each kind of letter, in all tones and at all stages between them.
TONES, STAGES = list(Tone), list(Stage)
# The hardest runs always: a phone by night, in a language whose words do not break at spaces.
ALWAYS: tuple[Language, int, Scheme] = (Language.CHINESE, 360, "dark")
MATRIX = [
    pytest.param(*window, marks=() if window == ALWAYS else pytest.mark.proof)
    for window in product(Language, (360, 640), SCHEMES)
]


def pages(language: Language) -> dict[str, str]:
    """Return the HTML of every kind of letter by a name for its picture."""
    found = {}
    for number, kind in enumerate(LetterKind):
        tone, stage = TONES[number % len(TONES)], STAGES[number % len(STAGES)]
        request = a_request_in(language, kind=kind, stage=stage, tone=tone, reason="experience_gap")
        found[f"letter-{kind}-{tone}"] = RENDERER.render(composed(request), LINKS).html
    return found


def _serve(html: str, route: Route) -> None:
    route.fulfill(body=html, content_type="text/html; charset=utf-8")


@pytest.mark.parametrize(("language", "width", "scheme"), MATRIX)
def test_every_letter_fits_its_window_and_shuts_nobody_out(
    language: Language, width: int, scheme: Scheme, window: OpenWindow
) -> None:
    reader = window(language=language, width=width, scheme=scheme)
    faults = {}

    for name, html in pages(language).items():
        # Served as a page of its own, so that whatever it asks for elsewhere is written down as trouble.
        reader.page.route("**/as-mail", partial(_serve, html))
        reader.open("/as-mail")
        reader.photograph(name)
        reader.page.unroute("**/as-mail")
        violations = reader.violations
        if reader.overflow > 0 or violations or len(html.encode()) > LARGEST_PAGE:
            faults[name] = [f"{reader.overflow} pixels too wide, {len(html.encode())} bytes", *violations]

    assert faults == {}
