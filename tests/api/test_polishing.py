"""A draft in a model's words: a suggestion with its difference; whatever fails, the draft stays."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from kindregards.domain.polishing import PolishingUnavailableError, PolishTask
from kindregards.polishing import Polishing
from kindregards.store.polish_budget import StoredPolishBudget
from tests.api.steps import problem, reviewed
from tests.api.system import Json, System, client_of
from tests.letters.scripted_model import saying, scripted_model

pytestmark = pytest.mark.anyio


@dataclass(frozen=True, slots=True)
class Echo:
    """A model at the port: says what it was given, with a word exchanged, or nothing at all."""

    exchange: Sequence[tuple[str, str]] = ()
    is_silent: bool = False

    async def polish(self, task: PolishTask) -> tuple[str, ...]:
        """Return the paragraphs."""
        if self.is_silent:
            raise PolishingUnavailableError("The language model did not answer. The letter stays as it is.")
        said = list(task.paragraphs)
        for old, new in self.exchange:
            said = [text.replace(old, new) for text in said]
        return tuple(said)


async def polish(system: System, case: Json, model: object, *, most: int = 9, **body: object) -> tuple[int, Json]:
    service = Polishing(
        drafts=system.stores.reviews,
        budget=StoredPolishBudget(system.stores.database),
        model=model,  # type: ignore[arg-type] # a model at the port
        most_a_day=most,
    )
    headers = {"Authorization": system.client.headers["authorization"]}
    async with client_of(system.app_with(polishing=service), headers) as client:
        answer = await client.post(f"/v1/reviews/{case['id']}/polish", json={"version": case["version"]} | body)
    return answer.status_code, answer.json()


async def test_a_suggestion_shows_its_difference_and_can_be_decided_with(system_on_both: System) -> None:
    case = await reviewed(system_on_both)
    status, suggestion = await polish(system_on_both, case, Echo([("谢谢您", "感谢您"), ("直接回复", "回复")]))
    after = (await system_on_both.client.get(f"/v1/reviews/{case['id']}")).json()

    decision = {"outcome": "reject", "reason": case["reason"], "version": case["version"]}
    decided = await system_on_both.client.post(
        f"/v1/reviews/{case['id']}/decision", json=decision | {"letter": {"body": suggestion["body"]}}
    )

    assert status == 200
    assert suggestion["changes"]
    assert all(change["before"] != change["after"] for change in suggestion["changes"])
    assert after["letter"]["hash"] == case["letter"]["hash"]
    assert decided.status_code == 200


async def test_a_model_over_the_wire_is_used_like_any_other(system: System) -> None:
    case = await reviewed(system)
    async with scripted_model(saying(["nothing", "to do with it"])) as model:
        status, answer = await polish(system, case, model.polisher)

    assert (status, answer["code"], answer["details"]["fault"]) == (409, "polishing_refused", "paragraphs")


async def test_without_a_model_it_is_said_to_be_off(system: System) -> None:
    case = await reviewed(system)

    answer = await system.client.post(f"/v1/reviews/{case['id']}/polish", json={"version": case["version"]})

    assert problem(answer) == (409, "polishing_off")


async def test_what_goes_wrong_has_a_code_and_changes_nothing(system: System) -> None:
    case = await reviewed(system)

    silent = await polish(system, case, Echo(is_silent=True))
    claiming = await polish(system, case, Echo([("谢谢您", "您非常出色，谢谢您")]))
    outdated = await polish(system, case, Echo(), version=case["version"] + 1)
    spent = await polish(system, case, Echo(), most=2)
    after = (await system.client.get(f"/v1/reviews/{case['id']}")).json()

    answers = [(status, answer["code"]) for status, answer in (silent, claiming, outdated, spent)]
    assert answers == [
        (503, "polishing_unavailable"),
        (409, "polishing_refused"),
        (409, "stale_version"),
        (409, "polishing_budget_used"),
    ]
    assert after["letter"] == case["letter"]
