"""The whole machine goes down, or is asked to stop, or has a second worker: nobody is lost or told twice."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kindregards.process import READY_FILE_VARIABLE
from tests.faults.account import settled_account
from tests.faults.finding import Finding
from tests.faults.integrator import an_integrator
from tests.faults.patience import until
from tests.faults.settling import settle
from tests.faults.trial import Trial, a_trial

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]
PATIENCE_SECONDS = 40


@pytest.fixture
def own_trial() -> Iterator[Trial]:
    with a_trial() as trial:
        trial.patience_seconds = PATIENCE_SECONDS
        yield trial


def test_everything_killed_at_once_goes_on_at_the_next_start(own_trial: Trial) -> None:
    with an_integrator(own_trial, "power-cut") as integrator:
        integrator.send(20)
        own_trial.kill("temporal", "worker", "web", "supervisor")
        own_trial.start()
        settlement = settle(integrator, PATIENCE_SECONDS)

    assert Finding(account=settlement.account).broken() == []


def test_a_system_asked_to_stop_drains_exits_0_and_goes_on_later(own_trial: Trial) -> None:
    with an_integrator(own_trial, "sigterm") as integrator:
        integrator.send(20)
        own_trial.system.process.send_signal(signal.SIGTERM)
        code = own_trial.system.process.wait(60)
        in_flight = own_trial.attempts_in_flight()
        own_trial.start()
        account = settled_account(integrator, PATIENCE_SECONDS)

    assert code == 0
    assert in_flight == set()
    assert Finding(account=account).broken() == []
    assert account.held == 0


def test_two_workers_on_one_queue_tell_everybody_once(trial: Trial, tmp_path: Path) -> None:
    with _second_worker(trial, tmp_path / "ready"), an_integrator(trial, "two") as integrator:
        integrator.send(30)
        account = settled_account(integrator, PATIENCE_SECONDS)

    assert Finding(account=account).broken() == []
    assert account.sent == 30


@contextmanager
def _second_worker(trial: Trial, ready: Path) -> Iterator[None]:
    """Run another worker beside the supervised one, once it is ready; it must end well."""
    address = trial.facts()["temporal"]["address"]
    own = {
        "KINDREGARDS_DATA_DIR": str(trial.data_dir),
        "KINDREGARDS_TEMPORAL_ADDRESS": address,
        READY_FILE_VARIABLE: str(ready),
    }
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KINDREGARDS_")}
    command = (sys.executable, "-m", "kindregards", "worker")
    quiet = subprocess.DEVNULL
    environment = {**inherited, **trial.environment, **own}
    process = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet)  # noqa: S603 -- our own command
    try:
        assert until(ready.exists, 60)
        yield
    finally:
        process.terminate()
        assert process.wait(60) == 0
