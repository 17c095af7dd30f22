"""How a process of ours says that it is ready, hears that it should stop, and ends."""

import asyncio
import gc
import logging
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

READY_FILE_VARIABLE = "KINDREGARDS_READY_FILE"
_SETTLE_SECONDS = 0.5
_ALLOCATIONS_BETWEEN_COLLECTIONS = 50_000


def stop_on_signals() -> asyncio.Event:
    """Return an event that SIGTERM and SIGINT set; to be called within the running loop."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    return stopping


def spare_garbage_collection() -> None:
    """Leave what lives as long as the process out of garbage collection, and collect the rest less often.

    Called once everything is built: the modules and tables alone are half a million objects to walk.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS, 20, 50)


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
