"""What is taken up whatever the journey waits for: leaving, another person, a correction."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.appealing import Appealing
    from activities.correcting import Correcting
    from activities.ending import Ending
    from kindregards.domain.journey import CommandKind, RequestRef, Verdict
    from workflows.options import RECORD

ASKED_BESIDE = (
    CommandKind.WITHDRAWN,
    CommandKind.OFFER_DECLINED,
    CommandKind.AI_INTERVIEW_DECLINED,
    CommandKind.APPEALED,
    CommandKind.CORRECTED,
)
"""May come in at any step."""


async def take_up(request: RequestRef) -> Verdict:
    """Carry out what was asked beside the step, and return what follows."""
    match request.kind:
        case CommandKind.APPEALED:
            return await workflow.execute_activity_method(Appealing.take_up, request, **RECORD)
        case CommandKind.CORRECTED:
            return await workflow.execute_activity_method(Correcting.correct, request, **RECORD)
        case _:
            return await workflow.execute_activity_method(Ending.end, request, **RECORD)
