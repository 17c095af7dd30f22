"""Reports in the console: findings as titles, filters in the address, files, and the people behind a number."""

from datetime import date

import pytest

from kindregards.domain.reports import ReportGroup
from tests.approval_ui.browser import Browser
from tests.approval_ui.office import Office

pytestmark = pytest.mark.anyio


async def test_the_title_states_the_finding_and_leads_to_the_people(reviewer: Browser) -> None:
    page = (await reviewer.get("/reports/rejection-reasons?from=2026-01-01&to=2026-03-31")).text

    assert "Most rejections: Interview performance, 47% of them" in page
    assert "Most who leave say: A better offer, 53% of them" in page
    assert "/applications?outcome=reject&amp;reason=interview_performance&amp;from=2026-01-01&amp;to=2026-03-31" in page
    assert "no reason given" in page


@pytest.mark.parametrize(
    ("path", "finding"),
    [
        ("/reports/telling", "Half knew within 3 hours, nine of ten within 26 hours"),
        ("/reports/delivery", "E-mail arrives most surely: 97%"),
        ("/reports/delivery", "The tone read most is warm: 74%"),
        ("/reports/delivery", "Read most when sent on Tue at 18:00: 61%"),
        ("/reports/reviews", "22% were advanced instead of rejected"),
    ],
)
async def test_each_report_says_what_was_found_and_few_make_no_headline(
    path: str, finding: str, reviewer: Browser
) -> None:
    assert finding in (await reviewer.get(path)).text


async def test_filters_come_from_the_address_and_nonsense_is_said(office: Office, reviewer: Browser) -> None:
    await reviewer.get("/reports/telling?from=2026-01-01&to=2026-01-31&by=stage&job=job-9")
    backwards = await reviewer.get("/reports/telling?from=2026-02-01&to=2026-01-31&by=nonsense")

    first, second = office.reports.queries
    assert (first.period.first, first.period.last) == (date(2026, 1, 1), date(2026, 1, 31))
    assert (first.group_by, first.job) == (ReportGroup.STAGE, "job-9")
    assert second.group_by is None
    assert "A period begins before it ends" in backwards.text


async def test_files_have_headings_and_reasons_in_the_readers_words(reviewer: Browser, colleague: Browser) -> None:
    english = await reviewer.get("/reports/rejection-reasons?format=csv")
    chinese = await colleague.get("/reports/rejection-reasons?format=csv")
    workbook = await reviewer.get("/reports/delivery?format=xlsx")

    assert english.text.splitlines()[1].startswith("company,,Interview performance,96,204")
    assert "面试表现" in chinese.text
    assert workbook.content.startswith(b"PK")


async def test_an_unknown_report_is_not_found(reviewer: Browser) -> None:
    assert (await reviewer.get("/reports/astrology")).status_code == 404


async def test_satisfaction_and_the_pool_say_their_finding_and_give_files(reviewer: Browser) -> None:
    content, pool = await reviewer.get("/reports/satisfaction?by=stage"), await reviewer.get("/reports/talent-pool")
    file = await reviewer.get("/reports/satisfaction?format=csv")

    assert "79% give four or five; 65% of those told answered" in content.text
    assert "Four or five, by group" in content.text
    assert "9% of those turned down applied again" in pool.text
    assert file.text.splitlines()[0].endswith("Share four or five,1,2,3,4,5")
