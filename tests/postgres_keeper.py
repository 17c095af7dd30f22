"""Runs a PostgreSQL server until no process uses it any more, crashed ones too; started as a program."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path


def keep(folder: Path, command: list[str], user: int | None, group: int | None) -> None:
    """Run the server until nobody shares the lock on its `users` file, then stop it and remove its folder."""
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(  # noqa: S603 -- no shell, the tests' own arguments
            command, user=user, group=group, stdout=log, stderr=log, cwd=folder
        )
    with (folder / "users").open() as users:
        # Every user holds it shared, and the kernel lets go for those who die.
        fcntl.flock(users, fcntl.LOCK_EX)
        server.send_signal(signal.SIGQUIT)
        server.wait()
    shutil.rmtree(folder)


if __name__ == "__main__":
    # Leaves the test run's process group, so that Ctrl-C there reaches the tests first.
    if os.fork():
        os._exit(0)
    os.setsid()
    keep(Path(sys.argv[1]), **json.loads(sys.argv[2]))
