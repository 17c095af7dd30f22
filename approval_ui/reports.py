"""Reports: what the past says, as figures and as files."""

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.applications import asked_day
from approval_ui.report_figures import Draughtsman
from approval_ui.visits import SignedIn, Visit
from approval_ui.words.people import reason_label
from approval_ui.words.reports import GROUPINGS, HEADINGS, REPORTS
from kindregards.domain.after_letter_sheets import pool_sheet, satisfaction_sheet
from kindregards.domain.errors import NotFoundError
from kindregards.domain.report_sheets import Sheet, delivery_sheet, rejection_sheet, review_sheet, telling_sheet
from kindregards.domain.reports import Period, PeriodInvalidError, ReportGroup, ReportQuery, period_of
from kindregards.http.spreadsheets import csv_file, xlsx_file

PRESETS = (30, 90, 365)

router = APIRouter()


class ReportUnknownError(NotFoundError):
    """There is no report of this name."""

    code = "not_found"


@router.get("/reports")
async def list_reports(visit: SignedIn) -> Response:
    """Show which questions reports answer."""
    return visit.page("reports.html", reports=REPORTS)


@router.get("/reports/{kind}")
async def show_report(kind: str, visit: SignedIn) -> Response:
    """Show a report, or answer with it as a file for a spreadsheet."""
    if kind not in REPORTS:
        raise ReportUnknownError(f"There is no report named {kind[:40]}.")
    query, is_refused = _query(visit)
    report = await _read(visit, kind, query)
    match visit.asked("format"):
        case "csv":
            return csv_file(_in_words(visit, _sheet(kind, report)))
        case "xlsx":
            return xlsx_file(_in_words(visit, _sheet(kind, report)))
        case _:
            return visit.page(
                "report.html",
                kind=kind,
                reports=REPORTS,
                groupings=GROUPINGS,
                presets=PRESETS,
                query=query,
                is_refused=is_refused,
                report=report,
                address=_address(kind, query),
                **_figures(visit, kind, query.period, report),
            )


async def _read(visit: Visit, kind: str, query: ReportQuery) -> Any:  # noqa: ANN401 -- one of four reports
    reports, company_id = visit.services.reports, visit.user.company_id
    match kind:
        case "rejection-reasons":
            return await reports.rejections(company_id, query)
        case "telling":
            return await reports.telling(company_id, query)
        case "delivery":
            return await reports.delivery(company_id, query)
        case "satisfaction":
            return await reports.satisfaction(company_id, query)
        case "talent-pool":
            return await reports.talent_pool(company_id, query, now=visit.moments.now)
        case _:
            return await reports.reviews(company_id, query, now=visit.moments.now)


def _figures(visit: Visit, kind: str, period: Period, report: Any) -> dict[str, Any]:  # noqa: ANN401 -- as above
    def people(reason: str) -> str:
        days = {"from": period.first.isoformat(), "to": period.last.isoformat()}
        return f"/applications?{urlencode({'outcome': 'reject', 'reason': reason, **days})}"

    draughtsman = Draughtsman(
        words=visit.words, moments=visit.moments, period=period, people=people, reasons=visit.reasons
    )
    match kind:
        case "rejection-reasons":
            return {"figures": draughtsman.rejections(report), "heat": None}
        case "telling":
            return {"figures": draughtsman.telling(report), "heat": None}
        case "delivery":
            return {"figures": draughtsman.delivery(report), "heat": draughtsman.hours(report)}
        case "satisfaction":
            return {"figures": draughtsman.satisfaction(report), "heat": None}
        case "talent-pool":
            return {"figures": draughtsman.pool(report), "heat": None}
        case _:
            return {"figures": draughtsman.reviews(report), "heat": None}


def _sheet(kind: str, report: Any) -> Sheet:  # noqa: ANN401 -- as above
    makers: dict[str, Any] = {  # Any: each takes its own report
        "rejection-reasons": rejection_sheet,
        "telling": telling_sheet,
        "delivery": delivery_sheet,
        "reviews": review_sheet,
        "satisfaction": satisfaction_sheet,
        "talent-pool": pool_sheet,
    }
    sheet: Sheet = makers[kind](report)
    return sheet


def _in_words(visit: Visit, sheet: Sheet) -> Sheet:
    """Return a sheet with headings and reasons as the reader says them."""
    place = sheet.headings.index("reason") if "reason" in sheet.headings else None
    rows = sheet.rows
    if place is not None:
        rows = tuple(
            (*row[:place], reason_label(str(code), visit.user.language, reasons=visit.reasons), *row[place + 1 :])
            for row in rows
            for code in (row[place] or "",)
        )
    return Sheet(
        name=sheet.name, headings=tuple(visit.words.gettext(HEADINGS[each]) for each in sheet.headings), rows=rows
    )


def _query(visit: Visit) -> tuple[ReportQuery, bool]:
    """Return what the address asks for, and whether its period could not be used."""
    first, last = asked_day(visit, "from"), asked_day(visit, "to")
    now, zone = visit.moments.now, visit.services.zone
    try:
        period, is_refused = period_of(first, last, now=now, zone=zone), False
    except PeriodInvalidError:
        period, is_refused = period_of(None, None, now=now, zone=zone), True
    group = visit.asked("by")
    group_by = ReportGroup(group) if group in set(ReportGroup) else None
    return ReportQuery(period=period, group_by=group_by, job=visit.asked("job")), is_refused


def _address(kind: str, query: ReportQuery) -> str:
    """Return the address of a report with its filters."""
    asked = {
        "from": query.period.first.isoformat(),
        "to": query.period.last.isoformat(),
        "by": query.group_by,
        "job": query.job,
    }
    return f"/reports/{kind}?{urlencode({name: value for name, value in asked.items() if value})}"
