"""Becomes another program that Linux ends when the supervisor ends, even by kill -9. Run as a script, by path.

Usage: die_with_parent.py SUPERVISOR_PID PROGRAM [ARGUMENT...]. It runs without site-packages, so it costs milliseconds,
and needs no code between fork and exec in the supervisor. Elsewhere than on Linux it only becomes the program.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(supervisor: int, command: list[str]) -> None:
    """Ask for SIGKILL at the supervisor's death, then become the command.

    SIGKILL, not SIGTERM: a worker that still drains would share its files and ports with the next supervisor.
    Nothing is lost by it: every step is safe to run again.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != supervisor:  # it died before the request was made
            os.kill(os.getpid(), signal.SIGKILL)
    os.execvp(command[0], command)  # noqa: S606 -- the supervisor names the program, no shell reads it


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
