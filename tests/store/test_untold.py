"""The telling gate: a decided candidate who is not told looks exactly like an undecided one, wherever they look."""

import re
from collections.abc import Awaitable, Callable

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

import candidate_ui
from candidate_ui.services import CandidateServices
from kindregards.domain.applications import HeldReason
from kindregards.domain.channels import SendStatus
from kindregards.domain.decisions import DecisionMode
from kindregards.domain.journey import ApplicationRef
from kindregards.letters.rendering import MjmlRenderer
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.builders import NOW
from tests.store.building import Building
from tests.store.neighbours import a_neighbour, log_of
from tests.store.office import LATER, Office, a_rejection, an_advance, founded

pytestmark = pytest.mark.anyio

ORIGIN = "https://letters.test"
# What no two candidates share: tokens of links, and ids.
_OWN = re.compile(r"[A-Za-z0-9_-]{43}|[0-9a-f]{8}-[0-9a-f-]{27}|ats-\d")


@pytest.fixture
def office(sqlite_building: Building) -> Office:
    """Return a company on one kind of database: what a page shows does not depend on it."""
    sqlite_building.empty()
    return founded(sqlite_building.open_office())


Situation = Callable[[Office, ApplicationRef], Awaitable[None]]


async def waits_for_a_person(office: Office, ref: ApplicationRef) -> None:
    await office.ask(ref)


async def rejected_by_policy(office: Office, ref: ApplicationRef) -> None:
    await office.reject(ref)


async def advanced_by_policy(office: Office, ref: ApplicationRef) -> None:
    await office.stores.cases.record_decision(await office.stores.cases.open(ref), an_advance(), None)


async def answered_by_a_person(office: Office, ref: ApplicationRef) -> None:
    await office.decide(await office.ask(ref))


async def rejected_by_a_person(office: Office, ref: ApplicationRef) -> None:
    await answered_by_a_person(office, ref)
    decision = a_rejection(mode=DecisionMode.HUMAN, decided_by="user-1")
    await office.stores.cases.record_decision(await office.stores.cases.open(ref), decision, None)


async def undone(office: Office, ref: ApplicationRef) -> None:
    await office.reject(ref)
    await office.stores.requests.undo(ref, actor="user-1", reason="wrong_score", now=NOW)


async def reserved_but_not_sent(office: Office, ref: ApplicationRef) -> None:
    letter = await office.reject(ref)
    await office.reserve(letter)


async def waits_because_of_an_offer(office: Office, ref: ApplicationRef) -> None:
    await office.reject(ref)
    await office.ask(ref, flags=[HeldReason.LIVE_OFFER], held=HeldReason.LIVE_OFFER)


async def refused_by_every_channel(office: Office, ref: ApplicationRef) -> None:
    letter = await office.reject(ref)
    for _ in await office.deliveries(letter):
        await office.send(letter, SendStatus.REFUSED)


def doors_of(app: FastAPI) -> list[tuple[str, str]]:
    """Return everything a candidate can open by their link, and the file of what is known of them."""
    paths = {
        str(route.path)
        for route in iter_route_contexts(app.routes)
        if "GET" in (route.methods or ()) and "{token}" in str(route.path)
    }
    assert len(paths) > 9
    return [*(("GET", path) for path in sorted(paths)), ("POST", "/l/{token}/data/export")]


async def surfaces(office: Office, situation: Situation, number: int) -> dict[str, str]:
    """Return everything that a candidate, and a neighbour who hears no decisions early, can see of an application."""
    ref = await office.submit(number)
    neighbour = await a_neighbour(office)
    await situation(office, ref)
    token = await office.stores.pages.mint(ref.company_id, ref.application_id, now=NOW)
    services = CandidateServices(
        pages=office.stores.pages,
        voice=office.stores.voice,
        fragments=MjmlRenderer(),
        clock=lambda: LATER,
        public_base_url=ORIGIN,
    )
    seen = {}
    app = candidate_ui.build(services)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as candidate:
        for method, path in doors_of(app):
            ours = {"sec-fetch-site": "same-origin"}
            answer = await candidate.request(method, path.format(token=token), headers=ours)
            seen[path] = f"{answer.status_code} {sorted(answer.headers)} {_OWN.sub('…', answer.text)}"
    heard = [each for each in await log_of(office, neighbour) if each.type != "review.opened"]
    messages = await office.stores.mailbox.mailbox(DEFAULT_COMPANY_ID, limit=10)
    return seen | {
        "events": _OWN.sub("…", repr([(each.type, each.data) for each in heard])),
        "mail": repr([each.text for each in messages if each.application_id == ref.application_id]),
    }


@pytest.mark.parametrize(
    "situation",
    [
        rejected_by_policy,
        advanced_by_policy,
        answered_by_a_person,
        rejected_by_a_person,
        undone,
        reserved_but_not_sent,
        waits_because_of_an_offer,
        refused_by_every_channel,
    ],
)
async def test_a_decision_that_was_not_told_shows_nowhere(situation: Situation, office: Office) -> None:
    undecided = await surfaces(office, waits_for_a_person, 1)
    decided = await surfaces(office, situation, 2)

    assert {path: text for path, text in decided.items() if text != undecided[path]} == {}


async def test_the_comparison_sees_a_letter_once_it_is_told(office: Office) -> None:
    async def told(office: Office, ref: ApplicationRef) -> None:
        await office.send(await office.reject(ref))

    undecided = await surfaces(office, waits_for_a_person, 1)
    decided = await surfaces(office, told, 2)

    differs = {path for path, text in decided.items() if text != undecided[path]}
    assert {"/s/{token}", "/l/{token}", "/l/{token}/review", "/l/{token}/data/export", "events"} <= differs
