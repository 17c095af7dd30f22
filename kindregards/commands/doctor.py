"""`kindregards doctor`."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from kindregards.commands.environment import settings_for_command
from kindregards.settings import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindregards.doctor.finding import Finding

EPILOG = "Examples: kindregards doctor · kindregards doctor --json"
MARKS = {"fine": ("✓", typer.colors.GREEN), "notice": ("!", typer.colors.YELLOW), "wrong": ("✗", typer.colors.RED)}


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=EPILOG)(doctor)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list of findings.")] = False,
) -> None:
    """Say in plain words what is missing or wrong: settings, database, Temporal, worker, public address.

    Repairs nothing. Exits with 1 when something must be changed.
    """
    findings = []
    for finding in _findings():
        findings.append(finding)
        if not as_json:
            mark, colour = MARKS[finding.verdict]
            typer.echo(f"{typer.style(mark, fg=colour)} {finding.subject}: {finding.sentence}")
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False))
    raise typer.Exit(int(any(finding.verdict == "wrong" for finding in findings)))


def _findings() -> "Iterator[Finding]":
    from kindregards.doctor.examination import examine
    from kindregards.doctor.finding import wrong

    try:
        settings = settings_for_command()
    except SettingsError as error:
        yield from (wrong("settings", problem) for problem in error.problems)
        return
    yield from examine(settings)
