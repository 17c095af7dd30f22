"""What candidates and staff ask of an application that is under way."""

# ruff: noqa: FAST003 -- the dependency behind the path takes the parameter

from typing import Annotated

from fastapi import APIRouter, Depends

from api.bodies import BodyOf
from api.declared import asking
from api.dependencies import ApplicationInPath, Caller, Services, actor_of
from api.schemas.applications import ApplicationResource
from api.schemas.requests import AppealBody, CallBody, FarewellBody, NothingBody, ReleaseBody, UndoBody
from kindregards.domain.appeals import AppealNotPossibleError, AppealTooLateError, NewAppeal
from kindregards.domain.calls import NoCallError, SettledCall
from kindregards.domain.decisions import LetterAlreadySentError, NothingToCorrectError
from kindregards.domain.intake import (
    ApplicationFinishedError,
    ApplicationNotFoundError,
    CandidateRequest,
    NotAnOfferError,
    NotHeldError,
    NothingToUndoError,
    PolicyUnknownError,
    ReasonUnknownError,
    ResultExistsError,
)
from kindregards.domain.journey import CommandKind

router = APIRouter(prefix="/v1/applications", tags=["applications"])

Farewell = Annotated[FarewellBody, Depends(BodyOf(FarewellBody, may_be_empty=True))]


@router.post(
    "/{application_id}/withdraw",
    status_code=202,
    responses=asking(ApplicationNotFoundError, ApplicationFinishedError, ReasonUnknownError),
)
async def withdraw(
    caller: Caller, services: Services, application: ApplicationInPath, body: Farewell
) -> ApplicationResource:
    """Let a candidate withdraw; again is harmless."""
    request = CandidateRequest(
        kind=CommandKind.WITHDRAWN, source=actor_of(caller), reason=body.reason, comment=body.comment
    )
    return ApplicationResource.of(await services.requests.add(application, request, now=services.clock()))


@router.post(
    "/{application_id}/decline-ai-interview",
    status_code=202,
    responses=asking(ApplicationNotFoundError, ApplicationFinishedError, ResultExistsError),
)
async def decline_ai_interview(
    caller: Caller,
    services: Services,
    application: ApplicationInPath,
    _body: Annotated[NothingBody, Depends(BodyOf(NothingBody, may_be_empty=True))],
) -> ApplicationResource:
    """Let a candidate refuse the AI interview, before its result is there; a person takes over."""
    request = CandidateRequest(kind=CommandKind.AI_INTERVIEW_DECLINED, source=actor_of(caller))
    return ApplicationResource.of(await services.requests.add(application, request, now=services.clock()))


@router.post(
    "/{application_id}/offer-declined",
    status_code=202,
    responses=asking(ApplicationNotFoundError, ApplicationFinishedError, NotAnOfferError, ReasonUnknownError),
)
async def decline_offer(
    caller: Caller, services: Services, application: ApplicationInPath, body: Farewell
) -> ApplicationResource:
    """Let a candidate decline the offer; again is harmless."""
    request = CandidateRequest(
        kind=CommandKind.OFFER_DECLINED, source=actor_of(caller), reason=body.reason, comment=body.comment
    )
    return ApplicationResource.of(await services.requests.add(application, request, now=services.clock()))


@router.post(
    "/{application_id}/appeal",
    status_code=202,
    responses=asking(ApplicationNotFoundError, AppealNotPossibleError, AppealTooLateError),
)
async def appeal(
    caller: Caller,
    services: Services,
    application: ApplicationInPath,
    body: Annotated[AppealBody, Depends(BodyOf(AppealBody, may_be_empty=True))],
) -> ApplicationResource:
    """Ask that another person looks at a rejection that was told; again is harmless."""
    wish = NewAppeal(source=actor_of(caller), words=body.comment)
    return ApplicationResource.of(await services.after_telling.appeals.add(application, wish, now=services.clock()))


@router.post(
    "/{application_id}/repin",
    responses=asking(ApplicationNotFoundError, ApplicationFinishedError, ResultExistsError, PolicyUnknownError),
)
async def repin(
    caller: Caller,
    services: Services,
    application: ApplicationInPath,
    _body: Annotated[NothingBody, Depends(BodyOf(NothingBody, may_be_empty=True))],
) -> ApplicationResource:
    """Put an application that waits for its interview under the active version of its policy."""
    pinned = await services.repinning.repin(application, actor=actor_of(caller), now=services.clock())
    return ApplicationResource.of(pinned)


@router.post(
    "/{application_id}/undo",
    status_code=202,
    responses=asking(ApplicationNotFoundError, LetterAlreadySentError, NothingToUndoError),
)
async def undo(
    caller: Caller,
    services: Services,
    application: ApplicationInPath,
    body: Annotated[UndoBody, Depends(BodyOf(UndoBody))],
) -> ApplicationResource:
    """Take the standing decision back, an automatic one too, until its letter begins to leave."""
    view = await services.requests.undo(application, actor=actor_of(caller), reason=body.reason, now=services.clock())
    return ApplicationResource.of(view)


@router.post(
    "/{application_id}/correct",
    status_code=202,
    responses=asking(ApplicationNotFoundError, ApplicationFinishedError, NothingToCorrectError),
)
async def correct(
    caller: Caller,
    services: Services,
    application: ApplicationInPath,
    body: Annotated[UndoBody, Depends(BodyOf(UndoBody))],
) -> ApplicationResource:
    """Take a told rejection back: a letter corrects it and a person decides anew; again changes nothing."""
    view = await services.after_telling.corrections.correct(
        application, actor=actor_of(caller), reason=body.reason, now=services.clock()
    )
    return ApplicationResource.of(view)


@router.post("/{application_id}/call", status_code=202, responses=asking(ApplicationNotFoundError, NoCallError))
async def settle_call(
    caller: Caller,
    services: Services,
    application: ApplicationInPath,
    body: Annotated[CallBody, Depends(BodyOf(CallBody))],
) -> ApplicationResource:
    """Say what came of the call to somebody turned down at the offer stage; then the letter leaves."""
    settled = SettledCall(result=body.result, actor=actor_of(caller), note=body.note)
    return ApplicationResource.of(await services.after_telling.calls.settle(application, settled, now=services.clock()))


@router.post("/{application_id}/release", status_code=202, responses=asking(ApplicationNotFoundError, NotHeldError))
async def release(
    caller: Caller,
    services: Services,
    application: ApplicationInPath,
    body: Annotated[ReleaseBody, Depends(BodyOf(ReleaseBody))],
) -> ApplicationResource:
    """Let a held application go on: try again, ask a reviewer, or say whether the doubtful letter was sent."""
    view = await services.requests.release(application, body.instruction, actor=actor_of(caller), now=services.clock())
    return ApplicationResource.of(view)
