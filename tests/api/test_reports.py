"""Reports over the API: as JSON and as files for spreadsheets."""

import csv
import io
from zipfile import ZipFile

import pytest

from kindregards.domain.report_sheets import Sheet
from kindregards.http.spreadsheets import csv_file, xlsx_file
from tests.api.bodies import an_application
from tests.api.system import System

pytestmark = pytest.mark.anyio

KINDS = (
    "rejection-reasons",
    "telling",
    "delivery",
    "letters",
    "reviews",
    "personalisation",
    "satisfaction",
    "talent-pool",
    "fairness",
)


async def test_every_report_is_answered_as_json_csv_and_xlsx(system: System) -> None:
    application = (await system.client.post("/v1/applications", json=an_application())).json()
    body = {"reason": "better_offer", "comment": "=1+1"}
    await system.client.post(f"/v1/applications/{application['id']}/withdraw", json=body)

    answers = {
        (kind, form): await system.client.get(f"/v1/reports/{kind}", params={"format": form, "group_by": "stage"})
        for kind in KINDS
        for form in ("json", "csv", "xlsx")
    }

    assert {answer.status_code for answer in answers.values()} == {200}
    reasons = answers["rejection-reasons", "json"].json()
    assert [(each["reason"], each["share"]["count"]) for each in reasons["candidate"]] == [("better_offer", 1)]
    rows = list(csv.DictReader(io.StringIO(answers["rejection-reasons", "csv"].content.decode("utf-8-sig"))))
    assert [(row["party"], row["group"], row["reason"]) for row in rows] == [("candidate", "screening", "better_offer")]
    assert answers["telling", "xlsx"].headers["content-disposition"] == 'attachment; filename="telling.xlsx"'
    assert "xl/worksheets/sheet1.xml" in ZipFile(io.BytesIO(answers["telling", "xlsx"].content)).namelist()


async def test_a_period_that_ends_before_it_begins_is_refused(system: System) -> None:
    answer = await system.client.get("/v1/reports/telling", params={"from": "2026-02-01", "to": "2026-01-01"})

    assert (answer.status_code, answer.json()["code"]) == (422, "period_invalid")


def test_no_cell_is_a_formula() -> None:
    sheet = Sheet(name="jobs", headings=("job",), rows=(("=HYPERLINK(1)",), ("@x",), (-3,), (None,), ("王梅",)))

    lines = bytes(csv_file(sheet).body).decode("utf-8-sig").splitlines()
    workbook = ZipFile(io.BytesIO(bytes(xlsx_file(sheet).body)))

    assert lines == ["job", "'=HYPERLINK(1)", "'@x", "-3", '""', "王梅"]
    assert b"<f>" not in workbook.read("xl/worksheets/sheet1.xml")
    assert b"=HYPERLINK(1)" in workbook.read("xl/sharedStrings.xml")
