"""`kindregards api-key`: keys of integrators."""

import json
from datetime import timedelta
from typing import Annotated

import typer

from kindregards.commands.records import with_records

api_keys = typer.Typer(
    name="api-key",
    help="Make, list and revoke keys of integrators.",
    epilog="Example: kindregards api-key create 'our ATS'",
    no_args_is_help=True,
)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(api_keys)


@api_keys.command(epilog="Examples: kindregards api-key create 'our ATS' · kindregards api-key create trial --test")
def create(
    label: Annotated[str, typer.Argument(help="Whose key it is, for people who read the list.")],
    is_test: Annotated[bool, typer.Option("--test", help="Everything works, nothing leaves the house.")] = False,
    expires_in_days: Annotated[int | None, typer.Option(min=1, max=3660, help="Default: it does not expire.")] = None,
) -> None:
    """Make a key and print it, for the only time."""
    from kindregards.clock import now

    made_at = now()
    expires_at = made_at + timedelta(days=expires_in_days) if expires_in_days else None
    key = with_records(
        lambda records: records.api_keys.create(
            records.company_id, label, is_test=is_test, now=made_at, expires_at=expires_at
        )
    )
    typer.echo(key)


@api_keys.command(name="list", epilog="Examples: kindregards api-key list · kindregards api-key list --json")
def list_keys(as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False) -> None:
    """List every key by its id; secrets are not kept."""
    found = with_records(lambda records: records.api_keys.all(records.company_id))
    if as_json:
        facts = [
            {
                "id": key.public_id,
                "label": key.label,
                "is_test": key.is_test,
                "created_at": key.created_at.isoformat(),
                "last_used_at": key.last_used_at.isoformat() if key.last_used_at else None,
                "revoked_at": key.revoked_at.isoformat() if key.revoked_at else None,
            }
            for key in found
        ]
        typer.echo(json.dumps(facts, indent=2, ensure_ascii=False))
        return
    for key in found:
        state = "revoked" if key.revoked_at else "test" if key.is_test else "live"
        used = f"last used {key.last_used_at:%Y-%m-%d}" if key.last_used_at else "never used"
        typer.echo(f"{key.public_id}  {state}  {key.label}  {used}")


@api_keys.command(epilog="Example: kindregards api-key revoke 0123456789abcdef")
def revoke(key_id: Annotated[str, typer.Argument(help="The id that `kindregards api-key list` shows.")]) -> None:
    """End a key; running processes stop taking it within seconds."""
    from kindregards.clock import now

    with_records(lambda records: records.api_keys.revoke(records.company_id, key_id, now=now()))
    typer.echo(f"Key {key_id} is revoked.")
