"""One running system with stand-ins for its providers, shared by the tests of this folder."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

from benchmarks.people import an_application
from benchmarks.running_system import (
    AT_ONCE_POLICY,
    RunningSystem,
    provider_environment,
    running_system,
)
from kindregards.fake_providers import FakeProviders
from kindregards.fake_providers.environment import wechat_environment
from kindregards.fake_providers.ledger import Handed

T = TypeVar("T")
PATIENCE_SECONDS = 20
SOON = {"reminders": [{"after": "PT2S", "channel": "sms"}], "appeal_window": "PT1H"}


@dataclass
class EndToEnd:
    """A system, its stand-ins, and an integrator's client."""

    system: RunningSystem
    fake: FakeProviders
    client: httpx.Client
    people: list[str] = field(default_factory=list)

    def submit(self, *, score: float | None, **candidate: Any) -> dict[str, Any]:  # noqa: ANN401 -- JSON
        """Send an application in and return the resource."""
        body = an_application(len(self.people), score=score or 0, run="e2e")
        body["candidate"].update(candidate)
        if score is None:
            del body["interview_result"]
        self.people.append(body["candidate"]["email"])
        answer = self.client.post("/v1/applications", json=body)
        assert answer.status_code == httpx.codes.CREATED, answer.text
        resource: dict[str, Any] = answer.json()
        return resource | {"email": body["candidate"]["email"]}

    def until(self, application_id: str, *states: str) -> dict[str, Any]:
        """Wait until an application is in one of these states and return it."""
        return eventually(lambda: self._in_state(application_id, states))

    def letter_to(self, address: str, number: int = 1) -> Handed:
        """Wait for the n-th message accepted for an address and return it."""

        def found() -> Handed | None:
            handed = self.fake.ledger.requests(address=address, accepted=True)
            return handed[number - 1] if len(handed) >= number else None

        return eventually(found)

    def _in_state(self, application_id: str, states: tuple[str, ...]) -> dict[str, Any] | None:
        resource: dict[str, Any] = self.client.get(f"/v1/applications/{application_id}").raise_for_status().json()
        return resource if resource["state"] in states else None


def all_environment(fake: FakeProviders) -> dict[str, str]:
    """Return the settings that put stand-ins in the place of every provider, for test keys too."""
    trials = {"KINDREGARDS_TEST_PROVIDERS_URL": fake.url}
    return provider_environment(fake) | wechat_environment(fake.credentials, fake.url) | trials


def eventually(ask: Callable[[], T | None]) -> T:
    """Return the first answer that is not None; fail when there is none for 20 s."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        answer = ask()
        if answer is not None:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"Nothing came within {PATIENCE_SECONDS} s.")


def link_in(text: str, page: str) -> str:
    """Return the path of the first link to a candidate's page (`l` or `s`) in a message."""
    found = re.search(rf"https?://[^/\s]+(/{page}/[\w-]+)", text)
    assert found, text
    return found.group(1)


@pytest.fixture(scope="session")
def end_to_end(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EndToEnd]:
    """Yield a running system whose policy tells at once and reminds after two seconds."""
    folder = tmp_path_factory.mktemp("system")
    with (
        FakeProviders() as fake,
        running_system(Path(folder) / "data", all_environment(fake)) as system,
        system.client() as client,
    ):
        system.put_policy(AT_ONCE_POLICY | SOON)
        yield EndToEnd(system=system, fake=fake, client=client)
