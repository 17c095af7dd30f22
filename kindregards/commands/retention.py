"""`kindregards retention`: forgets people whose time is over, or says who would be."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from kindregards.commands.records import with_records

if TYPE_CHECKING:
    from kindregards.domain.retention import RetentionCount
    from kindregards.store.retention import Retention

_WORDS = {
    "forgotten": "people whose time is over",
    "kept_records": "of these with a record that stays, under a pseudonym",
    "held": "of these because of a legal hold",
    "cleared": "records kept so far that nothing wants any more",
}


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        name="retention", epilog="Examples: kindregards retention --dry-run · kindregards retention --dry-run --json"
    )(retention)


def retention(
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count; change nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Forget people whose time is over, as the worker does every day."""
    from kindregards.clock import now

    async def work(count: "Retention") -> "RetentionCount":
        return await (count.plan(now=now()) if dry_run else count.run(now=now()))

    found = asdict(with_records(lambda records: work(records.retention)))
    if as_json:
        typer.echo(json.dumps({"dry_run": dry_run, **found}))
        return
    typer.echo("Nothing is changed; this is what a round would do." if dry_run else "Done.")
    for name, words in _WORDS.items():
        typer.echo(f"{found[name]:>8}  {words}")
