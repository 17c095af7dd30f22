"""`kindregards templates`: letter templates as files, for git."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from kindregards.commands.records import Records, with_records
from kindregards.domain.template_files import FileProblem, check_files, file_name, written
from kindregards.domain.template_versions import TemplateState, TemplateVersion

templates = typer.Typer(
    name="templates",
    help="Keep letter templates as files, for git.",
    epilog="Example: kindregards templates export letters/",
    no_args_is_help=True,
)

_AUTHOR = "cli"
_WRONG = 1
Folder = Annotated[Path, typer.Argument(help="One TOML file a template, named after what it is for.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(templates)


@templates.command(name="export", epilog="Example: kindregards templates export letters/")
def export_files(folder: Folder) -> None:
    """Write every published template to a folder; files of others stay."""

    async def published(records: Records) -> list[TemplateVersion]:
        lines = await records.templates.lines(records.company_id)
        versions = [each for line in lines for each in await records.templates.versions(records.company_id, line.key)]
        return [each for each in versions if each.state is TemplateState.PUBLISHED]

    found = with_records(published)
    folder.mkdir(parents=True, exist_ok=True)
    for version in found:
        (folder / file_name(version.key)).write_text(written(version.text), encoding="utf-8", newline="\n")
    typer.echo(f"{len(found)} templates are in {folder}.")


@templates.command(epilog="Example, in a pipeline: kindregards templates check letters/")
def check(folder: Folder) -> None:
    """Say everything that is wrong with the files of a folder; needs no database. Exit code 1 when something is."""
    texts, problems = check_files(_read(folder))
    _refuse_problems(problems)
    typer.echo(f"{len(texts)} templates can be used.")


@templates.command(
    name="import",
    epilog="Examples: kindregards templates import letters/ · kindregards templates import letters/ --note 'see #42'",
)
def import_files(
    folder: Folder,
    note: Annotated[str, typer.Option(help="Why, for colleagues who read the versions.")] = "",
) -> None:
    """Keep a draft of every file that says something new, all or none; publish them in the console."""
    from kindregards.clock import now

    texts, problems = check_files(_read(folder))
    _refuse_problems(problems)
    drafts = with_records(
        lambda records: records.templates.add_drafts(records.company_id, texts, author=_AUTHOR, note=note, now=now())
    )
    for draft in drafts:
        typer.echo(f"{draft.key.name}  draft {draft.version}")
    typer.echo(f"{len(drafts)} drafts; {len(texts) - len(drafts)} files say nothing new.")


def _read(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        raise typer.BadParameter(f"{folder} is no folder.")
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.toml"))}


def _refuse_problems(problems: Iterable[FileProblem]) -> None:
    found = list(problems)
    for each in found:
        place = f"{each.problem.block} {each.problem.paragraph + 1}: " if each.problem.block else ""
        typer.echo(f"{each.file}: {place}{each.problem.message} [{each.problem.code}]", err=True)
    if found:
        raise typer.Exit(_WRONG)
