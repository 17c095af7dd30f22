"""The crash run in short."""

import pytest

from tests.faults.command import Size
from tests.faults.crash_run import crash_run
from tests.faults.trial import Trial

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


def test_kills_of_worker_and_temporal_lose_nobody_and_tell_nobody_twice(trial: Trial) -> None:
    finding = crash_run(trial, Size(letters=8, seed=1), {"worker": 1, "temporal": 1})

    assert finding.broken() == []
