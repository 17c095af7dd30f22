"""A whole system as a child process, for benchmarks and end-to-end tests."""

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import httpx

from kindregards.fake_providers.credentials import Credentials
from kindregards.fake_providers.environment import sendgrid_environment, twilio_environment
from kindregards.supervision.whole_system import WholeSystem, whole_system

API_KEY = "kr_live_benchmark01_" + "k" * 43
ADMIN = ("admin@example.com", "correct horse battery staple")
AT_ONCE_POLICY = {
    "rules": [
        {"when": {"score_below": 60}, "then": "reject", "reason": "interview_performance"},
        {"when": {"score_at_least": 75}, "then": "advance"},
        {"then": "review", "reason": "interview_performance"},
    ],
    "telling": {
        "cooling_off": "PT0S",
        "window": {"from": "00:00", "to": "24:00", "days": "all"},
        "person_gap": "PT0S",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningSystem(WholeSystem):
    """A system that serves, and the first API key to it."""

    def client(self) -> httpx.Client:
        """Return a client that presents the first API key."""
        return httpx.Client(base_url=self.url, headers={"Authorization": f"Bearer {API_KEY}"}, timeout=30)

    def parts(self) -> dict[str, int]:
        """Return the process ids of the parts that do a candidate's work."""
        run = self._run()
        return {part: run[part]["pid"] for part in ("temporal", "worker", "web")}

    def temporal_address(self) -> str:
        """Return where the engine listens."""
        return str(self._run()["temporal"]["address"])

    def put_policy(self, policy: Mapping[str, Any], name: str = "default") -> None:
        """Let a policy decide about applications that come in from now on."""
        with self.client() as client:
            draft = client.put(f"/v1/policies/{name}", json=policy)
            draft.raise_for_status()
            version = draft.json()["version"]
            client.post(f"/v1/policies/{name}/versions/{version}/activate").raise_for_status()

    def _run(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.data_dir / "run.json").read_text(encoding="utf-8"))
        return found


class Providers(Protocol):
    """Stand-ins for providers, in this process or another."""

    @property
    def url(self) -> str:
        """Return the base URL of SendGrid and Twilio."""

    @property
    def credentials(self) -> Credentials:
        """Return what clients must present."""


def provider_environment(fake: Providers) -> dict[str, str]:
    """Return the settings that send e-mail and SMS to stand-ins by the real client libraries."""
    return sendgrid_environment(fake.credentials, fake.url) | twilio_environment(fake.credentials, fake.url)


@contextlib.contextmanager
def running_system(
    data_dir: Path, environment: Mapping[str, str] | None = None, *, command: Sequence[str] | None = None
) -> Iterator[RunningSystem]:
    """Start a system on a free port, yield it once it is ready, and stop it by SIGTERM."""
    first = {"KINDREGARDS_BOOTSTRAP_API_KEY": API_KEY, "KINDREGARDS_BOOTSTRAP_ADMIN": ":".join(ADMIN)}
    with whole_system(data_dir, {**first, **(environment or {})}, command=command) as whole:
        yield RunningSystem(
            process=whole.process, data_dir=whole.data_dir, url=whole.url, ready_seconds=whole.ready_seconds
        )
