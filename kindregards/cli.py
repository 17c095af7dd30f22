"""The command `kindregards`: one file per noun under kindregards/commands."""

import os
import sys
import time
from contextlib import suppress

import typer

from kindregards.commands import (
    api_key,
    demo,
    doctor,
    fake_providers,
    group,
    migrate,
    policy,
    processes,
    retention,
    templates,
    up,
    user,
)
from kindregards.domain.errors import DomainError
from kindregards.settings import SettingsError
from kindregards.supervision.errors import StartError

REFUSED = 1

app = typer.Typer(
    name="kindregards",
    help="Tells interviewed candidates how their application ended: promptly, personally, with a person in charge.",
    epilog="Begin with: kindregards up",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,  # locals of a traceback may hold personal data
    add_completion=False,
)
for module in (
    up,
    demo,
    processes,
    migrate,
    doctor,
    user,
    group,
    api_key,
    policy,
    templates,
    retention,
    fake_providers,
):
    module.add_to(app)


def main() -> None:
    """Run one command and leave with its exit code."""
    leave(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; return its exit code. Refusals become their sentence on stderr."""
    try:
        app(arguments, prog_name="kindregards")
    except SystemExit as end:  # how Typer ends every command
        return end.code if isinstance(end.code, int) else 0
    except SettingsError as error:
        return _refuse("These settings need a change:", *error.problems)
    except (StartError, DomainError) as error:
        return _refuse(str(error))
    return 0


def leave(code: int) -> None:
    """End the process. One that has used Temporal's client must not unwind the interpreter: it crashes now and then."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(BrokenPipeError):  # nobody reads any more
            stream.flush()
    if "temporalio.bridge" in sys.modules:
        time.sleep(0.5)
        os._exit(code)
    sys.exit(code)


def _refuse(*sentences: str) -> int:
    sys.stderr.write("\n".join(sentences) + "\n")
    return REFUSED
