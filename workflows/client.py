"""Starting journeys and handing them commands; the only place that talks to Temporal as a client."""

from temporalio.client import Client
from temporalio.common import (
    SearchAttributeKey,
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import WorkflowAlreadyStartedError

from kindregards.domain.journey import Command, Journey
from kindregards.domain.visibility import COMPANY
from workflows.candidate import CandidateJourney

_COMPANY = SearchAttributeKey.for_keyword(COMPANY)


class TemporalJourneys:
    """Delivers commands by signal-with-start, so that the first one to arrive starts the journey."""

    def __init__(self, client: Client, *, task_queue: str) -> None:
        """Take a client, connected or lazy, and the queue that the workers poll."""
        self._client = client
        self._task_queue = task_queue

    async def deliver(self, journey: Journey, command: Command) -> bool:
        """Hand over a command; False when the journey has finished already."""
        try:
            await self._client.start_workflow(
                CandidateJourney.run,
                journey,
                id=workflow_id(journey.application_id),
                task_queue=self._task_queue,
                start_signal="receive",
                start_signal_args=[command],
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                search_attributes=_attributes(journey),
            )
        except WorkflowAlreadyStartedError:
            return False
        return True


def workflow_id(application_id: str) -> str:
    """Return the id of an application's workflow."""
    return f"application/{application_id}"


def _attributes(journey: Journey) -> TypedSearchAttributes:
    return TypedSearchAttributes([SearchAttributePair(_COMPANY, journey.company_id)])
