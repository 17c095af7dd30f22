"""Interview vendors' own webhooks: signed, mapped by a file, and no way around what a result must be."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from standardwebhooks import Webhook

from kindregards.channels.webhooks_interviews import InterviewSourceError, InterviewWebhooks
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.api.bodies import Json, a_result, an_application
from tests.api.steps import problem, submitted
from tests.api.system import System, client_of, other_company

pytestmark = pytest.mark.anyio
OTHER_COMPANY_ID = "00000000-0000-7000-8000-000000000002"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
HIRETALK = f"""
secret = "{SECRET}"
only = "type == 'interview.completed'"
[fields]
application = "data.ref"
result_id = "data.id"
score = "data.rating"
completed_at = "data.ended"
competencies = "data.skills[].{{name: title, score: points, evidence: quote}}"
facts = "data.mood"
"""
BODY: Json = {
    "type": "interview.completed",
    "data": {
        "ref": "ats-4711",
        "id": "ht-1",
        "rating": 58.5,
        "ended": "2026-03-04T09:00:00Z",
        "skills": [{"title": "Go", "points": 71, "quote": "named idempotency", "colour": "red"}],
        "facial_expression": "smiling",
    },
}


@pytest.fixture
async def vendor(system: System, tmp_path: Path) -> httpx.AsyncClient:
    """Return who sends without a key, to a system that knows one vendor and has an application for it."""
    (tmp_path / "hiretalk.toml").write_text(HIRETALK, encoding="utf-8")
    (tmp_path / "plain.toml").write_text(f'secret = "{SECRET}"', encoding="utf-8")
    elsewhere = f'secret = "{SECRET}"\ncompany = "{OTHER_COMPANY_ID}"'
    (tmp_path / "elsewhere.toml").write_text(elsewhere, encoding="utf-8")
    interviews = InterviewWebhooks.of(tmp_path, usual_company_id=DEFAULT_COMPANY_ID)
    await submitted(system, interview__source="hiretalk")
    return client_of(system.app_with(webhooks=replace(system.services.webhooks, interviews=interviews)), {})


async def send(
    system: System, vendor: httpx.AsyncClient, body: Json, *, source: str = "hiretalk", **headers: str
) -> httpx.Response:
    content, now = json.dumps(body), system.clock()
    signature = Webhook(SECRET).sign(msg_id="msg-1", timestamp=now, data=content)
    signed = {
        "webhook-id": "msg-1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": f"v1,bm9wZQ== {signature}",
    }
    return await vendor.post(f"/webhooks/interviews/{source}", content=content, headers=signed | headers)


async def test_a_signed_body_becomes_a_result_once(system: System, vendor: httpx.AsyncClient) -> None:
    taken, again = await send(system, vendor, BODY), await send(system, vendor, BODY)

    case = await system.stores.cases.open(system.heard.first_ref)
    assert (taken.status_code, again.status_code) == (202, 200)
    assert case.result is not None
    assert (case.result.result_id, case.result.score) == ("ht-1", 58.5)
    assert [(each.name, each.score) for each in case.result.competencies] == [("Go", 71)]


async def test_a_body_of_our_own_shape_needs_no_mapping(system: System, vendor: httpx.AsyncClient) -> None:
    await submitted(system, external_id="ats-2", candidate__external_id="p-2", interview__source="plain")

    taken = await send(system, vendor, {"external_id": "ats-2", "result": a_result()}, source="plain")

    assert taken.status_code == 202


async def test_a_vendor_speaks_only_of_the_company_its_file_names(system: System, vendor: httpx.AsyncClient) -> None:
    body = {"external_id": "ats-2", "result": a_result()}
    await submitted(system, external_id="ats-2", candidate__external_id="p-2", interview__source="elsewhere")
    foreign = await send(system, vendor, body, source="elsewhere")

    neighbour = system.client_with(authorization=f"Bearer {await other_company(system.stores)}")
    sent = await neighbour.post(
        "/v1/applications", json=an_application(external_id="ats-2", interview__source="elsewhere")
    )
    taken = await send(system, vendor, body, source="elsewhere")

    assert (problem(foreign), sent.status_code, taken.status_code) == ((404, "application_not_found"), 201, 202)


@pytest.mark.parametrize(
    ("changes", "source", "headers", "refusal"),
    [
        ({}, "hiretalk", {"webhook-signature": "v1,bm9wZQ=="}, (403, "signature_invalid")),
        ({}, "hiretalk", {"webhook-id": "another"}, (403, "signature_invalid")),
        ({}, "nobody", {}, (403, "signature_invalid")),
        ({"ref": "ats-9"}, "hiretalk", {}, (404, "application_not_found")),
        ({"ref": None}, "hiretalk", {}, (400, "webhook_unreadable")),
        ({"rating": 101}, "hiretalk", {}, (422, "request_invalid")),
        ({"ended": "2027-03-04T09:00:00Z"}, "hiretalk", {}, (422, "request_invalid")),
        ({"mood": {"facial_expression": "smiling"}}, "hiretalk", {}, (422, "emotion_data_refused")),
    ],
)
async def test_what_cannot_be_a_result_is_refused(
    changes: Json,
    source: str,
    headers: dict[str, str],
    refusal: tuple[int, str],
    system: System,
    vendor: httpx.AsyncClient,
) -> None:
    body = BODY | {"data": BODY["data"] | changes}

    assert problem(await send(system, vendor, body, source=source, **headers)) == refusal


async def test_old_signatures_and_other_vendors_applications_are_refused(
    system: System, vendor: httpx.AsyncClient
) -> None:
    stamp = str(int((system.clock() - timedelta(minutes=6)).timestamp()))
    old = await send(system, vendor, BODY, **{"webhook-timestamp": stamp})
    foreign = await send(system, vendor, {"external_id": "ats-4711", "result": a_result()}, source="plain")
    beside = await send(system, vendor, BODY | {"type": "interview.started"})

    assert problem(old) == (403, "signature_invalid")
    assert problem(foreign) == (404, "application_not_found")
    assert beside.status_code == 200


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "lacks 'secret'"),
        (f'secret = "{SECRET}"\nscore = "x"', "names score"),
        (f'secret = "{SECRET}"\n[fields]\nscore = "data..x"', "cannot be used"),
        ("secret = ", "cannot be used"),
        (f'secret = "{SECRET}"\ncompany = "Chenguang"', "has a company"),
    ],
)
async def test_a_file_that_cannot_be_used_is_named_before_anything_starts(
    content: str, sentence: str, tmp_path: Path
) -> None:
    (tmp_path / "hiretalk.toml").write_text(content, encoding="utf-8")

    with pytest.raises(InterviewSourceError, match=f"hiretalk.toml {sentence}"):
        InterviewWebhooks.of(tmp_path, usual_company_id=DEFAULT_COMPANY_ID)
