"""Reports over a company's past, as JSON or for a spreadsheet."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from api.declared import Responses, reading
from api.dependencies import Caller, Services
from api.schemas.after_letter_reports import (
    FairnessReportResource,
    PoolReportResource,
    SatisfactionReportResource,
)
from api.schemas.letter_quality import LetterQualityResource
from api.schemas.reports import (
    DeliveryReportResource,
    RejectionReportResource,
    ReviewReportResource,
    TellingReportResource,
)
from api.schemas.resources import Resource
from api.schemas.texts import Name
from kindregards.domain.after_letter_sheets import fairness_sheet, pool_sheet, satisfaction_sheet
from kindregards.domain.letter_quality_sheet import letter_quality_sheet
from kindregards.domain.report_sheets import Sheet, delivery_sheet, rejection_sheet, review_sheet, telling_sheet
from kindregards.domain.reports import PeriodInvalidError, ReportGroup, ReportQuery, period_of
from kindregards.http.refusals import RequestInvalidError
from kindregards.http.spreadsheets import CSV, XLSX, csv_file, xlsx_file

router = APIRouter(prefix="/v1/reports", tags=["reports"])


class Format(StrEnum):
    """How a report is answered."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


_FILE = {"schema": {"type": "string", "format": "binary"}}
_RESPONSES: Responses = {
    200: {"content": {CSV.partition(";")[0]: _FILE, XLSX: _FILE}},
    **reading(RequestInvalidError, PeriodInvalidError),
}
_Report = TypeVar("_Report", bound=Resource)


async def query_of(
    services: Services,
    first: Annotated[date | None, Query(alias="from", description="First day; default 90 days up to `to`.")] = None,
    last: Annotated[date | None, Query(alias="to", description="Last day, included; default today.")] = None,
    group_by: ReportGroup | None = None,
    job: Annotated[Name | None, Query(description="A job's external_id.")] = None,
) -> ReportQuery:
    """Return what is asked for; days are the company's. Raise PeriodInvalidError."""
    period = period_of(first, last, now=services.clock(), zone=ZoneInfo(services.timezone))
    return ReportQuery(period=period, group_by=group_by, job=job)


Asked = Annotated[ReportQuery, Depends(query_of)]
Wanted = Annotated[Format, Query(alias="format")]


@router.get("/rejection-reasons", responses=_RESPONSES, response_model=RejectionReportResource)
async def rejection_reasons(caller: Caller, services: Services, query: Asked, form: Wanted = Format.JSON) -> Any:  # noqa: ANN401 -- a resource or a file
    """Say why applications ended: the company's reasons and the candidates'."""
    report = await services.reports.rejections(caller.company_id, query)
    return _answer(RejectionReportResource.of(report, query.period), rejection_sheet(report), form)


@router.get("/telling", responses=_RESPONSES, response_model=TellingReportResource)
async def telling(caller: Caller, services: Services, query: Asked, form: Wanted = Format.JSON) -> Any:  # noqa: ANN401 -- as above
    """Say how long candidates waited from their result to the telling."""
    report = await services.reports.telling(caller.company_id, query)
    return _answer(TellingReportResource.of(report, query.period), telling_sheet(report), form)


@router.get("/delivery", responses=_RESPONSES, response_model=DeliveryReportResource)
async def delivery(caller: Caller, services: Services, query: Asked, form: Wanted = Format.JSON) -> Any:  # noqa: ANN401 -- as above
    """Say how letters fared by channel, tone and hour of the week."""
    report = await services.reports.delivery(caller.company_id, query)
    return _answer(DeliveryReportResource.of(report, query.period), delivery_sheet(report), form)


@router.get("/letters", responses=_RESPONSES, response_model=LetterQualityResource)
async def letters(caller: Caller, services: Services, query: Asked, form: Wanted = Format.JSON) -> Any:  # noqa: ANN401 -- as above
    """Say how personal letters are, what reviewers keep changing, and how candidates find them."""
    report = await services.reports.letters(caller.company_id, query)
    return _answer(LetterQualityResource.of(report, query.period), letter_quality_sheet(report), form)


@router.get("/reviews", responses=_RESPONSES, response_model=ReviewReportResource)
async def reviews(caller: Caller, services: Services, query: Asked, form: Wanted = Format.JSON) -> Any:  # noqa: ANN401 -- as above
    """Say what waits for reviewers now, and how they decided."""
    report = await services.reports.reviews(caller.company_id, query, now=services.clock())
    return _answer(ReviewReportResource.of(report, query.period), review_sheet(report), form)


@router.get("/personalisation", responses=_RESPONSES, response_model=LetterQualityResource)
async def personalisation(caller: Caller, services: Services, query: Asked, form: Wanted = Format.JSON) -> Any:  # noqa: ANN401 -- as above
    """Say how personal letters are: the same figures as `letters`."""
    return await letters(caller, services, query, form)


@router.get("/satisfaction", responses=_RESPONSES, response_model=SatisfactionReportResource)
async def satisfaction(caller: Caller, services: Services, query: Asked, form: Wanted = Format.JSON) -> Any:  # noqa: ANN401 -- as above
    """Say how candidates found the way they were told."""
    report = await services.reports.satisfaction(caller.company_id, query)
    return _answer(SatisfactionReportResource.of(report, query.period), satisfaction_sheet(report), form)


@router.get("/talent-pool", responses=_RESPONSES, response_model=PoolReportResource)
async def talent_pool(caller: Caller, services: Services, query: Asked, form: Wanted = Format.JSON) -> Any:  # noqa: ANN401 -- as above
    """Say who stays in touch after a no, and who came back."""
    report = await services.reports.talent_pool(caller.company_id, query, now=services.clock())
    return _answer(PoolReportResource.of(report, query.period), pool_sheet(report), form)


@router.get("/fairness", responses=_RESPONSES, response_model=FairnessReportResource)
async def fairness(caller: Caller, services: Services, query: Asked, form: Wanted = Format.JSON) -> Any:  # noqa: ANN401 -- as above
    """Say how groups that people declared fared by what stands decided."""
    report = await services.ruling.fairness.report(caller.company_id, query)
    return _answer(FairnessReportResource.of(report, query.period), fairness_sheet(report), form)


def _answer(resource: _Report, sheet: Sheet, form: Format) -> _Report | Response:
    match form:
        case Format.JSON:
            return resource
        case Format.CSV:
            return csv_file(sheet)
        case Format.XLSX:
            return xlsx_file(sheet)
