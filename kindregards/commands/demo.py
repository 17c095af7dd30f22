"""`kindregards demo`."""

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from dotenv import dotenv_values

from kindregards.commands.environment import ENV_FILE, settings_for_command
from kindregards.domain.languages import Language

if TYPE_CHECKING:
    from kindregards.demo.systems import System

DATA_DIR = "KINDREGARDS_DATA_DIR"
EPILOG = (
    "Examples: kindregards demo · kindregards demo second-round --lang zh-CN · kindregards demo --stay · "
    "kindregards demo offer --url https://kindregards.example.com --api-key kr_test_…"
)


class Choice(StrEnum):
    """Which scenario is played."""

    SCREENING = "screening"
    SECOND_ROUND = "second-round"
    OFFER = "offer"
    ALL = "all"


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=EPILOG)(demo)


def demo(
    scenario: Annotated[Choice, typer.Argument(help="Which scenario to play.")] = Choice.ALL,
    lang: Annotated[
        Language | None, typer.Option(help="Play only people of this language, and tell in it. Default: both.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="System to play on. Default: the running one, else its own.")] = None,
    api_key: Annotated[str | None, typer.Option(help="API key of that system.")] = None,
    stay: Annotated[bool, typer.Option("--stay", help="Keep the demo's own system until Ctrl-C.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")] = False,
) -> None:
    """Play three scenarios with invented candidates and tell of each one's way, step by step.

    Without --url it plays on the system that runs on the data directory; where none runs, it starts one of its own
    with a mailbox instead of real channels, and stops it at the end. Exits with 1 when anything went wrong.
    """
    from kindregards.demo.account import terminal
    from kindregards.demo.performance import Performance
    from kindregards.demo.play import Programme
    from kindregards.demo.systems import given_system
    from kindregards.domain.tours import Scenario

    programme = Programme(
        scenarios=[each for each in Scenario if scenario in {Choice.ALL, each.value}],
        languages=[lang] if lang else list(Language),
        told_in=lang or Language.ENGLISH,
    )
    system = given_system(url, api_key) if url else _running(api_key)
    performance = Performance(programme=programme, console=terminal(is_silent=as_json), stay=stay, as_json=as_json)
    raise typer.Exit(0 if performance.perform(system) else 1)


def _running(api_key: str | None) -> "System | None":
    """Return the system that runs on the data directory. Where none does, not even a folder is made."""
    from kindregards.demo.systems import running_system
    from kindregards.settings import EmailChannel, SmsChannel

    if not (_data_dir() / "run.json").is_file():
        return None
    settings = settings_for_command()
    sends_for_real = (
        settings.email_channel is not EmailChannel.MAILBOX or settings.sms_channel is not SmsChannel.MAILBOX
    )
    return running_system(settings.data_dir, api_key, sends_for_real=sends_for_real)


def _data_dir() -> Path:
    """Return the data directory without loading the settings, which would make its secrets."""
    kept = dotenv_values(ENV_FILE) if ENV_FILE.is_file() else {}
    return Path(os.environ.get(DATA_DIR) or kept.get(DATA_DIR) or "data")
