"""Letter templates of a company's own: drafts, publishing, samples, and files for git."""

# ruff: noqa: FAST003 -- the dependency behind the path takes the parameter

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from api.bodies import BodyOf
from api.declared import asking, reading, writing
from api.dependencies import Caller, Services, actor_of, is_id
from api.schemas.requests import NothingBody
from api.schemas.templates import (
    CellResource,
    DifferenceResource,
    DifferencesResource,
    ImpactResource,
    KeyResource,
    LineResource,
    MatrixResource,
    PublicationResource,
    RecomposedResource,
    SampleBody,
    SampleResource,
    TemplateBody,
    TemplateResource,
    TrialBody,
    VersionResource,
)
from api.schemas.texts import LARGEST_NUMBER
from kindregards.domain.intake import ApplicationNotFoundError
from kindregards.domain.ports.templates import SampleOrder
from kindregards.domain.preview_links import preview_links
from kindregards.domain.template_differences import differences
from kindregards.domain.template_keys import TemplateKey, TemplateUnknownError, key_named
from kindregards.domain.template_matrix import template_matrix
from kindregards.domain.template_samples import SampleLetter
from kindregards.domain.template_texts import TextProblem, check_text
from kindregards.domain.template_versions import TemplateBlockedError, TemplateUnchangedError
from kindregards.domain.trial_sending import TrialAddressUnknownError, TrialUnavailableError
from kindregards.http.refusals import FieldProblem, RequestInvalidError

router = APIRouter(prefix="/v1/templates", tags=["templates"])


class TemplateRefusedError(RequestInvalidError):
    """Words that cannot be used as a template; each problem has a code, a place and a sentence."""

    code = "template_invalid"


async def template_of(caller: Caller, name: Annotated[str, Path(max_length=200)]) -> TemplateKey:
    """Return the key that a path names."""
    del caller  # comes first: a stranger learns nothing about names
    return key_named(name)


TemplateInPath = Annotated[TemplateKey, Depends(template_of)]
Number = Annotated[int, Path(ge=1, le=LARGEST_NUMBER)]
Nothing = Annotated[NothingBody, Depends(BodyOf(NothingBody, may_be_empty=True))]


@router.get("", responses=reading())
async def list_templates(caller: Caller, services: Services) -> MatrixResource:
    """Return the templates there are, and for each letter whose words it is written in."""
    lines = await services.templates.versions.lines(caller.company_id)
    brand = await services.templates.brands.brand(caller.company_id)
    cells = template_matrix(lines, brand.languages, default_tone=brand.default_tone)
    return MatrixResource(
        templates=tuple(LineResource.of_line(line) for line in lines),
        matrix=tuple(CellResource.of_cell(cell) for cell in cells),
        gaps=sum(cell.is_gap for cell in cells),
    )


@router.get("/{name}", responses=reading(TemplateUnknownError, RequestInvalidError))
async def read(caller: Caller, services: Services, key: TemplateInPath) -> TemplateResource:
    """Return a template with every version; none where the company has written nothing."""
    versions = await services.templates.versions.versions(caller.company_id, key)
    shown = tuple(VersionResource.of(version) for version in versions)
    return TemplateResource(**KeyResource.of(key).model_dump(), versions=shown)


@router.put("/{name}", responses=writing(TemplateUnknownError, TemplateRefusedError))
async def write(
    caller: Caller,
    services: Services,
    key: TemplateInPath,
    body: Annotated[TemplateBody, Depends(BodyOf(TemplateBody))],
) -> VersionResource:
    """Keep a draft; it writes no letter before it is published. The newest version's words again change nothing."""
    text = body.text()
    refuse_unusable("", check_text(text, key.kind))
    drafts = await services.templates.versions.add_drafts(
        caller.company_id, {key: text}, author=actor_of(caller), note=body.note, now=services.clock()
    )
    kept = drafts or (await services.templates.versions.versions(caller.company_id, key))[-1:]
    return VersionResource.of(kept[0])


@router.get("/{name}/versions/{version}", responses=reading(TemplateUnknownError, RequestInvalidError))
async def read_version(caller: Caller, services: Services, key: TemplateInPath, version: Number) -> VersionResource:
    """Return one version."""
    return VersionResource.of(await services.templates.versions.version(caller.company_id, key, version))


@router.get("/{name}/versions/{version}/diff", responses=reading(TemplateUnknownError, RequestInvalidError))
async def compare(
    caller: Caller,
    services: Services,
    key: TemplateInPath,
    version: Number,
    since: Annotated[int, Query(ge=1, le=LARGEST_NUMBER, description="The version to compare with.")],
) -> DifferencesResource:
    """Return what changed from another version to this one, word by word."""
    before = await services.templates.versions.version(caller.company_id, key, since)
    after = await services.templates.versions.version(caller.company_id, key, version)
    found = differences(before.text, after.text)
    return DifferencesResource(differences=tuple(DifferenceResource.of(each) for each in found))


