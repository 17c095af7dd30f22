"""Serving an application on a free loopback port, in a thread of this process."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

_PATIENCE_SECONDS = 10


@contextmanager
def served(build: Callable[[str], ASGIApp]) -> Iterator[str]:
    """Serve what `build` makes of its own origin, and yield that origin."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
        config = uvicorn.Config(build(origin), log_level="warning", lifespan="off", access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        _wait_until_started(server)
        try:
            yield origin
        finally:
            server.should_exit = True
            thread.join(_PATIENCE_SECONDS)


def _wait_until_started(server: uvicorn.Server) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not server.started:
        if time.monotonic() > deadline:
            raise TimeoutError("The server did not start.")
        time.sleep(0.01)
