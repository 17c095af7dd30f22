"""The brand: names, colours, logo and lines of letters and candidate pages."""

import base64
from dataclasses import replace

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.answers import letter_in_frame, see_other
from approval_ui.refused import status_of
from approval_ui.uploads import uploaded_file
from approval_ui.visits import Leading, SignedForm, SignedIn, Visit
from approval_ui.words.refusals import REFUSALS
from kindregards.domain.brand_presets import with_preset
from kindregards.domain.brand_settings import BrandSettings, Preset
from kindregards.domain.errors import InvalidError
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import LetterKind
from kindregards.domain.looks import (
    DARK_SHEET,
    LIGHT_SHEET,
    ColourInvalidError,
    contrast,
    logo_id,
)
from kindregards.domain.ports.brands import LogoFile
from kindregards.domain.ports.templates import SampleOrder
from kindregards.domain.preview_links import preview_links
from kindregards.domain.template_keys import TemplateKey
from kindregards.http.forms import Form
from kindregards.http.languages import marked

router = APIRouter()

PLACE = "/admin/brand"
_SHOWN_CHANGES = 20
DONE = {
    "saved": marked("Letters look like this from now on."),
    "logo": marked("Letters carry this logo from now on."),
}


@router.get(PLACE)
async def show_brand(visit: SignedIn) -> Response:
    """Show how the company appears to candidates."""
    return await brand_page(visit, await visit.services.templates.brands.brand(visit.user.company_id))


@router.post(PLACE)
async def save(visit: Leading, form: SignedForm) -> Response:
    """Keep names, colours and lines; or start from a preset; or leave the logo out."""
    company_id, brands = visit.user.company_id, visit.services.templates.brands
    by, now = visit.user.id, visit.moments.now
    known = await brands.brand(company_id)
    if form.line("do") == "no-logo":
        await brands.remove_logo(company_id, by=by, now=now)
        return see_other(PLACE, done="saved")
    preset = form.line("preset")
    settings = with_preset(known, Preset(preset)) if preset in set(Preset) else settings_of_form(form, known)
    try:
        await brands.save(company_id, settings, by=by, now=now)
    except InvalidError as error:
        return await brand_page(visit, settings, refusal=error)
    return see_other(PLACE, done="saved")


@router.post(f"{PLACE}/logo")
async def upload_logo(visit: Leading) -> Response:
    """Put a picture on letters from now on."""
    company_id, brands = visit.user.company_id, visit.services.templates.brands
    content = await uploaded_file(visit, "logo")
    try:
        await brands.add_logo(company_id, content, by=visit.user.id, now=visit.moments.now)
    except InvalidError as error:
        return await brand_page(visit, await brands.brand(company_id), refusal=error)
    return see_other(PLACE, done="logo")


@router.get(f"{PLACE}/logo/{{digest}}")
async def show_logo(digest: str, visit: SignedIn) -> Response:
    """Answer with a logo."""
    file = await visit.services.templates.brands.logo(visit.user.company_id, digest)
    return Response(file.content, media_type=file.logo.media_type, headers={"x-content-type-options": "nosniff"})


@router.get(f"{PLACE}/preview")
async def preview(visit: SignedIn) -> Response:
    """Show a letter as it looks now, for a frame."""
    services, company_id = visit.services, visit.user.company_id
    brand = await services.templates.brands.brand(company_id)
    key = TemplateKey(language=visit.user.language, kind=LetterKind.NOT_SELECTED, tone=brand.default_tone)
    letter = (await services.templates.versions.sample(company_id, SampleOrder(key=key), now=visit.moments.now)).letter
    html = services.renderer.render(letter, preview_links(services.links)).html if letter else ""
    if brand.logo is not None:
        html = with_logo(html, await services.templates.brands.logo(company_id, brand.logo.digest))
    return letter_in_frame(html, links_open=False)


def with_logo(html: str, file: LogoFile) -> str:
    """Return a letter with the logo it carries inside the page: a frame cannot look into a mail."""
    data = f"data:{file.logo.media_type};base64,{base64.b64encode(file.content).decode()}"
    return html.replace(f"cid:{logo_id(file.logo)}", data)


def settings_of_form(form: Form, known: BrandSettings) -> BrandSettings:
    """Return what a form says."""
    tone = form.line("default_tone")
    languages = tuple(each for each in Language if form.line(f"language-{each}"))
    return replace(
        known,
        company_name=form.line("company_name") or "",
        sender_name=form.line("sender_name") or "",
        light_accent=(form.line("light_accent") or "").upper(),
        dark_accent=(form.line("dark_accent") or "").upper(),
        small_print={each: form.line(f"small_print-{each}") or "" for each in Language},
        future_line={each: form.line(f"future_line-{each}") or "" for each in Language},
        languages=languages,
        default_tone=Tone(tone) if tone in set(Tone) else known.default_tone,
    )


async def brand_page(visit: Visit, settings: BrandSettings, *, refusal: InvalidError | None = None) -> Response:
    """Return the page with these settings in its form, and why they were refused."""
    company_id = visit.user.company_id
    return visit.page(
        "brand.html",
        status=status_of(refusal) if refusal else 200,
        settings=settings,
        ratios={
            "light": _ratio(settings.light_accent, LIGHT_SHEET),
            "dark": _ratio(settings.dark_accent, DARK_SHEET),
        },
        all_languages=tuple(Language),
        done=DONE.get(visit.asked("done") or ""),
        refusal=REFUSALS.get(refusal.code, REFUSALS["invalid"]) if refusal else None,
        detail=_detail(refusal),
        changes=await visit.services.templates.brands.changes(company_id, limit=_SHOWN_CHANGES),
        names=await visit.services.sessions.names(company_id),
    )


def _ratio(accent: str, sheet: str) -> str | None:
    try:
        return f"{contrast(accent, sheet):.1f}"
    except ColourInvalidError:
        return None


def _detail(refusal: InvalidError | None) -> str:
    if refusal is None:
        return ""
    ratio = refusal.details.get("ratio")
    return f"{ratio}:1 < 4.5:1" if ratio else str(refusal.details.get("field") or "")
