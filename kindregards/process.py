"""How a process of ours says that it is ready, hears that it should stop, and ends."""

import asyncio
import logging
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

READY_FILE_VARIABLE = "KINDREGARDS_READY_FILE"
_SETTLE_SECONDS = 0.5


def stop_on_signals() -> asyncio.Event:
    """Return an event that SIGTERM and SIGINT set; to be called within the running loop."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    return stopping


def announce_ready() -> None:
    """Touch the file by which a supervisor learns that this process serves."""
    path = os.environ.get(READY_FILE_VARIABLE)
    if path:
        Path(path).touch()


async def settle() -> None:
    """Let the Temporal core finish what it does in its own threads before the interpreter ends."""
    await asyncio.sleep(_SETTLE_SECONDS)


def leave(code: int) -> NoReturn:
    """End at once: a process that used a Temporal client may crash while the interpreter tears down."""
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
