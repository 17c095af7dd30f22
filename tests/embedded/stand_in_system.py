"""A whole supervised system of stand-ins: `python -m tests.embedded.stand_in_system DATA_DIR [PART=BEHAVIOUR...]`."""

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path

from kindregards.embedded import serve
from kindregards.supervision.data_dir_lock import data_dir_lock
from kindregards.supervision.errors import StartError
from kindregards.supervision.gate import GATE_VARIABLE
from kindregards.supervision.plan import Plan
from kindregards.supervision.program import Program, program_with_ready_file
from kindregards.supervision.screen import TerminalScreen

STAND_IN = Path(__file__).with_name("stand_in.py")


def main(data_dir: Path, behaviours: dict[str, str]) -> int:
    try:
        with data_dir_lock(data_dir) as lock:
            return asyncio.run(serve(_plan(data_dir, behaviours), TerminalScreen(data_dir / "logs"), lock=lock))
    except StartError as error:
        print(error)  # noqa: T201 -- the test reads it
        return 1


def _plan(data_dir: Path, behaviours: dict[str, str]) -> Plan:
    migration = Program(
        name="migrate",
        command=(sys.executable, "-c", behaviours.get("migrate", "")),
        environment=os.environ,
        log_path=data_dir / "logs" / "migrate.log",
        is_ready=lambda: True,
    )
    return Plan(
        migrate=migration,
        temporal=_part(data_dir, "temporal", behaviours),
        worker=_part(data_dir, "worker", behaviours),
        web=_part(data_dir, "web", behaviours),
        run_file=data_dir / "run.json",
        gate=data_dir / "run" / "gate",
        details={"web": {"url": "http://127.0.0.1:1"}, "worker": {}, "temporal": {"address": "127.0.0.1:2"}},
        facts=(("Console", "http://127.0.0.1:1"),),
    )


def _part(data_dir: Path, name: str, behaviours: dict[str, str]) -> Program:
    command = (sys.executable, "-S", str(STAND_IN), behaviours.get(name, "serves"))
    environment = {**os.environ, GATE_VARIABLE: str(data_dir / "run" / "gate")}
    grace = timedelta(seconds=float(behaviours.get("grace", "0.5")))
    return program_with_ready_file(name, command=command, environment=environment, data_dir=data_dir, grace=grace)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), dict(pair.split("=", 1) for pair in sys.argv[2:])))
