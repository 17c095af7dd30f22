"""Policies: drafts, activation, and what is refused."""

import pytest

from tests.api.bodies import a_policy_body, a_result, an_application
from tests.api.steps import problem
from tests.api.system import Json, System, other_company

pytestmark = pytest.mark.anyio
PATH = "/v1/policies/default"
META = {"name", "version", "state", "author", "created_at", "activated_at"}


async def test_the_shipped_policy_is_read_as_documented(system_on_both: System) -> None:
    policy = (await system_on_both.client.get(PATH)).json()

    # A day is written one way, whichever way it was meant.
    documented = a_policy_body(review__due="P1D", review__escalate="P1D")
    assert {name: value for name, value in policy.items() if name not in META | {"interview"}} == documented
    assert policy["interview"] == {"due": "P14D", "expire": "P30D"}
    assert (policy["name"], policy["version"], policy["state"]) == ("default", 1, "active")


async def test_a_put_makes_a_draft_that_decides_nothing_yet(system_on_both: System) -> None:
    draft = await system_on_both.client.put(PATH, json=a_policy_body(appeal_window="P60D"))

    active = (await system_on_both.client.get(PATH)).json()
    assert draft.status_code == 200
    assert (draft.json()["version"], draft.json()["state"]) == (2, "draft")
    assert draft.json()["author"] == "api:0123456789abcdef"
    assert (active["version"], active["appeal_window"]) == (1, "P30D")


async def test_an_activated_draft_decides_about_new_applications(system_on_both: System) -> None:
    client = system_on_both.client
    strict = {"rules": [{"then": "review", "reason": "interview_performance"}]}
    draft = (await client.put("/v1/policies/finance", json=strict)).json()

    refused = await client.post("/v1/applications", json=an_application(job__policy="finance"))
    activated = await client.post(f"/v1/policies/finance/versions/{draft['version']}/activate")
    taken = await client.post("/v1/applications", json=an_application(job__policy="finance"))

    assert problem(refused) == (422, "policy_unknown")
    assert (activated.status_code, activated.json()["state"]) == (200, "active")
    assert taken.status_code == 201


