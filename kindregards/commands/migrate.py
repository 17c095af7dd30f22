"""`kindregards migrate`."""

from typing import Annotated

import typer

from kindregards.commands.environment import settings_for_command

EPILOG = "Examples: kindregards migrate · kindregards migrate --check"


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=EPILOG)(migrate)


def migrate(
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit with 1 when migrations are missing.")
    ] = False,
) -> None:
    """Bring the database to the schema of this program. Safe to run twice, and from two places at once."""
    from kindregards.store.migrate import current_and_head, upgrade

    url = settings_for_command().database_url.get_secret_value()
    if not check:
        upgrade(url)
    version = current_and_head(url)
    if version.is_current:
        typer.echo(f"The database is up to date (migration {version.current}).")
        return
    typer.echo(
        f"The database is at migration {version.current}, this program needs {version.head}: kindregards migrate"
    )
    raise typer.Exit(1)
