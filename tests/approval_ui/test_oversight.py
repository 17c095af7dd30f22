"""The oversight meter's page, which leads see and nobody else."""

import pytest

from tests.approval_ui.browser import Browser

pytestmark = pytest.mark.anyio


async def test_a_lead_sees_who_seems_to_press_a_stamp_first(lead: Browser) -> None:
    page = (await lead.get("/reports/oversight")).text

    assert page.index("林悦") < page.index("Amara Osei")
    assert page.count("Seems to press a stamp") == 1
    assert "never a finding about them" in page
    assert "/reports/oversight" in (await lead.get("/reports")).text


async def test_a_reviewer_sees_nothing_of_it(reviewer: Browser) -> None:
    assert (await reviewer.get("/reports/oversight")).status_code == 403
    assert "/reports/oversight" not in (await reviewer.get("/reports")).text
