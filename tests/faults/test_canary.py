"""No name, address, number or sentence of a letter is found in a history, memo, attribute, log line or metric."""

import asyncio
from collections.abc import Iterator, Sequence

import httpx
import pytest
from temporalio.client import Client

from tests.faults.integrator import Integrator, an_integrator
from tests.faults.patience import until
from tests.faults.trial import Trial, a_trial
from workflows.client import workflow_id

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

NAME = "Canarina Yellowfeather"
TOKEN = "canary-metrics-token"
PLANTED = "planted-canary"


@pytest.fixture
def watched() -> Iterator[Trial]:
    with a_trial({"KINDREGARDS_METRICS_TOKEN": TOKEN, "KINDREGARDS_LOG_LEVEL": "debug"}) as trial:
        yield trial


def test_nothing_of_a_person_is_in_histories_logs_or_metrics_and_what_is_planted_is_found(watched: Trial) -> None:
    with an_integrator(watched, "canary") as integrator:
        integrator.send(3, name=NAME, locale="en")
        integrator.send(2, score=65, name=NAME)
        integrator.send(1, name=NAME, email="not-to-be-found@canary.example", channels=["email"])
        assert until(lambda: integrator.told() == 4, 60)

        secrets = _secrets(integrator)
        ids = [workflow_id(each) for each in integrator.taken_in]
        histories = asyncio.run(_exported(watched, ids))
        planted = asyncio.run(_exported(watched, [PLANTED], plant=secrets[0]))

    assert len(secrets) > 10
    assert _found(secrets, histories) == []
    assert _found(secrets, watched.log_text().encode()) == []
    assert _found(secrets, _metrics(watched)) == []
    assert _found(secrets, planted) == [secrets[0]]


def _secrets(integrator: Integrator) -> list[str]:
    """Return what must not be found: names, addresses, numbers, and each line of every letter."""
    letters = integrator.trial.fake.ledger.requests(accepted=True)
    lines = {line.strip() for letter in letters for line in letter.text.splitlines() if len(line.strip()) > 20}
    addresses = [each for pair in integrator.addresses.values() for each in pair]
    return [NAME, "not-to-be-found", *addresses, *sorted(lines)]


async def _exported(trial: Trial, ids: Sequence[str], *, plant: str | None = None) -> bytes:
    """Return histories, memos and search attributes as the engine keeps them, payloads in plain bytes."""
    client = await Client.connect(trial.facts()["temporal"]["address"])
    exported = []
    for each in ids:
        if plant is not None:
            await client.start_workflow("nobody-runs-this", plant, id=each, task_queue="nobody")
        handle = client.get_workflow_handle(each)
        exported.append((await handle.describe()).raw_description.SerializeToString())
        exported += [event.SerializeToString() async for event in handle.fetch_history_events()]
    return b"\n".join(exported)


def _metrics(trial: Trial) -> bytes:
    authorization = {"Authorization": f"Bearer {TOKEN}"}
    answer = httpx.get(f"{trial.system.url}/metrics", headers=authorization, trust_env=False)
    return answer.raise_for_status().content


def _found(secrets: Sequence[str], where: bytes) -> list[str]:
    """Return the secrets that are there, in plain UTF-8 or as JSON may escape them."""
    escaped = {each: each.encode("ascii", "backslashreplace") for each in secrets}
    return [each for each in secrets if each.encode() in where or escaped[each] in where]
