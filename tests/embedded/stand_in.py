"""Stands in for web, worker or Temporal: serves until SIGTERM, or misbehaves as its first argument says."""

import os
import signal
import sys
import time
from pathlib import Path


def main(behaviour: str) -> None:
    """Say ready, then live as told."""
    if behaviour == "dies at once":
        print("the licence has expired", flush=True)  # noqa: T201 -- its supervisor reads it
        sys.exit(3)
    signal.signal(signal.SIGTERM, signal.SIG_IGN if behaviour == "ignores SIGTERM" else lambda *_: sys.exit(0))
    print('{"level": "warning", "event": "disk_nearly_full", "free": "2 %"}', flush=True)  # noqa: T201 -- as above
    while behaviour == "waits at the gate" and not Path(os.environ["KINDREGARDS_GATE_FILE"]).exists():
        time.sleep(0.01)
    if behaviour == "talks a lot":
        print("a long line\n" * 30_000, flush=True)  # noqa: T201 -- more than a pipe holds
    if behaviour != "never ready":
        Path(os.environ["KINDREGARDS_READY_FILE"]).touch()
    if behaviour == "dies soon":
        time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGKILL)
    while True:
        time.sleep(0.05)


if __name__ == "__main__":
    main(sys.argv[1])
