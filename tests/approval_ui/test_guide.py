"""Help for whoever is new, and the style guide for whoever builds."""

import pytest

from tests.approval_ui.browser import Browser, browser_at
from tests.approval_ui.office import AMARA, Office

pytestmark = pytest.mark.anyio


async def test_a_company_without_applications_is_shown_its_first_steps(office: Office, reviewer: Browser) -> None:
    busy = (await reviewer.get("/")).text
    office.desk.cases.clear()
    office.shelf.letters.clear()

    fresh = (await reviewer.get("/")).text

    assert "First steps" not in busy
    assert all(step in fresh for step in ("First steps", 'href="/help"', 'href="/policies"', 'href="/demo"'))


async def test_the_style_guide_is_for_development_only(office: Office, reviewer: Browser) -> None:
    shown = await reviewer.get("/styleguide")
    office.in_development = False
    in_production = browser_at(office)
    async with in_production.client:
        await in_production.sign_in(AMARA)
        hidden = await in_production.get("/styleguide")

    assert shown.text.count('class="chip') > 40
    assert hidden.status_code == 404
