"""Templates: which of them writes which letter, and one with its versions."""

from itertools import groupby

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.refused import status_of
from approval_ui.template_words import fields_of
from approval_ui.visits import SignedIn, Visit
from approval_ui.words.findings import shown_findings
from approval_ui.words.refusals import REFUSALS
from kindregards.domain.errors import DomainError
from kindregards.domain.letters import Finding
from kindregards.domain.ports.templates import SampleOrder
from kindregards.domain.sample_letters import SampleCase
from kindregards.domain.template_differences import differences
from kindregards.domain.template_keys import TemplateKey, key_named
from kindregards.domain.template_matrix import template_matrix
from kindregards.domain.template_texts import TemplateText, check_text
from kindregards.domain.template_versions import TemplateBlockedError, TemplateState
from kindregards.http.languages import marked, named_language

router = APIRouter()

DONE = {
    "drafted": marked("The draft is kept. It writes no letter before it is published."),
    "published": marked("This version writes letters from now on."),
    "withdrawn": marked("The next template of the chain writes these letters again."),
    "restored": marked("The old words are a new draft. Publish it to use them."),
    "sent": marked("The test letter is on its way to you."),
    "recomposed": marked(
        "The letters that wait are written in today's words; approvals of changed ones are asked for again."
    ),
}


@router.get("/templates")
async def show_matrix(visit: SignedIn) -> Response:
    """Show for every letter whose words it is written in."""
    company_id = visit.user.company_id
    brand = await visit.services.templates.brands.brand(company_id)
    lines = await visit.services.templates.versions.lines(company_id)
    wished = named_language(visit.asked("language")) or visit.user.language
    language = wished if wished in brand.languages else brand.languages[0]
    cells = template_matrix(lines, [language], default_tone=brand.default_tone)
    shown = {cell.key for cell in cells}
    return visit.page(
        "templates.html",
        chosen=language,
        languages=brand.languages,
        rows=[list(row) for _, row in groupby(cells, key=lambda cell: (cell.key.kind, cell.key.stage))],
        gaps=sum(cell.is_gap for cell in cells),
        count=len(cells),
        others=[line for line in lines if line.key.language is language and line.key not in shown],
    )


@router.get("/templates/{name}")
async def show_template(name: str, visit: SignedIn) -> Response:
    """Show one template: its newest words to edit, what they write, its versions, and letters that wait."""
    key = key_named(name)
    versions = await visit.services.templates.versions.versions(visit.user.company_id, key)
    return await template_page(visit, key, versions[-1].text if versions else TemplateText())


@router.get("/templates/{name}/versions/{number}")
async def show_version(name: str, number: int, visit: SignedIn) -> Response:
    """Show one version and what it changed."""
    key, company_id = key_named(name), visit.user.company_id
    version = await visit.services.templates.versions.version(company_id, key, number)
    before = (
        (await visit.services.templates.versions.version(company_id, key, number - 1)).text
        if number > 1
        else TemplateText()
    )
    return visit.page(
        "template_version.html",
        key=key,
        version=version,
        differences=differences(before, version.text),
        names=await visit.services.sessions.names(company_id),
    )


async def template_page(  # noqa: PLR0913 -- one fact each
    visit: Visit,
    key: TemplateKey,
    text: TemplateText,
    *,
    note: str = "",
    case: SampleCase = SampleCase.USUAL,
    application: str = "",
    refusal: DomainError | None = None,
) -> Response:
    """Return the page of a template with these words in its editor."""
    company_id = visit.user.company_id
    versions = await visit.services.templates.versions.versions(company_id, key)
    problems = () if text.is_empty else check_text(text, key.kind)
    tried = None if text.is_empty or problems else text
    # An application that was refused is shown as it was typed, beside the letter to somebody invented.
    order = SampleOrder(key=key, text=tried, case=case, application_id=None if refusal else application or None)
    sample = await visit.services.templates.versions.sample(company_id, order, now=visit.moments.now)
    return visit.page(
        "template.html",
        status=status_of(refusal) if refusal else 200,
        key=key,
        versions=versions[::-1],
        published=next((each for each in versions if each.state is TemplateState.PUBLISHED), None),
        fields=fields_of(visit, text, await visit.services.templates.versions.inherited(company_id, key), problems),
        note=note,
        case=case,
        application=application,
        sample=sample,
        findings=_shown(visit, refusal, sample.findings, sample.letter.body if sample.letter else ""),
        impact=await visit.services.templates.recomposing.impact(company_id, key),
        names=await visit.services.sessions.names(company_id),
        done=DONE.get(visit.asked("done") or ""),
        refusal=REFUSALS[refusal.code] if refusal else None,
    )


def _shown(visit: Visit, refusal: DomainError | None, findings: tuple[Finding, ...], body: str) -> list[object]:
    """Return what the lint says of the letter shown, or of the one that keeps the version from being published."""
    if isinstance(refusal, TemplateBlockedError):
        return list(shown_findings(refusal.findings, "", visit.user.language, visit.words))
    return list(shown_findings(findings, body, visit.user.language, visit.words))
