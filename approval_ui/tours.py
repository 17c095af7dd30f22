"""The demo page: somebody new starts a scenario with invented candidates, watches it, and decides a case themselves."""

import re
import secrets
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.answers import see_other
from approval_ui.visits import Deciding, SignedForm, SignedIn, Visit
from kindregards.domain.languages import Language
from kindregards.domain.ports.tours import Tours
from kindregards.domain.tours import Scenario, TourName, TourNotFoundError, ToursOffError

TOUR_COOKIE = "tour"
_RUN = re.compile(r"[0-9a-f]{12}")
_REMEMBERED = timedelta(days=1)
_Choice = TypeVar("_Choice", bound=StrEnum)

router = APIRouter()


@router.get("/demo")
async def show_scenarios(visit: SignedIn) -> Response:
    """Show what can be played; the form names the next tour, so that a second press starts no second one."""
    tours_of(visit)
    return visit.page(
        "tours.html",
        scenarios=list(Scenario),
        languages=list(Language),
        run=secrets.token_hex(6),
        latest=_latest(visit),
    )


@router.post("/demo")
async def start(visit: Deciding, form: SignedForm) -> Response:
    """Start a tour and go to watch it."""
    name = tour_name(form.line("scenario"), form.line("language"), form.line("run"))
    await tours_of(visit).start(visit.user.company_id, name)
    answer = see_other(address_of(name))
    answer.set_cookie(
        TOUR_COOKIE,
        f"{name.scenario}.{name.language}.{name.run}",
        max_age=int(_REMEMBERED.total_seconds()),
        path="/demo",
        secure=visit.console.browser.is_secure,
        httponly=True,
        samesite="lax",
    )
    return answer


@router.get("/demo/{scenario}/{language}/{run}")
async def watch(scenario: str, language: str, run: str, visit: SignedIn) -> Response:
    """Show a tour as it stands; to its own questions the page gets only the part that changes."""
    name = tour_name(scenario, language, run)
    tour = await tours_of(visit).look(visit.user.company_id, name, visit.user.language)
    template = "tour_board.html" if "hx-request" in visit.request.headers else "tour.html"
    return visit.page(template, tour=tour, address=address_of(name))


@router.post("/demo/{scenario}/{language}/{run}/{person}/decide")
async def let_demo_decide(
    scenario: str, language: str, run: str, person: str, visit: Deciding, form: SignedForm
) -> Response:
    """Let the demo answer for a case that waits."""
    del form  # only its signature matters
    name = tour_name(scenario, language, run)
    await tours_of(visit).decide_now(visit.user.company_id, name, person)
    return see_other(address_of(name))


def tours_of(visit: Visit) -> Tours:
    """Return the tours; raise ToursOffError where the company offers none."""
    if visit.services.tours is None:
        raise ToursOffError("There is no demo page here. KINDREGARDS_DEMO_PAGE=true switches it on.")
    return visit.services.tours


def tour_name(scenario: str | None, language: str | None, run: str | None) -> TourName:
    """Return the name of a tour; raise TourNotFoundError for what cannot be one."""
    chosen, spoken = _chosen(Scenario, scenario), _chosen(Language, language)
    if chosen is None or spoken is None or run is None or not _RUN.fullmatch(run):
        raise TourNotFoundError("There is no such tour. Start one at /demo.")
    return TourName(scenario=chosen, language=spoken, run=run)


def address_of(name: TourName) -> str:
    """Return the path of a tour's page."""
    return f"/demo/{name.scenario}/{name.language}/{name.run}"


def _latest(visit: Visit) -> str | None:
    """Return the path of the tour that was last started in this browser, or None."""
    kept = visit.request.cookies.get(TOUR_COOKIE, "")
    scenario, _, rest = kept.partition(".")
    language, _, run = rest.partition(".")
    try:
        return address_of(tour_name(scenario, language, run))
    except TourNotFoundError:
        return None


def _chosen(kind: type[_Choice], value: str | None) -> _Choice | None:
    return kind(value) if value in set(kind) else None
