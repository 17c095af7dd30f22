"""`kindregards doctor`."""

import json
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from kindregards.commands.environment import settings_for_command
from kindregards.settings import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kindregards.doctor.finding import Finding
    from kindregards.settings import Settings

EPILOG = "Examples: kindregards doctor · kindregards doctor --json · kindregards doctor --live"
MARKS = {"fine": ("✓", typer.colors.GREEN), "notice": ("!", typer.colors.YELLOW), "wrong": ("✗", typer.colors.RED)}


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=EPILOG)(doctor)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list of findings.")] = False,
    deliveries: Annotated[
        bool, typer.Option("--deliveries", help="Instead, recompute every delivery from its attempts and events.")
    ] = False,
    live: Annotated[
        bool,
        typer.Option(
            "--live", help="Also log in at the mail server, and ask WeChat for account and template; sends nothing."
        ),
    ] = False,
) -> None:
    """Say in plain words what is missing or wrong: settings, database, Temporal, worker, public address.

    Repairs nothing. Exits with 1 when something must be changed.
    """
    findings = []
    for finding in _findings(_ledger if deliveries else partial(_everything, live=live)):
        findings.append(finding)
        if not as_json:
            mark, colour = MARKS[finding.verdict]
            typer.echo(f"{typer.style(mark, fg=colour)} {finding.subject}: {finding.sentence}")
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False))
    raise typer.Exit(int(any(finding.verdict == "wrong" for finding in findings)))


def _findings(look: "Callable[[Settings], Iterator[Finding]]") -> "Iterator[Finding]":
    from kindregards.doctor.finding import wrong

    try:
        settings = settings_for_command()
    except SettingsError as error:
        yield from (wrong("settings", problem) for problem in error.problems)
        return
    yield from look(settings)


def _everything(settings: "Settings", *, live: bool) -> "Iterator[Finding]":
    from kindregards.doctor.examination import examine

    return examine(settings, ask_providers=live)


def _ledger(settings: "Settings") -> "Iterator[Finding]":
    from rich.console import Console
    from rich.progress import Progress

    from kindregards.doctor.database_check import check_database
    from kindregards.doctor.deliveries_check import check_deliveries

    url = settings.database_url.get_secret_value()
    problems = [finding for finding in check_database(url) if finding.verdict == "wrong"]
    if problems:
        yield from problems
        return
    # On stderr, so that findings alone are on stdout.
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Recomputing deliveries")
        yield from check_deliveries(url, lambda done, total: bar.update(task, completed=done, total=total))
