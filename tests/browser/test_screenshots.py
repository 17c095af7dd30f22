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

pytestmark = pytest.mark.slow

Scheme = Literal["light", "dark"]
# The hardest one runs always: the narrowest window, in a language whose words do not break at spaces.
ALWAYS: tuple[Language, int, Scheme] = (Language.CHINESE, 360, "light")
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
MATRIX = [
    pytest.param(*window, marks=() if window == ALWAYS else pytest.mark.proof)
    for window in product(Language, (360, 768, 1280), SCHEMES)
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

    faults = dict(look_at(reader, {f"candidate-{name}": path for name, path in CANDIDATE.items()}))

    assert faults == {}


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


def test_the_longest_names_break_no_page(window: OpenWindow, system: System) -> None:
    case = system.office.desk.cases["review-1"]
    name = "Maximiliane-Friederike von der Brüggen-Schwarzenbergerstraße"
    title = "Donaudampfschifffahrtsgesellschaftskapitänsanwärterinnenausbildungsleitung"
    review = replace(case.review, candidate_name=name, job_title=title)
    application = replace(case.application, candidate_name=name, job_title=title)
    system.office.desk.cases["review-1"] = replace(case, review=review, application=application)
    for view_id, view in system.office.applications.views.items():
        system.office.applications.views[view_id] = replace(view, candidate_name=name, job_title=title)
    reader = window(width=360)
    reader.sign_in(AMARA)

    overflows = {}
    for place in ("today", "queue", "case", "editor", "applications", "application", "letters", "letter", "outbox"):
        reader.open(CONSOLE[place])
        overflows[place] = reader.overflow
        reader.photograph(f"long-names-{place}", whole=False)

    assert {place: pixels for place, pixels in overflows.items() if pixels > 0} == {}


def look_at(reader: Reader, pages: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Photograph pages and yield those with faults: wider than the window, or what axe-core finds."""
    for name, path in pages.items():
        reader.open(path)
        found = [f"sticks out by {reader.overflow} pixels"] if reader.overflow > 0 else []
        # A fixed bar would lie across a picture of the whole page.
        reader.photograph(name, whole=not name.startswith("case"))
        if found := [*found, *reader.violations]:
            yield name, found


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
