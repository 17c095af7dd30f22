"""Endpoints for events: added, listed, deleted, and the log of what was sent to them."""

import re
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy.orm import Session

from kindregards.channels.public_address import PublicAddresses
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.outgoing_events import EventType
from kindregards.domain.ports.outbox import Receipt, Reception
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.outbox import publish
from kindregards.store.outbox_queue import Outbox
from tests.api.bodies import an_application
from tests.api.system import System, client_of, other_company
from tests.builders import NOW

pytestmark = pytest.mark.anyio
PATH = "/v1/webhook-endpoints"
URL = "https://ats.example.com/kind-regards"

Json = dict[str, Any]  # Any: JSON


async def an_endpoint(client: httpx.AsyncClient, **changes: object) -> Json:
    answer = await client.post(PATH, json={"url": URL, **changes})
    assert answer.status_code == 201, answer.text
    endpoint: Json = answer.json()
    return endpoint


async def log_of(client: httpx.AsyncClient, endpoint: Json, **query: str | int) -> Json:
    answer = await client.get(f"{PATH}/{endpoint['id']}/deliveries", params=query)
    assert answer.status_code == 200, answer.text
    page: Json = answer.json()
    return page


async def happen(system: System, client: httpx.AsyncClient, number: int = 1) -> ApplicationRef:
    """Take an application in and let an event happen to it."""
    answer = await client.post("/v1/applications", json=an_application(external_id=f"ats-{number}"))
    ref = ApplicationRef(company_id=DEFAULT_COMPANY_ID, application_id=answer.json()["id"])

    def work(session: Session) -> None:
        publish(session, ref, EventType.REVIEW_OPENED, now=NOW, review_id="r-1", nested={"group": "recruiters"})

    await system.stores.database.write(work)
    return ref


async def carry(system: System, endpoint: Json, receipt: Receipt) -> None:
    outbox = Outbox(system.stores.database, system.stores.companies)
    for parcel in await outbox.claim(endpoint["id"], limit=10, now=system.clock()):
        await outbox.settle(parcel, receipt, now=system.clock())


async def trial_client(system: System) -> httpx.AsyncClient:
    key = await system.stores.api_keys.create(DEFAULT_COMPANY_ID, "trial", is_test=True, now=NOW)
    return system.client_with(Authorization=f"Bearer {key}")


async def test_a_new_endpoint_hears_everything_once_told_and_shows_its_secret(client: httpx.AsyncClient) -> None:
    endpoint = await an_endpoint(client)

    assert re.fullmatch(r"whsec_[A-Za-z0-9+/]{43}=", endpoint.pop("secret"))
    assert re.fullmatch(r"[0-9a-f-]{36}", endpoint.pop("id"))
    assert endpoint == {
        "url": URL,
        "events": list(EventType),
        "scopes": [],
        "is_test": False,
        "created_at": "2026-03-04T10:00:00Z",
        "disabled_at": None,
    }


async def test_an_endpoint_may_choose_its_events_and_hear_them_early(client: httpx.AsyncClient) -> None:
    chosen = ["review.opened", "application.decided", "review.opened"]

    endpoint = await an_endpoint(client, events=chosen, scopes=["pre_tell"])

    assert endpoint["events"] == ["application.decided", "review.opened"]
    assert endpoint["scopes"] == ["pre_tell"]


async def test_the_list_shows_every_endpoint_without_its_secret(client: httpx.AsyncClient) -> None:
    added = [await an_endpoint(client) for _ in range(2)]

    listed = (await client.get(PATH)).json()

    assert listed["next_cursor"] is None
    assert [endpoint["id"] for endpoint in listed["data"]] == [endpoint["id"] for endpoint in added]
    assert all("secret" not in endpoint for endpoint in listed["data"])


@pytest.mark.parametrize(
    "url",
    [
        "http://ats.example.com/hook",
        "https://inside.example.com/hook",
        "https://user:secret@ats.example.com/hook",
        "https://",
        "ats.example.com",
        "javascript:alert(1)",
    ],
)
async def test_an_address_that_must_not_be_called_is_refused(client: httpx.AsyncClient, url: str) -> None:
    answer = await client.post(PATH, json={"url": url})

    assert (answer.status_code, answer.json()["code"]) == (422, "url_not_allowed")
    assert (await client.get(PATH)).json()["data"] == []


