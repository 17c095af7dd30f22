"""Running the stand-ins, beside a test or as a process of their own."""

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self
from urllib.parse import quote

import uvicorn
from fastapi import FastAPI

from kindregards.fake_providers.auto_reports import AutoReports, ReportPlan
from kindregards.fake_providers.callbacks import Callback, Inbound, receive, report
from kindregards.fake_providers.control import control_router
from kindregards.fake_providers.credentials import Credentials
from kindregards.fake_providers.faults import Fault, FaultPlan
from kindregards.fake_providers.inbound_mail import MailBack, receive_mail
from kindregards.fake_providers.ledger import Ledger
from kindregards.fake_providers.page import page_router
from kindregards.fake_providers.sendgrid_activity import sendgrid_activity_router
from kindregards.fake_providers.sendgrid_api import sendgrid_router
from kindregards.fake_providers.smtp_sink import listen_smtp
from kindregards.fake_providers.state import FakeState
from kindregards.fake_providers.twilio_api import twilio_router
from kindregards.fake_providers.wechat_account import WechatAccountState
from kindregards.fake_providers.wechat_api import wechat_router
from kindregards.fake_providers.wechat_callbacks import WechatEvent, act
from kindregards.fake_providers.wire import ExposedProtocol

_LOOPBACK = "127.0.0.1"
_STARTS_WITHIN_SECONDS = 20.0


class FakeProviders:
    """SendGrid, Twilio, WeChat and SMTP in a thread of their own; port 0 takes a free one.

    Use it by `with` or `async with`. `faults`, `ledger` and `credentials` may be used directly while it runs.
    """

    def __init__(self, *, port: int = 0, smtp_port: int = 0, credentials: Credentials | None = None) -> None:
        self._state = FakeState(credentials=credentials or Credentials())
        self._reports = AutoReports(self._state)
        self._socket = _bind(port)
        self._smtp_port = smtp_port
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server = uvicorn.Server(
            uvicorn.Config(
                self._app(),
                http=ExposedProtocol,
                ws="none",
                loop="asyncio",
                log_level="critical",
                access_log=False,
                timeout_graceful_shutdown=2,
            )
        )
        self._thread = threading.Thread(target=self._run, name="fake-providers", daemon=True)

    @property
    def url(self) -> str:
        """Return the base URL of SendGrid, Twilio, WeChat and the control API."""
        return f"http://{_LOOPBACK}:{self._socket.getsockname()[1]}"

    @property
    def smtp_url(self) -> str:
        """Return the SMTP server's URL with its name and password."""
        keys = self._state.credentials
        login = f"{quote(keys.smtp_username, safe='')}:{quote(keys.smtp_password, safe='')}"
        return f"smtp://{login}@{_LOOPBACK}:{self._smtp_port}"

    @property
    def credentials(self) -> Credentials:
        """Return what clients must present."""
        return self._state.credentials

    @property
    def faults(self) -> FaultPlan:
        """Return the rules in force."""
        return self._state.faults

    @property
    def wechat(self) -> WechatAccountState:
        """Return the WeChat account: its tokens and the people who follow it."""
        return self._state.wechat

    @property
    def ledger(self) -> Ledger:
        """Return what came in."""
        return self._state.ledger

    def misbehave(self, *faults: Fault) -> None:
        """Put these rules in force instead of the present ones; none of them means good behaviour."""
        self._state.faults.replace(faults)

    def report_by_itself(self, plan: ReportPlan | None) -> None:
        """Let the good end of each accepted message be reported from now on, or no more."""
        self._reports.plan = plan

    def reset(self) -> None:
        """Forget every request and rule."""
        self._state.reset()

    async def report(self, callback: Callback) -> list[int]:
        """Deliver a signed callback; return the statuses it was answered with."""
        return await report(self._state, callback)

    async def receive(self, inbound: Inbound) -> list[int]:
        """Deliver an SMS from a person; return the statuses it was answered with."""
        return await receive(self._state, inbound)

    async def receive_mail(self, mail: MailBack) -> list[int]:
        """Deliver a mail that answers a letter; return the statuses it was answered with."""
        return await receive_mail(self._state, mail)

    async def act(self, event: WechatEvent) -> list[int]:
        """Let a person do something in WeChat; return the statuses that the callback was answered with."""
        return await act(self._state, event)

    def start(self) -> None:
        """Listen; return when every port answers."""
        self._thread.start()
        deadline = time.monotonic() + _STARTS_WITHIN_SECONDS
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError("The fake providers did not start; is one of their ports taken?")
            time.sleep(0.005)

    def stop(self) -> None:
        """End every answer that is held back, and stop listening; once is enough."""
        self._server.should_exit = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._state.closing.set)
        self._thread.join(timeout=_STARTS_WITHIN_SECONDS)
        self._socket.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self.start)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.stop)

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])

    def _app(self) -> FastAPI:
        @asynccontextmanager
        async def with_smtp(_: FastAPI) -> AsyncIterator[None]:
            self._loop = asyncio.get_running_loop()
            smtp = await listen_smtp(self._state, self._smtp_port)
            self._smtp_port = smtp.sockets[0].getsockname()[1]
            yield
            smtp.close()

        app = FastAPI(lifespan=with_smtp, openapi_url=None)
        for router in (sendgrid_router, sendgrid_activity_router, twilio_router, wechat_router, page_router):
            app.include_router(router(self._state))
        app.include_router(control_router(self._state, self._reports))
        return app


def _bind(port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((_LOOPBACK, port))
    return bound
