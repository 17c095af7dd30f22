"""Policies: drafts, activation, and what is refused."""

import pytest

from tests.api.bodies import a_policy_body, a_result, an_application
from tests.api.steps import assess, problem, submitted
from tests.api.system import System, other_company

pytestmark = pytest.mark.anyio
PATH = "/v1/policies/default"
META = {"name", "version", "state", "author", "created_at", "activated_at", "sentences"}


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


async def test_a_policy_that_contradicts_itself_is_refused_and_not_kept(system: System) -> None:
    contradiction = await system.client.put(PATH, json=a_policy_body(rules=[{"then": "reject"}]))
    nonsense = await system.client.put(PATH, json=a_policy_body(rules=[]))

    assert problem(contradiction) == (422, "policy_invalid")
    assert contradiction.json()["errors"][0]["pointer"] == "/rules/0"
    assert problem(nonsense) == (422, "request_invalid")
    assert (await system.client.put(PATH, json=a_policy_body())).json()["version"] == 2


async def test_every_rule_is_read_as_a_sentence_in_both_languages(system: System) -> None:
    sentences = (await system.client.get(PATH)).json()["sentences"]

    assert sentences["en"][1] == "Rule 2: turn down when the score is below 60 (reason: Interview performance)"
    assert sentences["zh-CN"][1] == "规则 2：得分低于 60 时，不通过（原因：面试表现）"


async def test_a_draft_made_from_a_version_that_is_not_the_newest_any_more_is_refused(system_on_both: System) -> None:
    client = system_on_both.client

    kept = await client.put(PATH, json=a_policy_body() | {"based_on": 1})
    late = await client.put(PATH, json=a_policy_body() | {"based_on": 1})
    new = await client.put("/v1/policies/finance", json=a_policy_body() | {"based_on": 0})

    assert (kept.status_code, kept.json()["version"], new.json()["version"]) == (200, 2, 1)
    assert problem(late) == (409, "policy_changed")


async def test_a_rule_may_use_a_fact_that_an_interview_has_sent(system: System) -> None:
    rules = {"rules": [{"when": {"fact": "go_years", "below": 3}, "then": "reject", "reason": "experience_gap"}]}

    unknown = await system.client.put(PATH, json=rules)
    result = a_result(score=10, facts={"go_years": 1})
    application = await submitted(system, interview_result=result)
    await assess(system, application["id"])
    known = await system.client.put(PATH, json=rules)

    assert unknown.json()["errors"][0]["code"] == "fact_unknown"
    assert known.status_code == 200


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
        "text": {
            "zh-CN": "这个岗位需要的相关经验，从您的申请来看，目前积累得还不够。",
            "en": "This role needs more experience of its kind than we have seen in your application so far.",
        },
        "in_letter": True,
        "evidence_required": False,
        "version": 1,
        "shipped": True,
        "retired": False,
    }
    assert reasons["better_offer"]["party"] == "candidate"
    assert (reasons["work_authorisation"]["in_letter"], reasons["work_authorisation"]["text"]) == (False, None)
    told = [each for each in reasons.values() if each["party"] == "company" and each["in_letter"]]
    assert all(each["text"]["zh-CN"] and each["text"]["en"] for each in told)


async def test_the_policy_of_the_intake_is_pinned(system: System) -> None:
    await system.client.post("/v1/applications", json=an_application(interview_result=a_result(score=66)))
    draft = (await system.client.put(PATH, json={"rules": [{"then": "advance"}]})).json()

    await system.client.post(f"{PATH}/versions/{draft['version']}/activate")

    case = await system.stores.cases.open(system.heard.first_ref)
    assert case.policy_version == 1
