"""A company's colours as a style sheet: its address says all, so it asks no database and may be kept for ever."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from candidate_ui.door import ASSET_PREFIX, door_of
from kindregards.domain.errors import InvalidError
from kindregards.domain.languages import Language
from kindregards.domain.looks import DARK_BUTTON_TEXT, LIGHT_BUTTON_TEXT, check_look

router = APIRouter()


@router.get(f"{ASSET_PREFIX}/brand/{{light}}-{{dark}}.css")
async def show_colours(light: str, dark: str, request: Request) -> Response:
    """Answer with a style sheet; colours that could not be read have none."""
    try:
        check_look(f"#{light}", f"#{dark}")
    except InvalidError:
        return Response(status_code=404)
    style = door_of(request).pages.render(
        "brand.css", Language.ENGLISH, light=light, dark=dark, on_light=LIGHT_BUTTON_TEXT, on_dark=DARK_BUTTON_TEXT
    )
    return Response(
        style, media_type="text/css; charset=utf-8", headers={"cache-control": "public, max-age=31536000, immutable"}
    )
