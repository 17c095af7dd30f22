"""Every page in both languages, by day and by night, on three widths: nothing sticks out, nobody is shut out.

The pictures are kept in artefacts/screenshots for people to look at: `make screenshots`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Literal

import pytest

import approval_ui
import candidate_ui
from kindregards.domain.accounts import Role
from kindregards.domain.languages import Language
from tests.approval_ui.office import AMARA, LIN
from tests.browser.conftest import OpenWindow
from tests.browser.every_page import CANDIDATE, CONSOLE, NO_PAGES
from tests.browser.reader import Reader
from tests.browser.system import System, a_system
from tests.candidate_ui.fakes import a_hosted_letter, a_status, candidate_services
from tests.candidate_ui.test_brand import LOOK

pytestmark = pytest.mark.slow

Scheme = Literal["light", "dark"]
# The hardest one runs always: the narrowest window, in a language whose words do not break at spaces.
ALWAYS: tuple[Language, int, Scheme] = (Language.CHINESE, 360, "light")
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# Without a space for 76 letters, from right to left, beyond the first plane, glued together: all in one name.
LONGEST = "Donaudampfschifffahrtsgesellschaftskapitänsanwärterinnenausbildungsleiterin-von عبد الرحمن 𠮷 👩🏽\u200d🚀"
RENAME = """([names, longest]) => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let found = 0;
  while (texts.nextNode()) for (const name of names) if (texts.currentNode.data.includes(name)) {
    texts.currentNode.data = texts.currentNode.data.replaceAll(name, longest);
    found += 1;
  }
  return found;
}"""
# Whom and what the pages name: candidates, what they applied for and where, and whoever decides.
NAMES = (
    *("王梅", "Daniel Okafor", "Daniel Osei", "Owen Gallagher", "Sofia Marino", AMARA.name, LIN.name),
    *("用户运营经理", "华东区大客户销售经理", "Backend engineer", "Data analyst", "晨光科技", "Dawn Technology"),
)
NAMED_ON = {"queue", "case", "application", "requests", "pool", "tour", "candidate-status", "candidate-review"}
# Pages that look different until the outcome was told.
BEFORE_THE_LETTER = ("status", "review", "feedback", "talent-pool")
NARROW = 360
MATRIX = [
    pytest.param(*window, marks=() if window == ALWAYS else pytest.mark.proof)
    for window in product(Language, (NARROW, 768, 1280), SCHEMES)
]


@pytest.mark.parametrize(("language", "width", "scheme"), MATRIX)
def test_every_page_of_the_console_fits_its_window_and_shuts_nobody_out(
    language: Language, width: int, scheme: Scheme, window: OpenWindow, system: System
) -> None:
    lead = replace(LIN if language is Language.CHINESE else AMARA, role=Role.LEAD)  # who may do more is shown more
    system.office.sessions.users[lead.id] = lead
    reader = window(language=language, width=width, scheme=scheme)
    reader.open("/login")
    faults = dict(look_at(reader, {"login": "/login"}))
    reader.sign_in(lead)

    faults |= dict(look_at(reader, CONSOLE))

    assert faults == {}


@pytest.mark.parametrize(("language", "width", "scheme"), MATRIX)
def test_every_page_of_a_candidate_fits_its_window_and_shuts_nobody_out(
    language: Language, width: int, scheme: Scheme, window: OpenWindow, system: System
) -> None:
    names = {"company_name": "Dawn Technology", "candidate_name": "Daniel Okafor", "job_title": "Backend engineer"}
    system.pages.letter_shown = a_hosted_letter(language)
    system.pages.status_page = a_status(
        language=language, can_decline_offer=True, **(names if language is Language.ENGLISH else {})
    )
    reader = window(language=language, width=width, scheme=scheme)

    untold = dict(look_at(reader, {f"candidate-{name}-untold": CANDIDATE[name] for name in BEFORE_THE_LETTER}))
    system.pages.status_page = replace(system.pages.status_page, is_told=True, look=replace(LOOK, logo=None))
    told = dict(look_at(reader, {f"candidate-{name}": path for name, path in CANDIDATE.items()}))

    assert (untold, told) == ({}, {})


def test_every_route_that_is_a_page_is_looked_at() -> None:
    known = [path.partition("?")[0] for path in (*CONSOLE.values(), *CANDIDATE.values(), "/login")]

    routes = page_routes()
    unseen = [route for route in routes if not any(re.fullmatch(pattern_of(route), path) for path in known)]

    assert unseen == []
    assert len(routes) > 20


def test_what_shuts_people_out_is_found(window: OpenWindow) -> None:
    reader = window()
    reader.open("/login")

    reader.page.evaluate("document.documentElement.removeAttribute('lang')")
    reader.page.evaluate("const it = document.querySelector('label'); it.replaceWith(it.querySelector('input'))")

    assert [each.partition(":")[0] for each in reader.violations] == ["html-has-lang", "label"]


def look_at(reader: Reader, pages: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Photograph pages and yield those with faults: wider than the window, or what axe-core finds."""
    for name, path in pages.items():
        reader.open(path)
        found = [f"sticks out by {reader.overflow} pixels"] if reader.overflow > 0 else []
        # A fixed bar would lie across a picture of the whole page.
        reader.photograph(name, whole=not name.startswith("case"))
        if found := [*found, *reader.violations, *with_longest_names(reader, name)]:
            yield name, found


def with_longest_names(reader: Reader, name: str) -> Iterator[str]:
    """Give everybody and every job on a narrow page the longest and oddest name, and yield what breaks."""
    if reader.page.evaluate("innerWidth") != NARROW:
        return
    renamed = reader.page.evaluate(RENAME, [NAMES, LONGEST])
    if name in NAMED_ON and not renamed:
        yield "names nobody"
    if reader.overflow > 0:
        yield f"sticks out by {reader.overflow} pixels with the longest names"


def page_routes() -> list[str]:
    """Return the paths of everything that answers GET with a page of its own."""
    system = a_system("http://inside")
    doors = (approval_ui.build(system.office.services), candidate_ui.build(candidate_services(system.pages, "")))
    included = [part.original_router for door in doors for part in door.routes if hasattr(part, "original_router")]
    paths = [route.path for router in included for route in router.routes if "GET" in route.methods]
    return [path for path in paths if not any(re.fullmatch(pattern, path) for pattern in NO_PAGES)]


def pattern_of(route: str) -> str:
    """Return a pattern of the paths that a route answers."""
    return re.sub(r"\{[^}]+\}", "[^/]+", route)