@router.post("/{name}/versions/{version}/publish", responses=asking(TemplateUnknownError, TemplateBlockedError))
async def publish(
    caller: Caller, services: Services, key: TemplateInPath, version: Number, _body: Nothing
) -> PublicationResource:
    """Let a version write letters from now on; letters that wait keep their words and are counted."""
    published = await services.templates.versions.publish(
        caller.company_id, key, version, by=actor_of(caller), now=services.clock()
    )
    impact = await services.templates.recomposing.impact(caller.company_id, key)
    return PublicationResource.of_publication(published, impact)


@router.post("/{name}/versions/{version}/restore", responses=asking(TemplateUnknownError, TemplateUnchangedError))
async def restore(
    caller: Caller, services: Services, key: TemplateInPath, version: Number, _body: Nothing
) -> VersionResource:
    """Keep a draft with the words of an older version."""
    restored = await services.templates.versions.restore(
        caller.company_id, key, version, author=actor_of(caller), now=services.clock()
    )
    return VersionResource.of(restored)


@router.post("/{name}/withdraw", responses=asking(TemplateUnknownError))
async def withdraw(caller: Caller, services: Services, key: TemplateInPath, _body: Nothing) -> ImpactResource:
    """Let the next template of the chain, in the end ours, write these letters again."""
    await services.templates.versions.withdraw(caller.company_id, key, by=actor_of(caller), now=services.clock())
    return ImpactResource.of(await services.templates.recomposing.impact(caller.company_id, key))


@router.get("/{name}/impact", responses=reading(TemplateUnknownError, RequestInvalidError))
async def impact(caller: Caller, services: Services, key: TemplateInPath) -> ImpactResource:
    """Count the letters that have not left and do not say yet what the template says today."""
    return ImpactResource.of(await services.templates.recomposing.impact(caller.company_id, key))


@router.post("/{name}/recompose", responses=asking(TemplateUnknownError))
async def recompose(caller: Caller, services: Services, key: TemplateInPath, _body: Nothing) -> RecomposedResource:
    """Compose the letters that wait in today's words; approvals of letters that change are asked for again."""
    done = await services.templates.recomposing.recompose(
        caller.company_id, key, by=actor_of(caller), now=services.clock()
    )
    return RecomposedResource.of(done)


@router.post("/{name}/preview", responses=asking(TemplateUnknownError, TemplateRefusedError, ApplicationNotFoundError))
async def preview(
    caller: Caller, services: Services, key: TemplateInPath, body: Annotated[SampleBody, Depends(BodyOf(SampleBody))]
) -> SampleResource:
    """Show the letter to an invented person, or to a candidate of yours, rendered as it would be sent."""
    sample = await _sample(services, caller.company_id, key, body)
    if sample.letter is None:
        raise TemplateUnknownError(f"Nothing can be written for {key.name}.")
    return SampleResource.of(sample, services.letters.renderer.render(sample.letter, preview_links(services.links)))


@router.post(
    "/{name}/test-send",
    responses=asking(
        TemplateUnknownError,
        TemplateRefusedError,
        ApplicationNotFoundError,
        TrialAddressUnknownError,
        TrialUnavailableError,
    ),
)
async def test_send(
    caller: Caller, services: Services, key: TemplateInPath, body: Annotated[TrialBody, Depends(BodyOf(TrialBody))]
) -> SampleResource:
    """Send the letter to an invented person, or to a candidate of yours, to a user of the console instead."""
    sample = await _sample(services, caller.company_id, key, body)
    if sample.letter is None:
        raise TemplateUnknownError(f"Nothing can be written for {key.name}.")
    await services.templates.trials.send(caller.company_id, sample.letter, to=body.to, is_test=caller.is_test)
    return SampleResource.of(sample, services.letters.renderer.render(sample.letter, preview_links(services.links)))


def refuse_unusable(pointer: str, problems: Sequence[TextProblem]) -> None:
    """Raise TemplateRefusedError with every problem and its place in the body."""
    if problems:
        raise TemplateRefusedError([_field_problem(pointer, problem) for problem in problems])


def _field_problem(pointer: str, problem: TextProblem) -> FieldProblem:
    place = "/subject" if problem.block == "subject" else f"/blocks/{problem.block}/{problem.paragraph}"
    return FieldProblem(pointer=f"{pointer}{place}", code=problem.code, message=problem.message)


async def _sample(services: Services, company_id: str, key: TemplateKey, body: SampleBody) -> SampleLetter:
    text = body.words.text() if body.words else None
    if text is not None:
        refuse_unusable("/words", check_text(text, key.kind))
    if body.application_id is not None and not is_id(body.application_id):
        raise ApplicationNotFoundError("There is no such application. `application_id` is the `id` of its resource.")
    order = SampleOrder(key=key, text=text, case=body.case, application_id=body.application_id)
    return await services.templates.versions.sample(company_id, order, now=services.clock())
