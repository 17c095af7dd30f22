"""Serving ASGI applications until asked to stop."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator, Mapping

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

_DRAIN_SECONDS = 10


class ByPrefix:
    """Hands each request to the application whose path prefix it has, or to the last one."""

    def __init__(self, applications: Mapping[tuple[str, ...], ASGIApp], *, otherwise: ASGIApp) -> None:
        """Take applications by their prefixes (`/v1/`), and the one for all other paths."""
        self._applications = tuple(applications.items())
        self._otherwise = otherwise

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        path: str = scope["path"]
        found = (app for prefixes, app in self._applications if path.startswith(prefixes))
        await next(found, self._otherwise)(scope, receive, send)


class _Server(uvicorn.Server):
    """A server that leaves signals to us: uvicorn's own would raise them again and spoil the exit code."""

    def __init__(self, config: uvicorn.Config, started: asyncio.Event) -> None:
        """Take the event to set once the port is open."""
        super().__init__(config)
        self._started = started

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Install nothing."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the port and say so."""
        await super().startup(sockets)
        self._started.set()


async def serve(app: ASGIApp, *, host: str, port: int, started: asyncio.Event, stopping: asyncio.Event) -> None:
    """Serve until `stopping` is set, then let running requests end; set `started` once the port is open."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_DRAIN_SECONDS,
    )
    server = _Server(config, started)
    serving = asyncio.create_task(server.serve())
    waiting = asyncio.create_task(stopping.wait())
    await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    server.should_exit = True
    await serving
