"""Starting journeys and handing them commands; the only place that talks to Temporal as a client."""

from contextlib import suppress
from dataclasses import replace

from temporalio.client import Client
from temporalio.common import (
    SearchAttributeKey,
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import WorkflowAlreadyStartedError

from kindregards.domain.journey import Command, CommandKind, Journey, LetterRef
from kindregards.domain.visibility import COMPANY
from workflows.candidate import CandidateJourney
from workflows.inviting import Invitation

_COMPANY = SearchAttributeKey.for_keyword(COMPANY)


class TemporalJourneys:
    """Starts journeys, and delivers commands by signal-with-start, so that any one of them can start the journey."""

    def __init__(self, client: Client, *, task_queue: str) -> None:
        """Take a client, connected or lazy, and the queue that the workers poll."""
        self._client = client
        self._task_queue = task_queue

    async def deliver(self, journey: Journey, command: Command) -> bool:
        """Hand over a command; False when the journey has finished already."""
        if command.kind is CommandKind.INVITED:
            return await self._invite(journey, command)
        begins = command.kind is CommandKind.START
        try:
            await self._client.start_workflow(
                CandidateJourney.run,
                # The first command comes with the input, which spares the signal; it is always the earliest.
                replace(journey, inbox=(command,), last_sequence=command.sequence) if begins else journey,
                id=workflow_id(journey.application_id),
                task_queue=self._task_queue,
                start_signal=None if begins else "receive",
                start_signal_args=[] if begins else [command],
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                search_attributes=_attributes(journey),
            )
        except WorkflowAlreadyStartedError:
            return False
        return True

    async def _invite(self, journey: Journey, command: Command) -> bool:
        """Start an invitation's own workflow, once; the journey it follows may have ended long ago."""
        letter = LetterRef(
            company_id=journey.company_id,
            application_id=journey.application_id,
            letter_id=command.reference or "",
        )
        with suppress(WorkflowAlreadyStartedError):
            await self._client.start_workflow(
                Invitation.run,
                letter,
                id=f"invitation/{letter.letter_id}",
                task_queue=self._task_queue,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                search_attributes=_attributes(journey),
            )
        return True


def workflow_id(application_id: str) -> str:
    """Return the id of an application's workflow."""
    return f"application/{application_id}"


def _attributes(journey: Journey) -> TypedSearchAttributes:
    return TypedSearchAttributes([SearchAttributePair(_COMPANY, journey.company_id)])
