"""Serving an application on a free loopback port, in a thread of this process."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

_PATIENCE_SECONDS = 30


@contextmanager
def free_address() -> Iterator[tuple[socket.socket, str]]:
    """Yield a bound socket and the origin by which browsers reach it."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        yield listener, f"http://127.0.0.1:{listener.getsockname()[1]}"


@contextmanager
def served(app: ASGIApp, listener: socket.socket) -> Iterator[None]:
    """Serve an application until the block ends."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        _wait_until_started(server)
        yield
    finally:
        server.should_exit = True
        thread.join(_PATIENCE_SECONDS)


def _wait_until_started(server: uvicorn.Server) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not server.started:
        if time.monotonic() > deadline:
            raise TimeoutError("The server did not start.")
        time.sleep(0.01)
