"""Writing templates: drafts, previews, publishing, going back, and letters that wait."""

from fastapi import APIRouter
from markupsafe import Markup
from starlette.responses import Response

from approval_ui.answers import letter_in_frame, see_other
from approval_ui.template_pages import template_page
from approval_ui.template_words import text_of_form
from approval_ui.visits import Leading, SignedForm, SignedIn, Visit
from kindregards.domain.errors import ConflictError, InvalidError
from kindregards.domain.ports.templates import SampleOrder
from kindregards.domain.preview_links import preview_links
from kindregards.domain.sample_letters import SampleCase
from kindregards.domain.template_keys import TemplateKey, TemplateUnknownError, key_named
from kindregards.domain.template_samples import SampleLetter
from kindregards.domain.template_texts import LONGEST_NOTE, TemplateText, check_text
from kindregards.http.forms import Form

router = APIRouter()

_MARKED = Markup('<mark style="background:#FFE58F;color:#17212B">{}</mark>')


@router.get("/templates/{name}/preview")
async def preview_published(name: str, visit: SignedIn) -> Response:
    """Show what is kept newest, for a frame."""
    key = key_named(name)
    versions = await visit.services.templates.versions.versions(visit.user.company_id, key)
    return await _frame(visit, key, versions[-1].text if versions else TemplateText(), SampleCase.USUAL)


@router.post("/templates/{name}/preview")
async def preview_words(name: str, visit: Leading, form: SignedForm) -> Response:
    """Show what the words in the editor write, for a frame; nothing is kept."""
    return await _frame(visit, key_named(name), text_of_form(form), _case(form))


@router.post("/templates/{name}")
async def keep_draft(name: str, visit: Leading, form: SignedForm) -> Response:
    """Keep the words as a draft, or only look them over."""
    key, text, note = key_named(name), text_of_form(form), (form.line("note") or "")[:LONGEST_NOTE]
    if form.line("do") == "check":
        return await template_page(visit, key, text, note=note, case=_case(form))
    try:
        await visit.services.templates.versions.add_drafts(
            visit.user.company_id, {key: text}, author=visit.user.id, note=note, now=visit.moments.now
        )
    except InvalidError as error:
        return await template_page(visit, key, text, note=note, refusal=error)
    return see_other(f"/templates/{key.name}", done="drafted")


@router.post("/templates/{name}/test-send")
async def send_to_myself(name: str, visit: Leading, form: SignedForm) -> Response:
    """Send what the words in the editor write to whoever asks."""
    key, text = key_named(name), text_of_form(form)
    try:
        letter = (await _sample(visit, key, text, _case(form))).letter
        if letter is None:
            raise TemplateUnknownError(f"Nothing can be written for {key.name}.")
        await visit.services.templates.trials.send(visit.user.company_id, letter, to=visit.user.email)
    except (InvalidError, ConflictError) as error:
        return await template_page(visit, key, text, refusal=error)
    return see_other(f"/templates/{key.name}", done="sent")


@router.post("/templates/{name}/versions/{number}/publish")
async def publish(name: str, number: int, visit: Leading, form: SignedForm) -> Response:
    """Let a version write letters from now on."""
    del form  # only its signature matters
    key, company_id, versions = key_named(name), visit.user.company_id, visit.services.templates.versions
    try:
        await versions.publish(company_id, key, number, by=visit.user.id, now=visit.moments.now)
    except InvalidError as error:
        return await template_page(visit, key, (await versions.version(company_id, key, number)).text, refusal=error)
    return see_other(f"/templates/{key.name}", done="published")


@router.post("/templates/{name}/versions/{number}/restore")
async def restore(name: str, number: int, visit: Leading, form: SignedForm) -> Response:
    """Keep an older version's words as a draft."""
    del form  # only its signature matters
    key, company_id, versions = key_named(name), visit.user.company_id, visit.services.templates.versions
    try:
        await versions.restore(company_id, key, number, author=visit.user.id, now=visit.moments.now)
    except ConflictError as error:
        return await template_page(visit, key, (await versions.version(company_id, key, number)).text, refusal=error)
    return see_other(f"/templates/{key.name}", done="restored")


@router.post("/templates/{name}/withdraw")
async def withdraw(name: str, visit: Leading, form: SignedForm) -> Response:
    """Let the next template of the chain write these letters again."""
    del form  # only its signature matters
    key = key_named(name)
    await visit.services.templates.versions.withdraw(
        visit.user.company_id, key, by=visit.user.id, now=visit.moments.now
    )
    return see_other(f"/templates/{key.name}", done="withdrawn")


@router.post("/templates/{name}/recompose")
async def recompose(name: str, visit: Leading, form: SignedForm) -> Response:
    """Write the letters that wait in today's words."""
    del form  # only its signature matters
    key = key_named(name)
    await visit.services.templates.recomposing.recompose(
        visit.user.company_id, key, by=visit.user.id, now=visit.moments.now
    )
    return see_other(f"/templates/{key.name}", done="recomposed")


async def _frame(visit: Visit, key: TemplateKey, text: TemplateText, case: SampleCase) -> Response:
    sample = await _sample(visit, key, text, case)
    if sample.letter is None:
        raise TemplateUnknownError(f"Nothing can be written for {key.name}.")
    html = visit.services.renderer.render(sample.letter, preview_links(visit.services.links)).html
    for name in sample.missing:
        hole = f"(({name}))"
        html = html.replace(hole, _MARKED.format(hole))
    return letter_in_frame(html, links_open=False)


async def _sample(visit: Visit, key: TemplateKey, text: TemplateText, case: SampleCase) -> SampleLetter:
    tried = None if text.is_empty or check_text(text) else text
    return await visit.services.templates.versions.sample(
        visit.user.company_id, SampleOrder(key=key, text=tried, case=case)
    )


def _case(form: Form) -> SampleCase:
    wished = form.line("case")
    return SampleCase(wished) if wished in set(SampleCase) else SampleCase.USUAL
