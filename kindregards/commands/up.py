"""`kindregards up`."""

from pathlib import Path
from typing import Annotated

import typer

from kindregards.commands.environment import settings_for_command

EPILOG = "Examples: kindregards up · kindregards up --data-dir /srv/letters --port 9000 · kindregards up --port 0"

DataDir = Annotated[Path | None, typer.Option(help="Where everything is kept. Default: ./data.")]
Port = Annotated[int | None, typer.Option(help="Port of console and API; 0 takes a free one. Default: 8080.")]
Host = Annotated[str | None, typer.Option(help="Address to listen on. Default: 127.0.0.1.")]
TemporalPort = Annotated[int | None, typer.Option(help="Port of the Temporal server. Default: a free one.")]
TemporalUiPort = Annotated[int | None, typer.Option(help="Port of Temporal's own pages. Default: a free one.")]


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=EPILOG)(up)


def up(
    data_dir: DataDir = None,
    port: Port = None,
    host: Host = None,
    temporal_port: TemporalPort = None,
    temporal_ui_port: TemporalUiPort = None,
) -> None:
    """Run everything on this machine: Temporal, worker and web, with a mailbox instead of real channels.

    No account, key or container is needed. Ctrl-C stops it cleanly; the next start goes on with the same data.
    Settings are read from the environment (KINDREGARDS_…) and from .env; see .env.example.
    """
    from kindregards.embedded import up as run_embedded

    settings = settings_for_command(
        data_dir=data_dir, port=port, host=host, temporal_port=temporal_port, temporal_ui_port=temporal_ui_port
    )
    raise typer.Exit(run_embedded(settings))
