"""`kindregards user`: members of staff."""

import json
import secrets
from typing import Annotated

import typer

from kindregards.commands.records import Records, read_password, with_records
from kindregards.domain.accounts import Role
from kindregards.domain.languages import Language

users = typer.Typer(
    name="user",
    help="Add, list and shut out members of staff.",
    epilog="Example: kindregards user create li.lei@example.com --name 李雷 --role reviewer",
    no_args_is_help=True,
)

Email = Annotated[str, typer.Argument(help="Address the user signs in with.")]
PasswordStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input instead of making one.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print a JSON list.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(users)


@users.command(
    epilog="Example: kindregards user create li.lei@example.com --name 李雷 --role reviewer --group recruiters"
)
def create(
    email: Email,
    name: Annotated[str, typer.Option(help="Name shown to colleagues.")],
    role: Annotated[Role, typer.Option(help="What the user may do.")] = Role.REVIEWER,
    group: Annotated[list[str] | None, typer.Option(help="Group of reviewers; may be repeated.")] = None,
    language: Annotated[Language, typer.Option(help="Language of the console.")] = Language.ENGLISH,
    password_stdin: PasswordStdin = False,
) -> None:
    """Add a user. A password is made and shown once."""
    from kindregards.clock import now
    from kindregards.domain.ports.accounts import NewUser

    password = read_password() if password_stdin else secrets.token_urlsafe(12)
    new = NewUser(email=email, name=name, password=password, role=role, groups=tuple(group or ()), language=language)

    async def work(records: Records) -> None:
        await records.accounts.create(records.company_id, new, now=now())

    with_records(work)
    typer.echo(f"{email} may sign in as {role}.")
    _show(password, given=password_stdin)


@users.command(name="list", epilog="Examples: kindregards user list · kindregards user list --json")
def list_users(as_json: AsJson = False) -> None:
    """List every user."""
    found = with_records(lambda records: records.accounts.all(records.company_id))
    if as_json:
        facts = [
            {
                "id": user.id,
                "email": user.email,
                "name": user.name,
                "role": user.role,
                "groups": user.groups,
                "language": user.language,
                "is_disabled": user.is_disabled,
            }
            for user in found
        ]
        typer.echo(json.dumps(facts, indent=2, ensure_ascii=False))
        return
    for user in found:
        state = "disabled" if user.is_disabled else user.role
        typer.echo(f"{user.email}  {user.name}  {state}  {', '.join(user.groups)}".rstrip())


@users.command(epilog="Example: kindregards user disable li.lei@example.com")
def disable(email: Email) -> None:
    """Shut a user out and end all their sessions at once."""
    from kindregards.clock import now

    with_records(lambda records: records.accounts.disable(records.company_id, email, now=now()))
    typer.echo(f"{email} is shut out.")


@users.command(epilog="Example: kindregards user reset-password li.lei@example.com")
def reset_password(email: Email, password_stdin: PasswordStdin = False) -> None:
    """Set a new password and end all sessions. A password is made and shown once."""
    password = read_password() if password_stdin else secrets.token_urlsafe(12)
    with_records(lambda records: records.accounts.reset_password(records.company_id, email, password))
    typer.echo(f"{email} has a new password.")
    _show(password, given=password_stdin)


def _show(password: str, *, given: bool) -> None:
    if not given:
        typer.echo(f"Password (shown once): {password}")
