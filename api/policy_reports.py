"""Reports of policy versions: what a draft would have done, and how groups of people fare under it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from api.bodies import BodyOf
from api.declared import asking, reading
from api.dependencies import Caller, Services, actor_of
from api.policies import PolicyName, PolicyNotFoundError
from api.schemas.policy_reports import BacktestBody, PolicyReportResource
from api.schemas.texts import LARGEST_NUMBER
from kindregards.domain.errors import NotFoundError
from kindregards.domain.intake import PolicyUnknownError
from kindregards.http.refusals import RequestInvalidError

router = APIRouter(prefix="/v1/policies", tags=["policies"])

VersionNumber = Annotated[int, Path(ge=1, le=LARGEST_NUMBER)]


class ReportNotFoundError(NotFoundError):
    """Nobody has asked for a report of this version yet."""

    code = "policy_report_unknown"


@router.post("/{name}/versions/{version}/backtest", responses=asking(PolicyNotFoundError))
async def backtest(
    caller: Caller,
    services: Services,
    name: PolicyName,
    version: VersionNumber,
    body: Annotated[BacktestBody, Depends(BodyOf(BacktestBody, may_be_empty=True))],
) -> PolicyReportResource:
    """Replay stored evaluations under a version, compare groups, and keep the report."""
    try:
        report = await services.policy_reports.make(
            caller.company_id, name, version, by=actor_of(caller), now=services.clock(), most=body.evaluations
        )
    except PolicyUnknownError as error:
        raise PolicyNotFoundError(error.message) from None
    return PolicyReportResource.of(report)


@router.get("/{name}/versions/{version}/report", responses=reading(ReportNotFoundError, RequestInvalidError))
async def read(caller: Caller, services: Services, name: PolicyName, version: VersionNumber) -> PolicyReportResource:
    """Return the newest report of a version."""
    report = await services.policy_reports.latest(caller.company_id, name, version)
    if report is None:
        raise ReportNotFoundError(
            f"Version {version} of {name} has no report: "
            f"POST /v1/policies/{name}/versions/{version}/backtest makes one."
        )
    return PolicyReportResource.of(report)
