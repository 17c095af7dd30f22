"""The worker that runs journeys, and the sandbox in which their code stays deterministic."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from temporalio.client import Client
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from workflows.candidate import CandidateJourney
from workflows.heartbeats import Heartbeats
from workflows.inviting import Invitation
from workflows.piloting import PilotRound
from workflows.retaining import RetentionRound
from workflows.sweeping import DeliverySweep

WORKFLOWS = (CandidateJourney, DeliverySweep, Invitation, PilotRound, RetentionRound)
DRAIN = timedelta(seconds=30)

RUNNER = SandboxedWorkflowRunner(
    restrictions=SandboxRestrictions.default.with_passthrough_modules(
        "activities",
        "kindregards",
        "pydantic",
        "pydantic_core",
        "workflows.alarms",
        "workflows.inbox",
        "workflows.naming",
        "workflows.options",
        "workflows.payloads",
    )
)
"""One runner for worker, tests and replay. What passes through is guarded by the import rule and ruff's bans."""


def build_worker(
    client: Client,
    *,
    task_queue: str,
    activities: Sequence[Callable[..., Any]],  # Any: activities differ in all but being callable
    max_cached_workflows: int = 1000,
) -> Worker:
    """Return a worker that drains for up to 30 s when asked to stop."""
    return Worker(
        client,
        task_queue=task_queue,
        workflows=WORKFLOWS,
        activities=activities,
        workflow_runner=RUNNER,
        interceptors=[Heartbeats()],
        graceful_shutdown_timeout=DRAIN,
        # Otherwise the SDK hashes every loaded module at each start. We go by `patched`, not by build ids.
        build_id="kindregards",
        max_cached_workflows=max_cached_workflows,
        max_concurrent_activities=50,
    )
