"""`kindregards up`: the whole system on one machine, with no account anywhere.

Temporal's development server, worker and web run as children of this process. They are started again when they die,
and die when this process dies.
"""

import asyncio

from kindregards.settings import Settings
from kindregards.supervision.child_process import ChildProcess
from kindregards.supervision.data_dir_lock import data_dir_lock
from kindregards.supervision.errors import StartError
from kindregards.supervision.gate import close_gate, open_gate
from kindregards.supervision.log_file import LogFile
from kindregards.supervision.plan import Plan, plan_for
from kindregards.supervision.program import Program
from kindregards.supervision.screen import TerminalScreen
from kindregards.supervision.stop_request import StopRequest
from kindregards.supervision.supervisor import Supervisor

FORCED = 130
"""The exit code after a second Ctrl-C; a clean end is 0."""


class MigrationFailedError(StartError):
    """The database could not be brought up to date."""


def up(settings: Settings) -> int:
    """Run everything until Ctrl-C or SIGTERM; return the exit code. Raises StartError when it cannot start."""
    with data_dir_lock(settings.data_dir) as lock:
        return asyncio.run(serve(plan_for(settings), TerminalScreen(settings.data_dir / "logs"), lock=lock))


async def serve(plan: Plan, screen: TerminalScreen, *, lock: int) -> int:
    """Start the plan's parts, keep them running, and stop them in order: doors and worker first, Temporal last."""
    stop = StopRequest()
    supervisor = Supervisor(run_file=plan.run_file, details=plan.details, screen=screen, keep_open=(lock,))
    stop.force = supervisor.kill
    try:
        await supervisor.run(_start(plan, supervisor, screen), stop.wait())
        screen.say("Stopping: running steps are finished first. Ctrl-C again stops at once.")
    finally:
        supervisor.forget()
        await supervisor.stop("web", "worker")
        await supervisor.stop("temporal")
    screen.say("Stopped.")
    return FORCED if stop.was_forced else 0


async def _start(plan: Plan, supervisor: Supervisor, screen: TerminalScreen) -> None:
    """Start everything side by side; worker and web load, and wait at the gate for the database and for Temporal."""
    screen.say("Starting Kind Regards…")
    close_gate(plan.gate)
    temporal = supervisor.launch(plan.temporal) if plan.temporal else None
    supervisor.launch(plan.web)
    supervisor.launch(plan.worker)
    await _migrate(plan.migrate)
    if temporal:
        await temporal.ready.wait()
    open_gate(plan.gate)
    await supervisor.all_ready()
    screen.ready(plan.facts, "Ctrl-C stops everything.")


async def _migrate(program: Program) -> None:
    """Bring the database up to date in a process of its own, which spares this one the heavy imports."""
    lines: list[str] = []
    with LogFile(program.log_path) as log:

        def take(line: bytes) -> None:
            log.write(line)
            lines.append(line.decode(errors="replace").rstrip())

        child = await ChildProcess.start(program.command, environment=program.environment, on_line=take)
        try:
            code = await child.ended()
        finally:
            await child.stop(program.grace)
    if code:
        said = "\n".join(f"  {line}" for line in lines[-8:])
        raise MigrationFailedError(f"The database could not be migrated:\n{said}\nThe whole log is {program.log_path}.")
