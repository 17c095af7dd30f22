"""`python -m tests.faults.mortal_system`: `kindregards up` with the mortal worker in the place of the worker."""

import asyncio
import os
import sys
from dataclasses import replace

from kindregards.commands.environment import settings_for_command
from kindregards.embedded import serve
from kindregards.settings import Settings
from kindregards.supervision.child_process import SHIM
from kindregards.supervision.data_dir_lock import data_dir_lock
from kindregards.supervision.plan import plan_for
from kindregards.supervision.screen import TerminalScreen


def command() -> tuple[str, ...]:
    """Return the command line that starts it as a child of this process."""
    return (sys.executable, "-I", "-S", str(SHIM), str(os.getpid()), sys.executable, "-m", "tests.faults.mortal_system")


def up(settings: Settings) -> int:
    """Run everything until SIGTERM."""
    with data_dir_lock(settings.data_dir) as lock:
        plan = plan_for(settings)
        worker = replace(plan.worker, command=(sys.executable, "-m", "tests.faults.mortal_worker"))
        return asyncio.run(serve(replace(plan, worker=worker), TerminalScreen(settings.data_dir / "logs"), lock=lock))


if __name__ == "__main__":
    sys.exit(up(settings_for_command()))
