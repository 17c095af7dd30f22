"""Writing templates: drafts, previews, publishing, going back, and letters that wait."""

from fastapi import APIRouter
from markupsafe import Markup
from starlette.responses import Response

from approval_ui.answers import letter_in_frame, see_other
from approval_ui.template_pages import template_page
from approval_ui.template_words import application_of, text_of_form
from approval_ui.visits import Leading, SignedForm, SignedIn, Visit
from approval_ui.words.refusals import REFUSALS
from approval_ui.words.templates import problem_words
from kindregards.domain.errors import ConflictError, DomainError, InvalidError, NotFoundError
from kindregards.domain.intake import ApplicationNotFoundError
from kindregards.domain.ports.templates import SampleOrder
from kindregards.domain.preview_links import preview_links
from kindregards.domain.sample_letters import SampleCase
from kindregards.domain.template_keys import TemplateKey, TemplateUnknownError, key_named
from kindregards.domain.template_samples import SampleLetter
from kindregards.domain.template_texts import LONGEST_NOTE, TemplateText, check_text
from kindregards.domain.template_versions import TemplateInvalidError
from kindregards.http.forms import Form

router = APIRouter()

_MARKED = Markup('<mark style="background:#FFE58F;color:#17212B">{}</mark>')


@router.get("/templates/{name}/preview")
async def preview_published(name: str, visit: SignedIn) -> Response:
    """Show what is kept newest, for a frame."""
    key = key_named(name)
    versions = await visit.services.templates.versions.versions(visit.user.company_id, key)
    text = versions[-1].text if versions else TemplateText()
    return await _frame(visit, SampleOrder(key=key, text=None if text.is_empty else text))


@router.post("/templates/{name}/preview")
async def preview_words(name: str, visit: Leading, form: SignedForm) -> Response:
    """Show what the words in the editor write, for a frame; nothing is kept."""
    try:
        return await _frame(visit, _order(key_named(name), form))
    except (InvalidError, NotFoundError) as error:
        return _refused_frame(visit, error)


@router.post("/templates/{name}")
async def keep_draft(name: str, visit: Leading, form: SignedForm) -> Response:
    """Keep the words as a draft, or only look them over."""
    key, text, note = key_named(name), text_of_form(form), (form.line("note") or "")[:LONGEST_NOTE]
    if form.line("do") == "check":
        return await _checked(visit, key, form, note)
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
        letter = (await _sample(visit, _order(key, form))).letter
        if letter is None:
            raise TemplateUnknownError(f"Nothing can be written for {key.name}.")
        await visit.services.templates.trials.send(visit.user.company_id, letter, to=visit.user.email, is_test=False)
    except (InvalidError, ConflictError, ApplicationNotFoundError) as error:
        return await template_page(visit, key, text, application=application_of(form), refusal=error)
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


async def _checked(visit: Visit, key: TemplateKey, form: Form, note: str) -> Response:
    text, case, application = text_of_form(form), _case(form), application_of(form)
    try:
        return await template_page(visit, key, text, note=note, case=case, application=application)
    except ApplicationNotFoundError as error:
        return await template_page(visit, key, text, note=note, case=case, application=application, refusal=error)


async def _frame(visit: Visit, order: SampleOrder) -> Response:
    sample = await _sample(visit, order)
    if sample.letter is None:
        raise TemplateUnknownError(f"Nothing can be written for {order.key.name}.")
    html = visit.services.renderer.render(sample.letter, preview_links(visit.services.links)).html
    for name in sample.missing:
        hole = f"(({name}))"
        html = html.replace(hole, _MARKED.format(hole))
    return letter_in_frame(html, links_open=False)


def _refused_frame(visit: Visit, error: DomainError) -> Response:
    """Say in the frame what keeps a letter from being shown: a page of the console would stay out of it."""
    found = error.problems if isinstance(error, TemplateInvalidError) else ()
    sentences = [problem_words(each, visit.user.language, visit.words) for each in found]
    page = visit.render("preview_refused.html", refusal=REFUSALS[error.code], problems=sentences)
    return letter_in_frame(page, links_open=False)


def _order(key: TemplateKey, form: Form) -> SampleOrder:
    """Return which letter a form asks for; raise TemplateInvalidError for words that no letter can be written in."""
    text = text_of_form(form)
    if not text.is_empty and (problems := check_text(text, key.kind)):
        raise TemplateInvalidError(problems)
    return SampleOrder(
        key=key,
        text=None if text.is_empty else text,
        case=_case(form),
        application_id=application_of(form) or None,
    )


async def _sample(visit: Visit, order: SampleOrder) -> SampleLetter:
    return await visit.services.templates.versions.sample(visit.user.company_id, order, now=visit.moments.now)


def _case(form: Form) -> SampleCase:
    wished = form.line("case")
    return SampleCase(wished) if wished in set(SampleCase) else SampleCase.USUAL
