"""Recorded histories replay on the workflow as it is now; on one whose order changed they must not."""

from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer
from temporalio.workflow import NondeterminismError

from tests.histories.invitation import FOLDER as INVITATIONS
from tests.histories.record import FOLDER, JOURNEYS
from tests.workflows.mutated import MutatedJourney
from workflows.candidate import CandidateJourney
from workflows.inviting import Invitation
from workflows.payloads import DATA_CONVERTER
from workflows.worker import RUNNER

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

HISTORIES = sorted(FOLDER.glob("*.json"))


def the_history(path: Path, kind: str = "application") -> WorkflowHistory:
    """Return a recorded history under its own workflow id; under another, a good one would fail."""
    return WorkflowHistory.from_json(f"{kind}/{path.name.split('.')[1]}", path.read_text())


def test_every_recorded_journey_has_its_history() -> None:
    assert {path.name.split(".")[0] for path in HISTORIES} == set(JOURNEYS)


@pytest.mark.parametrize("path", HISTORIES, ids=lambda path: path.name.split(".")[0])
async def test_a_recorded_journey_replays(path: Path) -> None:
    replayer = Replayer(workflows=[CandidateJourney], workflow_runner=RUNNER, data_converter=DATA_CONVERTER)

    result = await replayer.replay_workflow(the_history(path))

    assert result.replay_failure is None


@pytest.mark.parametrize("path", HISTORIES, ids=lambda path: path.name.split(".")[0])
async def test_a_workflow_that_does_one_thing_more_fails_the_same_gate(path: Path) -> None:
    replayer = Replayer(workflows=[MutatedJourney], workflow_runner=RUNNER, data_converter=DATA_CONVERTER)

    with pytest.raises(NondeterminismError):
        await replayer.replay_workflow(the_history(path))


@pytest.mark.parametrize("path", sorted(INVITATIONS.glob("*.json")), ids=lambda path: path.name.split(".")[0])
async def test_a_recorded_invitation_replays(path: Path) -> None:
    replayer = Replayer(workflows=[Invitation], workflow_runner=RUNNER, data_converter=DATA_CONVERTER)

    result = await replayer.replay_workflow(the_history(path, "invitation"))

    assert result.replay_failure is None
