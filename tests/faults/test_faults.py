"""Every fault in short; `make proof` runs them at full size."""

from importlib import import_module

import pytest

from kindregards.fake_providers.faults import Mode
from tests.faults.command import Size
from tests.faults.finding import Finding
from tests.faults.trial import Trial

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]
MACHINE_DEPENDS = "p99 within 500 ms"


def _run(number: str, name: str, trial: Trial, letters: int, *more: object) -> Finding:
    fault = getattr(import_module(f"tests.faults.{number}"), name)
    finding: Finding = fault(trial, Size(letters=letters, seed=1), *more)
    return finding


def test_a_worker_that_dies_with_the_providers_answer_in_its_hand_leads_to_no_second_letter() -> None:
    deaths = import_module("tests.faults.02")

    with deaths.a_mortal_trial() as trial:
        trial.patience_seconds = 30
        finding: Finding = deaths.died_at_each_point(trial, Size(letters=1, seed=1), ("after_send",))

    assert finding.broken() == []


def test_a_web_process_killed_during_import_and_approval_loses_nobody(trial: Trial) -> None:
    assert _run("03", "web_killed", trial, 6).broken() == []


def test_a_postgresql_stopped_at_once_loses_nobody() -> None:
    with import_module("tests.faults.05").a_trial_on_postgres() as (trial, fault):
        trial.patience_seconds = 30
        finding: Finding = fault(trial, Size(letters=6, seed=1))

    assert finding.broken() == []


def test_a_locked_database_delays_and_loses_nothing(trial: Trial) -> None:
    assert _run("06", "database_locked", trial, 4, 2.0).broken() == []


def test_a_full_disk_refuses_and_loses_nothing() -> None:
    disk = import_module("tests.faults.07")
    if not disk.MAY_MOUNT:
        pytest.skip("expected: only root may mount a small disk")

    with disk.a_trial_on_a_small_disk() as trial:
        trial.patience_seconds = 30
        finding: Finding = disk.disk_full(trial, Size(letters=6, seed=1), 2.0)

    assert finding.broken() == []


def test_a_provider_that_is_often_busy_gets_every_letter_once(trial: Trial) -> None:
    # What met a refusal leaves half a minute later.
    assert set(_run("08", "provider_busy", trial, 8).broken()) <= {"nothing is pending at the end"}


def test_letters_whose_acceptance_got_lost_are_never_sent_again(trial: Trial) -> None:
    assert _run("09", "answers_lost", trial, 12, (Mode.ACCEPT_THEN_RESET, Mode.HALF_BODY, Mode.GARBAGE)).broken() == []


def test_whom_one_channel_refuses_the_next_one_tells(trial: Trial) -> None:
    assert _run("10", "addresses_refused", trial, 4).broken() == []


def test_repeated_shuffled_and_early_reports_end_in_the_right_states(trial: Trial) -> None:
    assert _run("11", "reports_shuffled", trial, 12).broken() == []


def test_forged_and_junk_webhooks_change_nothing_and_break_nothing(trial: Trial) -> None:
    assert _run("12", "forged_and_junk", trial, 60).broken() == []


def test_a_burst_of_events_loses_none(trial: Trial) -> None:
    assert set(_run("13", "event_burst", trial, 10).broken()) <= {MACHINE_DEPENDS}
