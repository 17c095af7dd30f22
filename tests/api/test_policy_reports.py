"""Reports of policy versions, and what may go live without one."""

from dataclasses import replace

import httpx
import pytest

from activities.asking import Asking
from activities.drafting import Drafting
from activities.reviewing import Reviewing
from kindregards.calendars.country_workdays import CountryWorkdays
from kindregards.domain.channels import Channel
from kindregards.domain.journey import CommandKind, RequestRef
from kindregards.letters.composer import TemplateComposer
from kindregards.store.api_keys import ApiKeyParts, insert_key
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.api.bodies import Json, a_result
from tests.api.steps import assess, problem, reviewed, submitted
from tests.api.system import System, client_of
from tests.builders import NOW

pytestmark = pytest.mark.anyio
SECOND_KEY = f"kr_live_fedcba9876543210_{'t' * 43}"
STRICTER = {
    "rules": [
        {"when": {"score_below": 70}, "then": "reject", "reason": "interview_performance"},
        {"then": "advance"},
    ]
}


async def evaluated(system: System, *scores: float, declared: Json | None = None, run: str = "a") -> list[str]:
    """Let people with these scores be judged by the default policy, and return their applications."""
    ids = []
    for number, score in enumerate(scores):
        application = await submitted(
            system,
            external_id=f"{run}-{number}",
            candidate__external_id=f"{run}-{number}",
            candidate__self_declared=declared,
            interview_result=a_result(score=score),
        )
        await assess(system, application["id"])
        ids.append(application["id"])
    return ids


async def decided_review(system: System) -> None:
    """Let a person turn somebody down whom the policy sent to review."""
    case = await reviewed(system, external_id="asked", candidate__external_id="asked")
    answer = {
        "outcome": "reject",
        "reason": case["reason"],
        "version": case["version"],
        "letter_hash": case["letter"]["hash"],
    }
    decided = await system.client.post(f"/v1/reviews/{case['id']}/decision", json=answer)
    assert decided.status_code == 200, decided.text
    drafting = Drafting(composer=TemplateComposer(), calendar=CountryWorkdays(), available=tuple(Channel))
    asking = Asking(cases=system.stores.cases, drafting=drafting)
    step = Reviewing(
        cases=system.stores.cases, ledger=system.stores.ledger, drafting=drafting, asking=asking, clock=system.clock
    )
    await step.carry_out(
        RequestRef(
            company_id=DEFAULT_COMPANY_ID,
            application_id=case["application_id"],
            kind=CommandKind.REVIEW_DECIDED,
            reference=case["id"],
        )
    )


async def careful(system: System) -> httpx.AsyncClient:
    """Return a second person's client of a company that wants a report and a second person."""
    key = ApiKeyParts.parse(SECOND_KEY)
    assert key is not None
    await system.stores.database.write(
        lambda session: insert_key(session, DEFAULT_COMPANY_ID, key, label="second", now=NOW)
    )
    wants = replace(system.stores.policy_activation, wants_report=True, wants_second_person=True)
    return client_of(system.app_with(policy_activation=wants), {"Authorization": f"Bearer {SECOND_KEY}"})


async def a_draft(system: System) -> int:
    """Write the stricter draft and return its number."""
    version: int = (await system.client.put("/v1/policies/default", json=STRICTER)).json()["version"]
    return version


async def test_the_active_version_reproduces_every_past_branch(system_on_both: System) -> None:
    await evaluated(system_on_both, 10, 59.9, 90)
    await decided_review(system_on_both)

    report = await system_on_both.client.post("/v1/policies/default/versions/1/backtest")

    backtest = report.json()["backtest"]
    assert report.status_code == 200
    assert backtest["past_branches"] == {"advance": 1, "reject": 2, "review": 1}
    assert backtest["reproduced"] == backtest["evaluations"] == 4


