"""Letters: what was or will be said, and where it is."""

# ruff: noqa: FAST003 -- the dependency behind the path takes the parameter

from typing import Annotated

from fastapi import APIRouter, Depends

from api.bodies import BodyOf
from api.declared import asking, reading
from api.dependencies import Caller, Services, actor_of, is_id
from api.schemas.applications import ApplicationResource
from api.schemas.letters import LetterResource, ResendBody, ResolutionBody
from api.schemas.requests import NothingBody
from kindregards.domain.decisions import LetterAlreadySentError
from kindregards.domain.intake import ApplicationFinishedError, NotHeldError, NothingToUndoError
from kindregards.domain.letters import LetterNotFoundError
from kindregards.domain.resending import ChannelUnreachableError, NotResendableError
from kindregards.http.refusals import RequestInvalidError

router = APIRouter(prefix="/v1/letters", tags=["letters"])


async def letter_of(caller: Caller, letter_id: str) -> str:
    """Return the id in the path where it may be one of ours."""
    del caller  # comes first: a stranger learns nothing about ids
    if not is_id(letter_id):
        raise LetterNotFoundError("There is no such letter. An application names its letter as `letter_id`.")
    return letter_id


LetterInPath = Annotated[str, Depends(letter_of)]


@router.get("/{letter_id}", responses=reading(LetterNotFoundError, RequestInvalidError))
async def read(caller: Caller, services: Services, letter: LetterInPath) -> LetterResource:
    """Return a letter with its findings, deliveries and attempts."""
    return LetterResource.of(await services.letters.shelf.letter(caller.company_id, letter))


@router.post("/{letter_id}/resolve", status_code=202, responses=asking(LetterNotFoundError, NotHeldError))
async def resolve(
    caller: Caller,
    services: Services,
    letter: LetterInPath,
    body: Annotated[ResolutionBody, Depends(BodyOf(ResolutionBody))],
) -> ApplicationResource:
    """Settle a doubt: say whether a letter whose fate is unknown was sent."""
    settled = await services.doubts.resolve(
        caller.company_id, letter, body.verdict, note=body.note, actor=actor_of(caller), now=services.clock()
    )
    return ApplicationResource.of(settled)


@router.post(
    "/{letter_id}/resend",
    status_code=202,
    responses=asking(LetterNotFoundError, NotResendableError, ChannelUnreachableError, ApplicationFinishedError),
)
async def resend(
    caller: Caller,
    services: Services,
    letter: LetterInPath,
    body: Annotated[ResendBody, Depends(BodyOf(ResendBody))],
) -> LetterResource:
    """Send a letter again on a channel of your choice, as a letter of its own; the answer is that copy."""
    copy_id = await services.letters.resending.resend(
        caller.company_id, letter, body.channel, actor=actor_of(caller), now=services.clock()
    )
    return LetterResource.of(await services.letters.shelf.letter(caller.company_id, copy_id))


@router.post(
    "/{letter_id}/cancel",
    status_code=202,
    responses=asking(LetterNotFoundError, LetterAlreadySentError, NothingToUndoError),
)
async def cancel(
    caller: Caller,
    services: Services,
    letter: LetterInPath,
    _body: Annotated[NothingBody, Depends(BodyOf(NothingBody, may_be_empty=True))],
) -> ApplicationResource:
    """Keep an outcome letter from leaving: its decision is undone, and a person decides."""
    cancelled = await services.letters.cancelling.cancel(
        caller.company_id, letter, actor=actor_of(caller), now=services.clock()
    )
    return ApplicationResource.of(cancelled)
