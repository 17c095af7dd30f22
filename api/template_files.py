"""Letter templates as files, so that a company keeps them in git."""

from typing import Annotated

from fastapi import APIRouter, Depends

from api.bodies import BodyOf
from api.declared import asking, reading
from api.dependencies import Caller, Services, actor_of
from api.schemas.templates import DraftsResource, FilesBody, FilesResource, VersionResource
from api.templates import TemplateRefusedError
from kindregards.domain.template_files import FileProblem, check_files, file_name, written
from kindregards.domain.template_versions import TemplateState
from kindregards.http.refusals import FieldProblem
from kindregards.http.repeated_fields import pointer_step

router = APIRouter(prefix="/v1/template-files", tags=["templates"])


@router.get("", responses=reading())
async def export_files(caller: Caller, services: Services) -> FilesResource:
    """Return every published template as a file."""
    files: dict[str, str] = {}
    for line in await services.templates.versions.lines(caller.company_id):
        for version in await services.templates.versions.versions(caller.company_id, line.key):
            if version.state is TemplateState.PUBLISHED:
                files[file_name(line.key)] = written(version.text)
    return FilesResource(files=files)


@router.post("", responses=asking(TemplateRefusedError))
async def import_files(
    caller: Caller, services: Services, body: Annotated[FilesBody, Depends(BodyOf(FilesBody))]
) -> DraftsResource:
    """Keep a draft of every file that says something new, all or none; publishing stays a step of its own."""
    texts, problems = check_files({name: text.encode() for name, text in body.files.items()})
    if problems:
        raise TemplateRefusedError([_field_problem(problem) for problem in problems])
    drafts = await services.templates.versions.add_drafts(
        caller.company_id, texts, author=actor_of(caller), note=body.note, now=services.clock()
    )
    return DraftsResource(drafts=tuple(VersionResource.of(draft) for draft in drafts))


def _field_problem(found: FileProblem) -> FieldProblem:
    place = f" ({found.problem.block} {found.problem.paragraph + 1})" if found.problem.block else ""
    return FieldProblem(
        pointer=f"/files/{pointer_step(found.file[:100])}",
        code=found.problem.code,
        message=f"{found.problem.message}{place}",
    )
