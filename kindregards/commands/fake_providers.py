"""`kindregards fake-providers`."""

import os
import sys
from typing import Annotated

import typer

EPILOG = (
    "Example: kindregards fake-providers --port 9100, then KINDREGARDS_EMAIL_CHANNEL=sendgrid "
    "KINDREGARDS_SENDGRID_BASE_URL=http://127.0.0.1:9100 (and its other settings) kindregards up"
)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="fake-providers", epilog=EPILOG)(fake_providers)


def fake_providers(port: Annotated[int, typer.Option(help="Port to listen on.")] = 9100) -> None:
    """Play the mail and text-message providers on this machine, to try real channels without an account."""
    command = [sys.executable, "-m", "kindregards.fake_providers", "--port", str(port)]
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606 -- our own module takes over this process, signals and all
