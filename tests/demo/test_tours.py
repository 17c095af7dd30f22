"""The tours of one process: begun once, taken up, limited in number."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kindregards.demo.inner_door import InnerDoor
from kindregards.demo.tours import MOST_UNDER_WAY, DemoTours
from kindregards.domain.accounts import ApiKeyInvalidError
from kindregards.domain.languages import Language
from kindregards.domain.ports.accounts import ApiKeys
from kindregards.domain.tours import Scenario, Stop, TooManyToursError, TourName, TourNotFoundError
from kindregards.http.bearer import bearer_token
from tests.builders import NOW

pytestmark = pytest.mark.anyio

COMPANY = "company-1"


class QuietSystem:
    """Takes applications in and then nothing happens to them."""

    def __init__(self) -> None:
        """Begin without applications."""
        self.applications: dict[str, dict[str, Any]] = {}
        self.keys: ApiKeys | None = None
        self.tests_only = True

    def doors(self, keys: ApiKeys) -> ASGIApp:
        """Return the doors behind these keys."""
        self.keys = keys
        return Starlette(
            routes=[
                Route("/v1/rejection-reasons", self.nothing),
                Route("/v1/policies/{name}", self.nothing, methods=["GET", "PUT"]),
                Route("/v1/policies/{name}/versions/1/activate", self.nothing, methods=["POST"]),
                Route("/v1/applications", self.submit, methods=["POST"]),
                Route("/v1/applications", self.find, methods=["GET"]),
                Route("/v1/applications/{application}", self.application),
                Route("/v1/applications/{application}/timeline", self.timeline),
                Route("/v1/applications/{application}/interview-result", self.nothing, methods=["POST"]),
            ]
        )

    async def nothing(self, request: Request) -> Response:
        """Answer with what fits lists and versions."""
        del request
        return JSONResponse({"data": [], "version": 1})

    async def submit(self, request: Request) -> Response:
        """Keep an application, once."""
        assert self.keys is not None
        caller = await self.keys.caller(bearer_token(request.headers), now=NOW)
        self.tests_only = self.tests_only and caller.is_test and caller.company_id == COMPANY
        external_id = (await request.json())["external_id"]
        known = {
            "id": external_id,
            "external_id": external_id,
            "state": "awaiting_interview",
            "outcome": None,
            "told_at": None,
            "letter_id": None,
            "acknowledged_at": None,
        }
        return JSONResponse(self.applications.setdefault(external_id, known), 201)

    async def find(self, request: Request) -> Response:
        """Find an application by its external id."""
        found = self.applications.get(request.query_params["q"])
        return JSONResponse({"data": [found] if found else []})

    async def application(self, request: Request) -> Response:
        """Return an application."""
        return JSONResponse(self.applications[request.path_params["application"]])

    async def timeline(self, request: Request) -> Response:
        """Return that it was received."""
        del request
        entry = {"at": NOW.isoformat(), "actor": "api:demo", "event": "application_received", "detail": {}}
        return JSONResponse({"data": [entry]})


@pytest.fixture
def system() -> QuietSystem:
    """Return a system without applications."""
    return QuietSystem()


@pytest.fixture
async def tours(system: QuietSystem) -> AsyncIterator[DemoTours]:
    """Yield the tours of a process."""
    async for each in tours_at(system):
        yield each


async def tours_at(system: QuietSystem) -> AsyncIterator[DemoTours]:
    """Yield the tours of a process, and stop them when it ends."""
    tours = DemoTours(InnerDoor(system.doors, "http://console.test"))
    yield tours
    await tours.aclose()


def a_name(number: int = 0) -> TourName:
    return TourName(scenario=Scenario.SECOND_ROUND, language=Language.ENGLISH, run=f"{number:012x}")


async def test_a_tour_exists_from_the_moment_it_was_started(tours: DemoTours, system: QuietSystem) -> None:
    await tours.start(COMPANY, a_name())

    tour = await tours.look(COMPANY, a_name(), Language.CHINESE)
    assert list(system.applications) == ["demo-tour-000000000000-sofia-marino"]
    assert tour.people[0].steps[0].sentence == "收到「Product Manager」的申请"
    assert [person.at for person in tour.people] == [Stop.WAITING, Stop.WAITING]
    assert not tour.was_taken_up


async def test_everything_is_done_as_a_test_of_the_visitors_company(tours: DemoTours, system: QuietSystem) -> None:
    await tours.start(COMPANY, a_name())

    assert system.tests_only


async def test_no_key_but_the_demos_opens_the_inner_door(tours: DemoTours, system: QuietSystem) -> None:
    await tours.start(COMPANY, a_name())

    assert system.keys is not None
    with pytest.raises(ApiKeyInvalidError):
        await system.keys.caller("kr_test_demo_x", now=NOW)


async def test_starting_again_is_the_same_tour(tours: DemoTours, system: QuietSystem) -> None:
    await tours.start(COMPANY, a_name())
    await tours.start(COMPANY, a_name())

    assert len(system.applications) == 1


async def test_another_process_takes_a_tour_up(tours: DemoTours, system: QuietSystem) -> None:
    await tours.start(COMPANY, a_name())

    async for other in tours_at(system):
        tour = await other.look(COMPANY, a_name(), Language.ENGLISH)

    assert tour.was_taken_up
    assert tour.people[0].application_id == "demo-tour-000000000000-sofia-marino"


async def test_looking_at_a_tour_that_nobody_started_starts_none(tours: DemoTours, system: QuietSystem) -> None:
    with pytest.raises(TourNotFoundError):
        await tours.look(COMPANY, a_name(), Language.ENGLISH)
    with pytest.raises(TourNotFoundError):
        await tours.decide_now(COMPANY, a_name(), "sofia-marino")

    assert system.applications == {}


async def test_only_so_many_tours_are_under_way(tours: DemoTours, system: QuietSystem) -> None:
    for number in range(MOST_UNDER_WAY):
        await tours.start(COMPANY, a_name(number))

    with pytest.raises(TooManyToursError):
        await tours.start(COMPANY, a_name(MOST_UNDER_WAY))
    await tours.start(COMPANY, a_name(0))

    assert len(system.applications) == MOST_UNDER_WAY