async def test_a_policy_reads_back_as_it_was_written(system: System) -> None:
    written = a_policy_body(
        rules=[
            {"when": {"stage": "offer", "country": "CN", "equals": True, "fact": "certified"}, "then": "advance"},
            {"when": {"confidence_below": 0.5}, "then": "review", "reason": "incomplete"},
            {"when": {"competency": "用户分层", "at_least": 80}, "then": "advance"},
            {"when": {"requirement_gap": "pm_years"}, "then": "review", "reason": "experience_gap"},
            {"then": "reject", "reason": "interview_performance"},
        ],
        review__due="PT36H",
        review__escalate="PT10S",
        telling__window={"from": "00:00", "to": "24:00", "days": "all"},
        telling__channels=["sms", "email"],
        telling__cooling_off="PT0S",
        reminders=[],
        interview={"due": "P3D", "expire": "PT12H"},
    )

    read = (await system.client.put(PATH, json=written)).json()

    assert {name: value for name, value in read.items() if name not in META} == written


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"rules": [{"then": "reject"}]}, "/rules/0", "reason_missing"),
        ({"rules": [{"then": "reject", "reason": "no_such"}]}, "/rules/0", "reason_unknown"),
        ({"rules": [{"then": "review", "reason": "salary"}]}, "/rules/0", "reason_of_candidate"),
        ({"rules": [{"then": "advance"}, {"then": "advance"}]}, "/rules/1", "rule_unreachable"),
        ({"rules": [{"when": {"score_below": 101}, "then": "advance"}]}, "/rules/0", "score_out_of_range"),
        ({"rules": [{"when": {"country": "XX"}, "then": "advance"}]}, "/rules/0", "country_unknown"),
        ({"rules": [{"when": {"stage": "third"}, "then": "advance"}]}, "/rules/0", "stage_unknown"),
        ({"review__due": "-PT1H"}, "", "duration_negative"),
        ({"telling__cooling_off": "P400D"}, "", "duration_too_long"),
        ({"interview": {"due": "P999999D"}}, "", "duration_too_long"),
        ({"telling__window": {"from": "18:00", "to": "09:00"}}, "", "window_empty"),
        ({"telling__business_days": 1000}, "", "business_days_out_of_range"),
        ({"telling__channels": []}, "", "channels_empty"),
        ({"letter__highlights": -1}, "", "highlights_out_of_range"),
        (
            {"reminders": [{"after": "P5D", "channel": "sms"}, {"after": "P2D", "channel": "sms"}]},
            "",
            "reminders_out_of_order",
        ),
    ],
)
async def test_a_policy_that_contradicts_itself_is_refused_by_rule(
    system: System, changes: Json, pointer: str, code: str
) -> None:
    response = await system.client.put(PATH, json=a_policy_body(**changes))

    assert problem(response) == (422, "policy_invalid")
    assert (pointer, code) in [(each["pointer"], each["code"]) for each in response.json()["errors"]]
    assert (await system.client.put(PATH, json=a_policy_body())).json()["version"] == 2


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"rules": []}, "/rules", "too_few"),
        ({"rules": [{"then": "maybe"}]}, "/rules/0/then", "value_unknown"),
        ({"rules": [{"when": {"score": 60}, "then": "advance"}]}, "/rules/0/when/score", "field_unknown"),
        ({"rules": [{"when": {"score_below": "60"}, "then": "advance"}]}, "/rules/0/when/score_below", "type_wrong"),
        ({"rules": [{"when": {"equals": [1], "fact": "x"}, "then": "advance"}]}, "/rules/0/when/equals", "type_wrong"),
        ({"review__due": "1 day"}, "/review/due", "duration_invalid"),
        ({"review__due": 86400}, "/review/due", "duration_invalid"),
        ({"telling__window": {"from": "9"}}, "/telling/window/from", "time_invalid"),
        ({"telling__window": {"opens": "09:00"}}, "/telling/window/opens", "field_unknown"),
        ({"telling__channels": ["fax"]}, "/telling/channels/0", "value_unknown"),
        ({"automatic_rejection": "yes"}, "/automatic_rejection", "type_wrong"),
        ({"version": 3}, "/version", "field_unknown"),
    ],
)
async def test_a_policy_of_the_wrong_form_is_refused_by_field(
    system: System, changes: Json, pointer: str, code: str
) -> None:
    response = await system.client.put(PATH, json=a_policy_body(**changes))

    assert problem(response) == (422, "request_invalid")
    assert [(each["pointer"], each["code"]) for each in response.json()["errors"]] == [(pointer, code)]


async def test_unknown_policies_and_versions_are_not_found(system_on_both: System) -> None:
    client = system_on_both.client

    assert problem(await client.get("/v1/policies/finance")) == (404, "policy_unknown")
    assert problem(await client.post(f"{PATH}/versions/7/activate")) == (404, "policy_unknown")
    assert problem(await client.post(f"{PATH}/versions/0/activate")) == (422, "request_invalid")
    assert problem(await client.post(f"{PATH}/versions/99999999999/activate")) == (422, "request_invalid")
    assert problem(await client.get("/v1/policies/%00")) == (422, "request_invalid")


async def test_another_company_has_its_own_policies(system: System) -> None:
    await system.client.put("/v1/policies/finance", json=a_policy_body())
    neighbour = system.client_with(authorization=f"Bearer {await other_company(system.stores)}")

    assert problem(await neighbour.get("/v1/policies/finance")) == (404, "policy_unknown")


async def test_reasons_are_listed_in_both_languages(system: System) -> None:
    reasons = {reason["code"]: reason for reason in (await system.client.get("/v1/rejection-reasons")).json()["data"]}

    assert reasons["experience_gap"] == {
        "code": "experience_gap",
        "party": "company",
        "labels": {"zh-CN": "相关经验不足", "en": "Experience the role asks for"},
        "in_letter": True,
    }
    assert reasons["better_offer"]["party"] == "candidate"
    assert reasons["work_authorisation"]["in_letter"] is False


async def test_the_policy_of_the_intake_is_pinned(system: System) -> None:
    await system.client.post("/v1/applications", json=an_application(interview_result=a_result(score=66)))
    draft = (await system.client.put(PATH, json={"rules": [{"then": "advance"}]})).json()

    await system.client.post(f"{PATH}/versions/{draft['version']}/activate")

    case = await system.stores.cases.open(system.heard.first_ref)
    assert case.policy_version == 1
