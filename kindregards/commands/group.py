"""`kindregards group`: groups of reviewers."""

import json
from typing import Annotated

import typer

from kindregards.commands.records import with_records

groups = typer.Typer(
    name="group",
    help="Add and list groups of reviewers.",
    epilog="Example: kindregards group create leads",
    no_args_is_help=True,
)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(groups)


@groups.command(epilog="Example: kindregards group create leads")
def create(name: Annotated[str, typer.Argument(help="Name, as policies and users refer to it.")]) -> None:
    """Add a group."""
    from kindregards.clock import now

    with_records(lambda records: records.groups.create(records.company_id, name, now=now()))
    typer.echo(f"There is a group {name}.")


@groups.command(name="list", epilog="Examples: kindregards group list · kindregards group list --json")
def list_groups(as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False) -> None:
    """List every group."""
    names = with_records(lambda records: records.groups.names(records.company_id))
    typer.echo(json.dumps(names, ensure_ascii=False) if as_json else "\n".join(names))
