"""What a company assessed before a policy judged people stays with the version, whatever is forgotten."""

from datetime import timedelta

import pytest

from tests.api.steps import problem
from tests.api.system import System
from tests.builders import NOW

pytestmark = pytest.mark.anyio

PATH = "/v1/policies/default/versions/1/impact-assessments"
ASSESSED = {
    "title": "个人信息保护影响评估",
    "text": "目的、必要性、对个人权益的影响及保护措施……",
    "made_on": "2026-03-01",
}


async def test_an_assessment_is_kept_once_with_its_version_and_outlives_retention(system_on_both: System) -> None:
    system = system_on_both
    kept, again = [await system.client.post(PATH, json=ASSESSED) for _ in range(2)]
    await system.stores.retention.run(now=NOW + timedelta(days=1096))

    [found] = (await system.client.get(PATH)).json()["data"]
    other = (await system.client.get(PATH.replace("/1/", "/2/"))).json()["data"]

    assert (kept.status_code, again.json()["id"]) == (201, kept.json()["id"])
    assert {name: found[name] for name in ASSESSED} == ASSESSED
    assert found["added_at"][:10] < found["kept_until"]
    assert (NOW + timedelta(days=1096)).date().isoformat() == found["kept_until"]
    assert other == []


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"made_on": "2027-01-01"}, 422, "impact_assessment_invalid"),
        ({"text": "  "}, 422, "impact_assessment_invalid"),
        ({"title": " "}, 422, "impact_assessment_invalid"),
        ({"text": "x" * 50_001}, 422, "request_invalid"),
        ({"made_on": "yesterday"}, 422, "request_invalid"),
    ],
)
async def test_what_is_no_assessment_is_refused(
    changes: dict[str, str], status: int, code: str, system: System
) -> None:
    assert problem(await system.client.post(PATH, json=ASSESSED | changes)) == (status, code)


async def test_a_version_that_does_not_exist_takes_none(system: System) -> None:
    answer = await system.client.post(PATH.replace("/1/", "/99/"), json=ASSESSED)

    assert problem(answer) == (404, "policy_unknown")
