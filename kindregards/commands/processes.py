"""`kindregards web` and `kindregards worker`: the two processes of the system, each by itself."""

from typing import Annotated

import typer

from kindregards.commands.environment import settings_for_command
from kindregards.settings import Settings
from kindregards.supervision.gate import wait_at_gate

WEB_EPILOG = "Examples: kindregards web · kindregards web --host 0.0.0.0 --port 8000"
WORKER_EPILOG = "Example: kindregards worker"


def add_to(app: typer.Typer) -> None:
    """Add both commands."""
    app.command(epilog=WEB_EPILOG)(web)
    app.command(epilog=WORKER_EPILOG)(worker)


def web(
    host: Annotated[str | None, typer.Option(help="Address to listen on. Default: 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on. Default: 8080.")] = None,
) -> None:
    """Serve API, console and candidates' pages. Works, and takes everything in, while Temporal is away."""
    from kindregards.web import main

    settings = settings_for_command(host=host, port=port)
    _configure_logging("web", settings)
    wait_at_gate()
    main(settings)


def worker() -> None:
    """Carry out workflows: decide, write, send, remind. Start as many as you like. SIGTERM lets running steps end."""
    from kindregards.worker import main

    settings = settings_for_command()
    _configure_logging("worker", settings)
    wait_at_gate()
    main(settings)


def _configure_logging(part: str, settings: Settings) -> None:
    from kindregards.telemetry import configure_logging

    configure_logging(part=part, level=settings.log_level, log_format=settings.log_format)
