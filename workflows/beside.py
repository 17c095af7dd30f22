"""What is taken up whatever the journey waits for: leaving, another person, a correction."""

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError, FailureError

with workflow.unsafe.imports_passed_through():
    from activities.appealing import Appealing
    from activities.correcting import Correcting
    from activities.ending import Ending
    from kindregards.domain.journey import ApplicationRef, CommandKind, RequestRef, Step, Verdict
    from workflows.options import PERSON_ERASED, RECORD

ASKED_BESIDE = (
    CommandKind.WITHDRAWN,
    CommandKind.OFFER_DECLINED,
    CommandKind.AI_INTERVIEW_DECLINED,
    CommandKind.APPEALED,
    CommandKind.CORRECTED,
    CommandKind.ERASED,
)
"""May come in at any step."""


def is_erased(error: FailureError) -> bool:
    """Say whether a step failed because the person behind the application was erased meanwhile."""
    # A local activity's failure comes without the wrapper of others.
    cause = error.cause if isinstance(error, ActivityError) else error
    return isinstance(cause, ApplicationError) and cause.type == PERSON_ERASED


async def forget(request: RequestRef) -> Verdict:
    """Close an application without reading anything about its person."""
    ref = ApplicationRef(company_id=request.company_id, application_id=request.application_id)
    await workflow.execute_activity_method(Ending.forget, ref, **RECORD)
    return Verdict(step=Step.CLOSED)


async def take_up(request: RequestRef) -> Verdict:
    """Carry out what was asked beside the step, and return what follows."""
    match request.kind:
        case CommandKind.APPEALED:
            return await workflow.execute_activity_method(Appealing.take_up, request, **RECORD)
        case CommandKind.CORRECTED:
            return await workflow.execute_activity_method(Correcting.correct, request, **RECORD)
        case CommandKind.ERASED:
            return await forget(request)
        case _:
            return await workflow.execute_activity_method(Ending.end, request, **RECORD)