async def test_in_development_this_machine_may_be_called(system: System) -> None:
    app = system.app_with(endpoint_addresses=PublicAddresses(in_development=True))
    authorization = system.client.headers["authorization"]

    async with client_of(app, {"Authorization": authorization}) as client:
        here = await client.post(PATH, json={"url": "http://127.0.0.1:9/hook"})
        inside = await client.post(PATH, json={"url": "http://10.0.0.7/hook"})

    assert here.status_code == 201
    assert inside.json()["code"] == "url_not_allowed"


@pytest.mark.parametrize("name", ["application.sold", "", "a b", "\x00", "应用", "x" * 100_000])
async def test_an_event_nobody_knows_is_refused_by_name(client: httpx.AsyncClient, name: str) -> None:
    answer = await client.post(PATH, json={"url": URL, "events": ["application.told", name]})

    assert (answer.status_code, answer.json()["code"]) == (422, "event_unknown")
    assert answer.json()["details"] == {"event": name[:64]}


async def test_half_a_sign_is_refused(client: httpx.AsyncClient) -> None:
    body = b'{"url": "https://ats.example.com/", "events": ["\\ud800"]}'

    answer = await client.post(PATH, content=body, headers={"content-type": "application/json"})

    assert (answer.status_code, answer.json()["code"]) == (400, "json_invalid")


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({}, "/url", "field_required"),
        ({"url": 7}, "/url", "type_wrong"),
        ({"url": "https://a.example/" + "x" * 2000}, "/url", "too_long"),
        ({"url": URL, "events": []}, "/events", "too_few"),
        ({"url": URL, "events": ["application.told", 1]}, "/events/1", "type_wrong"),
        ({"url": URL, "scopes": ["everything"]}, "/scopes/0", "value_unknown"),
        ({"url": URL, "secret": "whsec_mine"}, "/secret", "field_unknown"),
    ],
)
async def test_a_body_that_makes_no_sense_is_refused_by_field(
    client: httpx.AsyncClient, body: Json, pointer: str, code: str
) -> None:
    answer = await client.post(PATH, json=body)

    assert (answer.status_code, answer.json()["code"]) == (422, "request_invalid")
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [(pointer, code)]


