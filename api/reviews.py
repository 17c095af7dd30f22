"""Reviews: the queue of doubtful cases, for programs."""

# ruff: noqa: FAST003 -- the dependency behind the path takes the parameter

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.bodies import BodyOf
from api.cursors import After, Limit, cursor_for
from api.declared import asking, reading
from api.dependencies import Caller, Services, actor_of, is_id
from api.schemas.applications import ApplicationResource
from api.schemas.requests import NothingBody, UndoBody
from api.schemas.resources import Page
from api.schemas.reviews import DecisionBody, RecompositionBody, ReviewCaseResource, ReviewResource
from api.schemas.texts import Name
from api.schemas.times import Instant
from api.services import ApiServices
from kindregards.domain.accounts import ApiCaller
from kindregards.domain.appeals import OtherReviewerNeededError
from kindregards.domain.decisions import LetterAlreadySentError
from kindregards.domain.errors import ConflictError
from kindregards.domain.intake import NothingToUndoError, ReasonUnknownError
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.reviewing import (
    AlreadyDecidedError,
    EvidenceRequiredError,
    LetterBlockedError,
    LetterChangedError,
    LetterMissingError,
    ReasonRequiredError,
    ReviewCase,
    ReviewNotFoundError,
    ReviewQuery,
    StaleVersionError,
)
from kindregards.domain.reviews import ReviewState
from kindregards.domain.rule_authors import RulesAuthorDecidesError
from kindregards.http.refusals import RequestInvalidError

router = APIRouter(prefix="/v1/reviews", tags=["reviews"])


class ReviewClaimedError(ConflictError):
    """Somebody else is at this review."""

    code = "review_claimed"


async def review_of(caller: Caller, review_id: str) -> str:
    """Return the id in the path where it may be one of ours."""
    del caller  # comes first: a stranger learns nothing about ids
    if not is_id(review_id):
        raise ReviewNotFoundError("There is no such review. GET /v1/reviews lists them.")
    return review_id


ReviewInPath = Annotated[str, Depends(review_of)]


@router.get("", responses=reading(RequestInvalidError))
async def list_reviews(  # noqa: PLR0913 -- each is one filter of the query
    *,
    caller: Caller,
    services: Services,
    after: After,
    state: Annotated[ReviewState | None, Query(description="Without one, all that wait for a person.")] = None,
    job: Annotated[Name | None, Query(description="A job's external_id.")] = None,
    assignee: Annotated[
        Name | None, Query(description="The id of who was given them, stands in for who was, or opened them last.")
    ] = None,
    group: Name | None = None,
    due_before: Instant | None = None,
    unassigned: Annotated[bool, Query(description="Only those given to nobody in particular.")] = False,
    asked: Annotated[Name | None, Query(description="A user's id whose answer is waited for.")] = None,
    snoozed: Annotated[bool | None, Query(description="Only those put off now, or only the others.")] = None,
    limit: Limit = 50,
) -> Page[ReviewResource]:
    """List reviews, the earliest due first."""
    now = services.clock()
    query = ReviewQuery(
        limit=limit,
        after=after,
        state=state,
        job=job,
        assignee=assignee,
        group=group,
        due_before=due_before,
        unassigned=unassigned,
        asked=asked,
        snoozed=snoozed,
        now=now,
    )
    page = await services.reviews.page(caller.company_id, query)
    return Page(
        data=tuple(ReviewResource.of(review, now) for review in page.reviews), next_cursor=cursor_for(page.next_after)
    )


@router.get("/{review_id}", responses=reading(ReviewNotFoundError, RequestInvalidError))
async def read(caller: Caller, services: Services, review: ReviewInPath) -> ReviewCaseResource:
    """Return everything needed to decide one case: why it was flagged, evaluation, draft, history."""
    return await case_resource(services, caller, await services.reviews.case(caller.company_id, review))


@router.post(
    "/{review_id}/decision",
    responses=asking(
        OtherReviewerNeededError,
        RulesAuthorDecidesError,
        ReviewNotFoundError,
        StaleVersionError,
        AlreadyDecidedError,
        LetterChangedError,
        LetterMissingError,
        LetterBlockedError,
        ReasonRequiredError,
        ReasonUnknownError,
        EvidenceRequiredError,
    ),
)
async def decide(
    caller: Caller,
    services: Services,
    review: ReviewInPath,
    body: Annotated[DecisionBody, Depends(BodyOf(DecisionBody))],
) -> ReviewCaseResource:
    """Decide a case, once; whoever comes second hears who was first."""
    answer = body.value(actor_of(caller))
    case = await services.reviews.decide(caller.company_id, review, answer, now=services.clock())
    return await case_resource(services, caller, case)


@router.post(
    "/{review_id}/recompose",
    responses=asking(
        ReviewNotFoundError,
        StaleVersionError,
        AlreadyDecidedError,
        LetterMissingError,
        ReasonRequiredError,
        ReasonUnknownError,
    ),
)
async def recompose(
    caller: Caller,
    services: Services,
    review: ReviewInPath,
    body: Annotated[RecompositionBody, Depends(BodyOf(RecompositionBody))],
) -> ReviewCaseResource:
    """Write the draft anew for another reason or in another tone, to be read before it is approved.

    Version and hash change.
    """
    wish = body.value(actor_of(caller))
    case = await services.recomposing.recompose(caller.company_id, review, wish, now=services.clock())
    return await case_resource(services, caller, case)


@router.post("/{review_id}/claim", responses=asking(ReviewNotFoundError, ReviewClaimedError, OtherReviewerNeededError))
async def claim(
    caller: Caller,
    services: Services,
    review: ReviewInPath,
    _body: Annotated[NothingBody, Depends(BodyOf(NothingBody, may_be_empty=True))],
) -> ReviewResource:
    """Show for 90 seconds that somebody is at a case; it protects nothing, the version does."""
    await services.reviews.case(caller.company_id, review)
    claimed = await services.reviews.claim(caller.company_id, review, user_id=actor_of(caller), now=services.clock())
    case = await services.reviews.case(caller.company_id, review)
    if not claimed:
        raise ReviewClaimedError(
            f"Review {review} is {case.review.state_at(services.clock())} and not free to be claimed.",
            details={"claimed_by": case.review.claimed_by, "state": case.review.state_at(services.clock())},
        )
    return ReviewResource.of(case.review, services.clock())


@router.post(
    "/{review_id}/undo",
    status_code=202,
    responses=asking(ReviewNotFoundError, LetterAlreadySentError, NothingToUndoError),
)
async def undo(
    caller: Caller,
    services: Services,
    review: ReviewInPath,
    body: Annotated[UndoBody, Depends(BodyOf(UndoBody))],
) -> ApplicationResource:
    """Take the standing decision about this review's application back."""
    case = await services.reviews.case(caller.company_id, review)
    view = await services.requests.undo(
        _application_of(case, caller), actor=actor_of(caller), reason=body.reason, now=services.clock()
    )
    return ApplicationResource.of(view)


async def case_resource(services: ApiServices, caller: ApiCaller, case: ReviewCase) -> ReviewCaseResource:
    """Return a case with what happened to its application."""
    history = await services.applications.timeline(_application_of(case, caller))
    return ReviewCaseResource.of_case(case, tuple(history), services.clock())


def _application_of(case: ReviewCase, caller: ApiCaller) -> ApplicationRef:
    return ApplicationRef(company_id=caller.company_id, application_id=case.application.id)
