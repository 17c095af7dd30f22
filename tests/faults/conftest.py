"""One system under trial for the short versions of all faults; each finds it well."""

from collections.abc import Iterator

import pytest

from tests.faults.trial import Trial, a_trial

SHORT_PATIENCE_SECONDS = 25


@pytest.fixture(scope="session")
def standing_trial() -> Iterator[Trial]:
    with a_trial() as trial:
        trial.patience_seconds = SHORT_PATIENCE_SECONDS
        yield trial


@pytest.fixture
def trial(standing_trial: Trial) -> Trial:
    standing_trial.fake.reset()
    return standing_trial
