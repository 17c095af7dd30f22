"""Whether reviewers look before they agree."""

from typing import Self

from fastapi import APIRouter

from api.declared import reading
from api.dependencies import Caller, Services
from api.reports import Asked
from api.schemas.resources import Everything, Resource
from kindregards.domain.oversight import Attention, ReviewerFigures
from kindregards.domain.reports import PeriodInvalidError
from kindregards.http.refusals import RequestInvalidError

router = APIRouter(prefix="/v1/reports", tags=["reports"])


class ReviewerResource(Resource):
    """One reviewer: `agreed` of `cases` with what was offered; times and evidence over the `seen` ones."""

    reviewer: str
    cases: int
    agreed: int
    agreement_rate: float | None
    seen: int
    median_seconds: float | None
    mean_evidence_opened: float | None
    attention: Attention

    @classmethod
    def of(cls, figures: ReviewerFigures) -> Self:
        """Return the resource of a reviewer's figures."""
        return cls(
            reviewer=figures.reviewer,
            cases=figures.agreement.n,
            agreed=figures.agreement.count,
            agreement_rate=figures.agreement.value,
            seen=figures.seen,
            median_seconds=figures.median_seconds,
            mean_evidence_opened=figures.mean_evidence,
            attention=figures.attention,
        )


@router.get("/oversight", responses=reading(RequestInvalidError, PeriodInvalidError))
async def read(caller: Caller, services: Services, query: Asked) -> Everything[ReviewerResource]:
    """Say how often each reviewer agreed, for how long they looked, and who seems to press a stamp."""
    found = await services.ruling.oversight.figures(caller.company_id, query.period)
    return Everything(data=tuple(ReviewerResource.of(each) for each in found))
