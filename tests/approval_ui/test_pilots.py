"""Which policy is whose, and pilots beside what happened."""

import pytest

from kindregards.domain.pilots import Scope
from tests.approval_ui.browser import Browser
from tests.approval_ui.office import Office

pytestmark = pytest.mark.anyio


async def test_a_lead_gives_a_job_its_policy_and_takes_a_department_s_away(lead: Browser, office: Office) -> None:
    page = await lead.get("/policies")
    token = page.text.partition('name="form_token" value="')[2].partition('"')[0]

    given = {"form_token": token, "scope": "job", "subject": " job-9 ", "policy": "default"}
    answer = await lead.post("/policy-assignments", given)
    await lead.post("/policy-assignments", {"form_token": token, "scope": "department", "subject": "运营"})
    refused = await lead.post("/policy-assignments", {"form_token": token, "scope": "team", "subject": "x"})

    assert answer.headers["location"] == "/policies?done=assigned"
    assert list(office.assignments.kept) == [(Scope.JOB, "job-9")]
    assert refused.status_code == 422
    assert "For which job or department?" in refused.text


async def test_a_lead_starts_a_pilot_and_ends_it(lead: Browser, office: Office) -> None:
    version = "/policies/default/versions/3"

    started = await lead.send(version, f"{version}/pilot", scope="department", subject="Finance")
    await lead.send("/pilots/pilot-2", "/pilots/pilot-2/end")

    assert started.headers["location"] == "/pilots/pilot-2"
    assert office.pilots.kept["pilot-2"].ended_at is not None
    assert "End the pilot" not in (await lead.get("/pilots/pilot-2")).text


async def test_a_pilot_is_compared_with_what_really_happened(reviewer: Browser, colleague: Browser) -> None:
    english, chinese = (await reviewer.get("/pilots/pilot-1")).text, (await colleague.get("/pilots/pilot-1")).text

    assert "36 of 40 go the way they went" in english
    assert "4 × to a person before, turned down under this version" in english
    assert "2 more wait for their decision" in english
    assert "End the pilot" not in english
    assert "只在纸面上决定" in chinese
    assert (await reviewer.get("/pilots/nobody")).status_code == 404
