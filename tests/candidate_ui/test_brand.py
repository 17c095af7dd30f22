"""The company's colours, logo and small print on the pages of its candidates."""

import re
from dataclasses import replace

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidate_ui.door import candidate_pages
from kindregards.domain.errors import InvalidError
from kindregards.domain.languages import Language
from kindregards.domain.looks import LEAST_CONTRAST, check_look, contrast
from kindregards.domain.page_looks import LARGEST_PAGE_LOGO, PageLogo, PageLook
from tests.browser.every_page import CANDIDATE
from tests.candidate_ui.fakes import FakePages
from tests.candidate_ui.test_headers_and_size import LARGEST_PAGE

pytestmark = pytest.mark.anyio

LOOK = PageLook(
    light="#7A1E1E",
    dark="#F0A0A0",
    logo=PageLogo(media_type="image/png", content=b"\x89PNG" * (LARGEST_PAGE_LOGO // 4)),
    small_print="晨光科技（上海）有限公司",
)
COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"{value:06X}")


def style(light: str, dark: str) -> str:
    """Return what the style sheet says."""
    return candidate_pages().render(
        "brand.css", Language.ENGLISH, light=light, dark=dark, on_light="#FFFFFF", on_dark="#11171D"
    )


@pytest.mark.parametrize("path", [path for name, path in CANDIDATE.items() if name != "expired"])
async def test_every_page_carries_the_brand_and_still_weighs_little(
    path: str, candidate: httpx.AsyncClient, pages: FakePages
) -> None:
    pages.status_page = replace(pages.status_page, is_told=True, can_withdraw=True, can_decline_offer=True, look=LOOK)

    page = await candidate.get(path)

    [address] = re.findall(r'href="(/candidate-assets/brand/[^"]+)"', page.text)
    sheet = await candidate.get(address)
    base = candidate_pages().assets.files["page.css"].content
    assert '<img src="data:image/png;base64,' in page.text
    assert "--accent: #7A1E1E" in sheet.text
    assert "immutable" in sheet.headers["cache-control"]
    assert sheet.headers["content-type"].startswith("text/css")
    assert len(page.content) + len(base) + len(sheet.content) <= LARGEST_PAGE
    assert page.text.count("晨光科技（上海）有限公司") == (0 if re.fullmatch(r"/l/[^/]+", path) else 1)


async def test_our_own_colours_need_no_style_sheet_of_their_own(candidate: httpx.AsyncClient) -> None:
    assert "/candidate-assets/brand/" not in (await candidate.get(CANDIDATE["letter"])).text


@pytest.mark.parametrize("colours", ["FFFF00-11171D", "zzzzzz-F0A0A0", "7A1E1E-F0A0A0;}", "7A1E1E"])
async def test_colours_that_cannot_be_read_or_are_none_have_no_style_sheet(
    colours: str, candidate: httpx.AsyncClient
) -> None:
    assert (await candidate.get(f"/candidate-assets/brand/{colours}.css")).status_code == 404


@given(COLOURS, COLOURS)
def test_words_upon_every_colour_that_may_be_saved_can_be_read_by_day_and_by_night(light: str, dark: str) -> None:
    try:
        check_look(f"#{light}", f"#{dark}")
    except InvalidError:
        return
    accents, upon = (re.findall(rf"--{name}: (#\w+)", style(light, dark)) for name in ("accent", "on-accent"))
    soft = re.findall(r"--accent-soft: (#\w+)", style(light, dark))

    assert accents == [f"#{light}", f"#{dark}"]
    assert all(contrast(accent, on) >= LEAST_CONTRAST for accent, on in zip(accents, upon, strict=True))
    assert all(contrast(text, each) >= LEAST_CONTRAST for text, each in zip(("#17212B", "#E7ECF2"), soft, strict=True))