async def test_a_draft_says_who_would_change_side(system_on_both: System) -> None:
    ids = await evaluated(system_on_both, 10, 90)
    await decided_review(system_on_both)
    version = await a_draft(system_on_both)

    report = (await system_on_both.client.post(f"/v1/policies/default/versions/{version}/backtest")).json()

    assert report["backtest"]["moves"] == {"review → reject": 1}
    assert report["backtest"]["branches"] == {"advance": 1, "reject": 2, "review": 0}
    assert [each["application_id"] in ids for each in report["backtest"]["changes"]] == [False]
    assert report["notice"] == "An engineering input, not legal advice."


async def test_the_newest_report_is_read_again(system: System) -> None:
    await evaluated(system, 10)
    made = (await system.client.post("/v1/policies/default/versions/1/backtest", json={"evaluations": 1})).json()

    read = await system.client.get("/v1/policies/default/versions/1/report")

    assert read.json() == made


async def test_groups_that_people_declared_are_compared(system: System) -> None:
    await evaluated(system, *[90.0] * 30, declared={"sex": "f"}, run="f")
    await evaluated(system, *[90.0] * 5, *[10.0] * 25, declared={"sex": "m"}, run="m")

    report = (await system.client.post("/v1/policies/default/versions/1/backtest")).json()

    groups = {group["group"]: group for group in report["fairness"][0]["groups"]}
    assert groups["m"]["impact_ratio"] == pytest.approx(1 / 6)
    assert groups["m"]["finding"] == "disadvantaged"
    assert report["is_fair"] is False
    assert any(point["disadvantaged"] == ["sex: m"] for point in report["sweep"])


async def test_without_the_required_report_nothing_goes_live(system: System) -> None:
    version = await a_draft(system)
    path = f"/v1/policies/default/versions/{version}"
    other = await careful(system)

    missing = await other.post(f"{path}/activate")
    await evaluated(system, 10)
    await other.post(f"{path}/backtest")
    activated = await other.post(f"{path}/activate")

    assert problem(missing) == (409, "policy_report_missing")
    assert activated.status_code == 200


async def test_a_report_that_many_evaluations_came_after_is_stale(system: System) -> None:
    version = await a_draft(system)
    path = f"/v1/policies/default/versions/{version}"
    await evaluated(system, 10)
    other = await careful(system)
    await other.post(f"{path}/backtest")
    await evaluated(system, 20, run="b")

    refused = await other.post(f"{path}/activate")

    assert problem(refused) == (409, "policy_report_stale")


async def test_an_unfair_version_does_not_go_live(system: System) -> None:
    await evaluated(system, *[90.0] * 30, declared={"sex": "f"}, run="f")
    await evaluated(system, *[10.0] * 30, declared={"sex": "m"}, run="m")
    version = await a_draft(system)
    path = f"/v1/policies/default/versions/{version}"
    other = await careful(system)
    await other.post(f"{path}/backtest")

    refused = await other.post(f"{path}/activate")

    assert problem(refused) == (409, "policy_unfair")


async def test_the_author_does_not_activate_where_a_second_person_is_wanted(system: System) -> None:
    second = await careful(system)
    version: int = (await second.put("/v1/policies/default", json=STRICTER)).json()["version"]

    refused = await second.post(f"/v1/policies/default/versions/{version}/activate")
    await system.client.put("/v1/policies/default", json=STRICTER | {"reminders": []})
    still = await second.post(f"/v1/policies/default/versions/{version + 1}/activate")

    assert [problem(each) for each in (refused, still)] == [(409, "second_person_needed")] * 2


async def test_a_version_without_report_or_that_does_not_exist_is_told_apart(system: System) -> None:
    unread = await system.client.get("/v1/policies/default/versions/1/report")
    unknown = await system.client.post("/v1/policies/default/versions/9/backtest")
    too_many = await system.client.post("/v1/policies/default/versions/1/backtest", json={"evaluations": 10_001})

    assert problem(unread) == (404, "policy_report_unknown")
    assert problem(unknown) == (404, "policy_unknown")
    assert too_many.status_code == 422
