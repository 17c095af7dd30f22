"""What is done with a case besides deciding it, for programs."""

from datetime import timedelta

import pytest

from kindregards.domain.accounts import Role
from kindregards.domain.ports.accounts import NewUser
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.api.steps import problem, reviewed
from tests.api.system import System
from tests.builders import NOW

pytestmark = pytest.mark.anyio


async def hired(system: System) -> str:
    """Add a reviewer and return their id."""
    new = NewUser(email="ben@example.com", name="Ben", password="correct horse battery", role=Role.REVIEWER)
    return (await system.stores.accounts.create(DEFAULT_COMPANY_ID, new, now=NOW)).id


async def test_a_case_is_given_away_asked_about_and_put_off(system: System) -> None:
    ben, case = await hired(system), await reviewed(system)
    path, post = f"/v1/reviews/{case['id']}", system.client.post
    back_at = (NOW + timedelta(hours=1)).isoformat()

    question = (await post(f"{path}/ask", json={"of": ben, "question": "为什么离职？"})).json()
    answered = await post(f"{path}/answer", json={"question_id": question["id"], "answer": "因为搬家。"})
    given = await post(f"{path}/reassign", json={"to": ben})
    later = await post(f"{path}/snooze", json={"until": back_at})
    released = await post(f"{path}/release")

    assert [each["answer"] for each in answered.json()["questions"]] == ["因为搬家。"]
    assert given.json()["assigned_to"] == ben
    assert later.json()["snoozed_until"] == "2026-03-04T11:00:00Z"
    assert released.json()["version"] == case["version"]
    listed = (await system.client.get("/v1/reviews", params={"assignee": ben, "snoozed": "true"})).json()
    assert [each["id"] for each in listed["data"]] == [case["id"]]


async def test_what_cannot_be_is_refused_with_what_to_change(system: System) -> None:
    ben, case = await hired(system), await reviewed(system)
    path, post = f"/v1/reviews/{case['id']}", system.client.post
    question = (await post(f"{path}/ask", json={"of": ben, "question": "?"})).json()
    await post(f"{path}/answer", json={"question_id": question["id"], "answer": "!"})

    refusals = [
        await post(f"{path}/reassign", json={"to": "nobody"}),
        await post(f"{path}/reassign", json={"group": "nobody"}),
        await post(f"{path}/ask", json={"of": "nobody", "question": "?"}),
        await post(f"{path}/ask", json={"of": ben, "question": " "}),
        await post(f"{path}/answer", json={"question_id": "missing", "answer": "!"}),
        await post(f"{path}/answer", json={"question_id": question["id"], "answer": "again"}),
        await post(f"{path}/snooze", json={"until": NOW.isoformat()}),
    ]

    assert [problem(each) for each in refusals] == [
        (422, "colleague_unknown"),
        (422, "group_unknown"),
        (422, "colleague_unknown"),
        (422, "question_invalid"),
        (404, "question_not_found"),
        (409, "question_answered"),
        (422, "snooze_impossible"),
    ]
