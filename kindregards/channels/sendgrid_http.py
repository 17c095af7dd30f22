"""The HTTP under SendGrid's library, with limits and with certainty about whether a connection stood.

The library opens a connection per request through `urllib` and knows one timeout, which covers connecting and each
single read. It follows redirects, with the API key, and cannot tell "not connected" from "sent, then silence".
"""

import http.client
import ssl
from functools import partial
from typing import Any
from urllib.request import (
    AbstractHTTPHandler,
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from python_http_client.client import Client

from kindregards.channels.connecting import NotConnectedError
from kindregards.channels.handover import NoticedConnection
from kindregards.channels.timeouts import Timeouts


class _Certain(NoticedConnection):
    """Marks every failure to connect (names, TCP, proxy, TLS), then waits for answers by the read limit."""

    def __init__(self, *args: Any, read_seconds: float, **named: Any) -> None:  # noqa: ANN401 -- passed on unseen
        super().__init__(*args, **named)
        self._read_seconds = read_seconds

    def connect(self) -> None:
        """Connect within the connection's own timeout."""
        try:
            super().connect()
        except (OSError, http.client.HTTPException) as error:
            raise NotConnectedError from error
        self.sock.settimeout(self._read_seconds)


class _CertainTls(_Certain, http.client.HTTPSConnection):
    """The same, over TLS."""


class _Handler(AbstractHTTPHandler):
    """Opens both schemes with connections that are certain; adds no headers of its own beyond urllib's."""

    http_request = AbstractHTTPHandler.do_request_
    https_request = AbstractHTTPHandler.do_request_

    def __init__(self, read_seconds: float) -> None:
        super().__init__()
        self._plain = partial(_Certain, read_seconds=read_seconds)
        self._tls = partial(_CertainTls, read_seconds=read_seconds)
        self._context = ssl.create_default_context()

    def http_open(self, request: Request) -> http.client.HTTPResponse:
        """Carry out a plain request."""
        return self.do_open(self._plain, request)

    def https_open(self, request: Request) -> http.client.HTTPResponse:
        """Carry out a request over TLS, with one context for all of them."""
        return self.do_open(self._tls, request, context=self._context)


def bounded_opener(timeouts: Timeouts) -> OpenerDirector:
    """Return an opener that honours proxies from the environment and follows no redirect."""
    opener = OpenerDirector()
    for handler in (ProxyHandler(), _Handler(timeouts.read_seconds), HTTPErrorProcessor(), HTTPDefaultErrorHandler()):
        opener.add_handler(handler)
    return opener


class BoundedClient(Client):  # type: ignore[misc]  # the library has no types
    """The library's client, made to send through our opener."""

    def __init__(self, opener: OpenerDirector, **named: Any) -> None:  # noqa: ANN401 -- passed on unseen
        super().__init__(**named)
        self._opener = opener

    def _build_client(self, name: str | None = None) -> "BoundedClient":
        return BoundedClient(
            self._opener,
            host=self.host,
            version=self._version,
            request_headers=self.request_headers,
            url_path=[*self._url_path, name] if name else self._url_path,
            append_slash=self.append_slash,
            timeout=self.timeout,
        )

    def _make_request(
        self, opener: OpenerDirector, request: Request, timeout: float | None = None
    ) -> http.client.HTTPResponse:
        """Send through our opener instead of the library's fresh one; its error translation stays in force."""
        del opener
        response: http.client.HTTPResponse = super()._make_request(self._opener, request, timeout=timeout)
        return response
