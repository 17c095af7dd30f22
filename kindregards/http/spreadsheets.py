"""Tables as files that spreadsheets open."""

import csv
import io

import xlsxwriter
from starlette.responses import Response

from kindregards.domain.report_sheets import Sheet, Value

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A cell that begins like this is a formula to a spreadsheet, and a job's title comes from outside.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST_COLUMN = 40


def csv_file(sheet: Sheet) -> Response:
    """Answer with a table as CSV; the byte order mark lets spreadsheets read Chinese."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(sheet.headings)
    writer.writerows([harmless(value) for value in row] for row in sheet.rows)
    return _file(written.getvalue().encode("utf-8-sig"), CSV, f"{sheet.name}.csv")


def xlsx_file(sheet: Sheet) -> Response:
    """Answer with a table as an Excel workbook; nothing in it is a formula."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as workbook:
        page = workbook.add_worksheet(sheet.name[:31])
        page.freeze_panes(1, 0)
        page.write_row(0, 0, sheet.headings, workbook.add_format({"bold": True}))
        for number, row in enumerate(sheet.rows, start=1):
            page.write_row(number, 0, row)
        page.autofit(_WIDEST_COLUMN * 7)
    return _file(written.getvalue(), XLSX, f"{sheet.name}.xlsx")


def harmless(value: Value) -> Value:
    """Return a value that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _file(content: bytes, media_type: str, name: str) -> Response:
    return Response(content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})