async def test_a_repeated_request_adds_one_endpoint_and_shows_the_same_secret(client: httpx.AsyncClient) -> None:
    answers = [await client.post(PATH, json={"url": URL}, headers={"Idempotency-Key": "once"}) for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert len((await client.get(PATH)).json()["data"]) == 1


async def test_a_twenty_first_endpoint_is_refused(client: httpx.AsyncClient) -> None:
    for _ in range(20):
        await an_endpoint(client)

    answer = await client.post(PATH, json={"url": URL})

    assert (answer.status_code, answer.json()["code"]) == (409, "webhook_endpoints_full")


async def test_a_deleted_endpoint_is_gone(client: httpx.AsyncClient) -> None:
    endpoint = await an_endpoint(client)

    first = await client.delete(f"{PATH}/{endpoint['id']}")
    second = await client.delete(f"{PATH}/{endpoint['id']}")

    assert (first.status_code, first.content) == (204, b"")
    assert (second.status_code, second.json()["code"]) == (404, "webhook_endpoint_not_found")
    assert (await client.get(PATH)).json()["data"] == []


async def test_the_log_shows_what_was_sent_and_how_it_went(system: System, client: httpx.AsyncClient) -> None:
    endpoint = await an_endpoint(client)
    ref = await happen(system, client)
    await carry(system, endpoint, Receipt(reception=Reception.NOT_TAKEN, status=500, error="status_500"))

    (delivery,) = (await log_of(client, endpoint))["data"]

    delivery.pop("id")
    assert delivery == {
        "type": "review.opened",
        "application_id": ref.application_id,
        "state": "waiting",
        "tries": 1,
        "last_status": 500,
        "last_error": "status_500",
        "created_at": "2026-03-04T10:00:00Z",
        "last_tried_at": "2026-03-04T10:00:00Z",
        "next_try_at": "2026-03-04T10:00:05Z",
        "settled_at": None,
        "data": {
            "application_id": ref.application_id,
            "external_id": "ats-1",
            "stage": "screening",
            "review_id": "r-1",
            "nested": {"group": "recruiters"},
        },
    }


async def test_the_log_is_read_page_by_page(system: System, client: httpx.AsyncClient) -> None:
    endpoint = await an_endpoint(client)
    for number in range(3):
        await happen(system, client, number)

    first = await log_of(client, endpoint, limit=2)
    second = await log_of(client, endpoint, limit=2, cursor=first["next_cursor"])

    seen = [delivery["data"]["external_id"] for page in (first, second) for delivery in page["data"]]
    assert seen == ["ats-2", "ats-1", "ats-0"]
    assert second["next_cursor"] is None


async def test_a_delivered_event_can_be_replayed(system: System, client: httpx.AsyncClient) -> None:
    endpoint = await an_endpoint(client)
    await happen(system, client)
    await carry(system, endpoint, Receipt(reception=Reception.TAKEN, status=200))
    (delivered,) = (await log_of(client, endpoint))["data"]

    answer = await client.post(f"{PATH}/{endpoint['id']}/deliveries/{delivered['id']}/replay")

    assert answer.status_code == 202
    assert (delivered["state"], answer.json()["state"]) == ("delivered", "waiting")
    assert answer.json()["id"] == delivered["id"]
    assert answer.json()["tries"] == 0


async def test_what_cannot_be_replayed_says_why(system: System, client: httpx.AsyncClient) -> None:
    endpoint = await an_endpoint(client)
    await happen(system, client)
    (delivery,) = (await log_of(client, endpoint))["data"]
    await carry(system, endpoint, Receipt(reception=Reception.GONE, status=410, error="status_410"))
    path = f"{PATH}/{endpoint['id']}/deliveries"

    unknown = await client.post(f"{path}/{uuid4()}/replay")
    no_id = await client.post(f"{path}/latest/replay")
    disabled = await client.post(f"{path}/{delivery['id']}/replay")

    assert (unknown.status_code, unknown.json()["code"]) == (404, "webhook_delivery_not_found")
    assert (no_id.status_code, no_id.json()["code"]) == (404, "webhook_delivery_not_found")
    assert (disabled.status_code, disabled.json()["code"]) == (409, "webhook_endpoint_disabled")
    assert (await client.get(PATH)).json()["data"][0]["disabled_at"] == "2026-03-04T10:00:00Z"


async def test_a_test_key_sees_only_its_own_endpoints_and_nothing_of_them_leaves(
    system: System, client: httpx.AsyncClient
) -> None:
    live = await an_endpoint(client)
    async with await trial_client(system) as trial:
        endpoint = await an_endpoint(trial)
        await happen(system, trial)
        (kept,) = (await log_of(trial, endpoint))["data"]
        replayed = await trial.post(f"{PATH}/{endpoint['id']}/deliveries/{kept['id']}/replay")
        foreign = await trial.delete(f"{PATH}/{live['id']}")
        listed = (await trial.get(PATH)).json()["data"]

    assert (endpoint["is_test"], kept["state"]) == (True, "kept")
    assert (replayed.status_code, replayed.json()["code"]) == (409, "webhook_delivery_kept")
    assert foreign.status_code == 404
    assert [each["id"] for each in listed] == [endpoint["id"]]
    assert (await log_of(client, live))["data"] == []


async def test_another_companys_endpoints_do_not_exist(system: System, client: httpx.AsyncClient) -> None:
    endpoint = await an_endpoint(client)
    key = await other_company(system.stores)

    async with system.client_with(Authorization=f"Bearer {key}") as neighbour:
        log = await neighbour.get(f"{PATH}/{endpoint['id']}/deliveries")
        listed = await neighbour.get(PATH)

    assert (log.status_code, log.json()["code"]) == (404, "webhook_endpoint_not_found")
    assert listed.json()["data"] == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", ""),
        ("GET", ""),
        ("DELETE", "/x"),
        ("GET", "/x/deliveries"),
        ("POST", "/x/deliveries/y/replay"),
    ],
)
async def test_without_a_key_nothing_is_shown_or_changed(system: System, method: str, path: str) -> None:
    async with system.client_with() as stranger:
        answer = await stranger.request(method, PATH + path, json={"url": URL} if method == "POST" else None)

    assert (answer.status_code, answer.json()["code"]) == (401, "api_key_invalid")
