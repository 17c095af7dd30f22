"""A whole system as a child process, for benchmarks and end-to-end tests."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from kindregards.fake_providers import FakeProviders

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
_READY_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningSystem:
    """A system that serves; `process` is its supervisor."""

    process: subprocess.Popen[str]
    data_dir: Path
    url: str
    ready_seconds: float

    def client(self) -> httpx.Client:
        """Return a client that presents the first API key."""
        return httpx.Client(base_url=self.url, headers={"Authorization": f"Bearer {API_KEY}"}, timeout=30)

    def put_policy(self, policy: Mapping[str, Any], name: str = "default") -> None:
        """Let a policy decide about applications that come in from now on."""
        with self.client() as client:
            draft = client.put(f"/v1/policies/{name}", json=policy)
            draft.raise_for_status()
            version = draft.json()["version"]
            client.post(f"/v1/policies/{name}/versions/{version}/activate").raise_for_status()


def provider_environment(fake: FakeProviders) -> dict[str, str]:
    """Return the settings that send e-mail and SMS to stand-ins by the real client libraries."""
    return {
        "KINDREGARDS_EMAIL_CHANNEL": "sendgrid",
        "KINDREGARDS_EMAIL_FROM": "Kind Regards <jobs@example.com>",
        "KINDREGARDS_SENDGRID_API_KEY": fake.credentials.sendgrid_api_key,
        "KINDREGARDS_SENDGRID_BASE_URL": fake.url,
        "KINDREGARDS_SENDGRID_WEBHOOK_PUBLIC_KEY": fake.credentials.sendgrid_public_key,
        "KINDREGARDS_SMS_CHANNEL": "twilio",
        "KINDREGARDS_TWILIO_ACCOUNT_SID": fake.credentials.twilio_account_sid,
        "KINDREGARDS_TWILIO_AUTH_TOKEN": fake.credentials.twilio_auth_token,
        "KINDREGARDS_TWILIO_FROM": "+15005550006",
        "KINDREGARDS_TWILIO_BASE_URL": fake.url,
    }


@contextlib.contextmanager
def running_system(
    data_dir: Path, environment: Mapping[str, str] | None = None, *, command: Sequence[str] | None = None
) -> Iterator[RunningSystem]:
    """Start a system on a free port, yield it once it is ready, and stop it by SIGTERM; raise if it ends otherwise."""
    started = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 -- our own command
        command or [sys.executable, "-m", "kindregards", "up"],
        env=_environment(data_dir, environment or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        url = _wait_until_ready(process, data_dir / "run.json")
        yield RunningSystem(process=process, data_dir=data_dir, url=url, ready_seconds=time.monotonic() - started)
    finally:
        _stop(process)


def _environment(data_dir: Path, given: Mapping[str, str]) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("KINDREGARDS_")}
    return own | {
        "KINDREGARDS_DATA_DIR": str(data_dir),
        "KINDREGARDS_PORT": "0",
        "KINDREGARDS_BOOTSTRAP_API_KEY": API_KEY,
        "KINDREGARDS_BOOTSTRAP_ADMIN": ":".join(ADMIN),
        **given,
    }


def _wait_until_ready(process: subprocess.Popen[str], run_file: Path) -> str:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            said = process.stdout.read() if process.stdout else ""
            raise RuntimeError(f"The system ended before it was ready:\n{said}")
        if run_file.exists():
            url = str(json.loads(run_file.read_text())["web"]["url"])
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"{url}/health/ready").is_success:
                    return url
        time.sleep(0.02)
    raise RuntimeError(f"The system was not ready after {_READY_SECONDS} s.")


def _stop(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    if process.stdout:
        process.stdout.close()
