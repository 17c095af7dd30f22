"""What is done with a review besides deciding it: give it away, ask about it, put it off, let it go."""

from typing import Annotated

from fastapi import APIRouter, Depends

from api.bodies import BodyOf
from api.declared import asking
from api.dependencies import Caller, Services, actor_of
from api.reviews import ReviewInPath, case_resource
from api.schemas.case_work import AnswerBody, AssignmentBody, QuestionBody, QuestionResource, SnoozeBody
from api.schemas.requests import NothingBody
from api.schemas.reviews import ReviewCaseResource
from kindregards.domain.case_work import (
    ColleagueUnknownError,
    GroupUnknownError,
    QuestionAnsweredError,
    QuestionInvalidError,
    QuestionNotFoundError,
    SnoozeImpossibleError,
)
from kindregards.domain.reviewing import AlreadyDecidedError, ReviewNotFoundError, StaleVersionError

router = APIRouter(prefix="/v1/reviews", tags=["reviews"])
_OVER = (ReviewNotFoundError, AlreadyDecidedError, StaleVersionError)


@router.post("/{review_id}/reassign", responses=asking(*_OVER, ColleagueUnknownError, GroupUnknownError))
async def reassign(
    caller: Caller,
    services: Services,
    review: ReviewInPath,
    body: Annotated[AssignmentBody, Depends(BodyOf(AssignmentBody))],
) -> ReviewCaseResource:
    """Give a case to somebody, to a group, or to nobody in particular; the version stays."""
    await services.case_work.assign(
        caller.company_id, review, body.value(), actor=actor_of(caller), now=services.clock()
    )
    return await case_resource(services, caller, await services.reviews.case(caller.company_id, review))


@router.post("/{review_id}/ask", status_code=201, responses=asking(*_OVER, ColleagueUnknownError, QuestionInvalidError))
async def ask(
    caller: Caller,
    services: Services,
    review: ReviewInPath,
    body: Annotated[QuestionBody, Depends(BodyOf(QuestionBody))],
) -> QuestionResource:
    """Ask a colleague about a case; who is asked hears of it by mail."""
    question = await services.case_work.ask(
        caller.company_id, review, body.question, of=body.of, actor=actor_of(caller), now=services.clock()
    )
    return QuestionResource.of(question)


@router.post(
    "/{review_id}/answer",
    responses=asking(ReviewNotFoundError, QuestionNotFoundError, QuestionAnsweredError, QuestionInvalidError),
)
async def answer(
    caller: Caller,
    services: Services,
    review: ReviewInPath,
    body: Annotated[AnswerBody, Depends(BodyOf(AnswerBody))],
) -> ReviewCaseResource:
    """Answer a question, once."""
    await services.case_work.answer(
        caller.company_id, review, body.question_id, body.answer, actor=actor_of(caller), now=services.clock()
    )
    return await case_resource(services, caller, await services.reviews.case(caller.company_id, review))


@router.post("/{review_id}/snooze", responses=asking(*_OVER, SnoozeImpossibleError))
async def snooze(
    caller: Caller,
    services: Services,
    review: ReviewInPath,
    body: Annotated[SnoozeBody, Depends(BodyOf(SnoozeBody))],
) -> ReviewCaseResource:
    """Put a case off until a moment, at the latest until it is due, or show it again now."""
    await services.case_work.snooze(caller.company_id, review, body.until, actor=actor_of(caller), now=services.clock())
    return await case_resource(services, caller, await services.reviews.case(caller.company_id, review))


@router.post("/{review_id}/release", responses=asking(ReviewNotFoundError))
async def release(
    caller: Caller,
    services: Services,
    review: ReviewInPath,
    _body: Annotated[NothingBody, Depends(BodyOf(NothingBody, may_be_empty=True))],
) -> ReviewCaseResource:
    """Give a claim of yours up, so that a colleague sees the case free; again changes nothing."""
    await services.reviews.release(caller.company_id, review, user_id=actor_of(caller))
    return await case_resource(services, caller, await services.reviews.case(caller.company_id, review))
