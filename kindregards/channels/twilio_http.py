"""The HTTP under Twilio's library, with limits and with certainty about whether a connection stood."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import MaxRetryError, NewConnectionError

from kindregards.channels.handover import NoticedConnection
from kindregards.channels.timeouts import Timeouts

# At INFO the library logs query strings, which hold phone numbers in look-ups.
_log = logging.getLogger("kindregards.channels.twilio_library")
_log.setLevel(logging.WARNING)


class TooManyRequestsError(Exception):
    """Twilio answered 429; the library's own exception drops the headers that say until when."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__("Twilio answered 429")
        self.headers = headers


class _Certain(NoticedConnection, HTTPConnection):
    """Notices the first byte; a failure to connect is told apart by urllib3 itself."""


class _CertainTls(NoticedConnection, HTTPSConnection):
    """Reports a failed TLS handshake as "no connection"; requests cannot tell it from TLS trouble afterwards."""

    def connect(self) -> None:
        """Connect, or raise NewConnectionError."""
        try:
            super().connect()
        except OSError as error:
            raise NewConnectionError(self, "TLS handshake failed") from error


class _CertainPool(HTTPConnectionPool):
    """Opens connections that are certain."""

    ConnectionCls = _Certain


class _CertainTlsPool(HTTPSConnectionPool):
    """The same, over TLS."""

    ConnectionCls = _CertainTls


class BoundedAdapter(HTTPAdapter):
    """Carries requests with our limits and never repeats one."""

    def __init__(self, timeouts: Timeouts) -> None:
        self._limits = (timeouts.connect_seconds, timeouts.read_seconds)
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **named: Any) -> None:  # noqa: ANN401 -- passed on unseen
        """Make the pool manager open connections that are certain."""
        super().init_poolmanager(*args, **named)
        _make_certain(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **named: Any) -> urllib3.ProxyManager:  # noqa: ANN401 -- passed on unseen
        """Do the same behind a proxy."""
        manager: urllib3.ProxyManager = super().proxy_manager_for(proxy, **named)
        _make_certain(manager)
        return manager

    def send(self, request: requests.PreparedRequest, *args: Any, **named: Any) -> requests.Response:  # noqa: ANN401 -- passed on unseen
        """Send with our limits: the library can only pass one number for connecting and reading."""
        return super().send(request, *args, **named | {"timeout": self._limits})


def _make_certain(manager: urllib3.PoolManager) -> None:
    manager.pool_classes_by_scheme = {"http": _CertainPool, "https": _CertainTlsPool}


class BoundedHttpClient(TwilioHttpClient):  # type: ignore[misc]  # the library has no types
    """The library's HTTP client on our adapter."""

    def __init__(self, timeouts: Timeouts) -> None:
        super().__init__(timeout=timeouts.read_seconds, logger=_log)
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, BoundedAdapter(timeouts))
        # A kept connection may die just as a request goes out on it, and then nobody can tell whether it was sent.
        # A handshake per message is cheaper than a letter in front of a person.
        self.session.headers["Connection"] = "close"

    def request(self, *args: Any, **named: Any) -> Response:  # noqa: ANN401 -- passed on unseen
        """Make one request; raise TooManyRequestsError for 429, with its headers."""
        response = super().request(*args, **named)
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            raise TooManyRequestsError(dict(response.headers or {}))
        return response


def was_never_connected(error: requests.RequestException) -> bool:
    """Say whether a failed request surely never left: no name, no TCP, no TLS, no proxy."""
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.ProxyError):
        return True
    reason = error.args[0].reason if error.args and isinstance(error.args[0], MaxRetryError) else None
    return isinstance(reason, NewConnectionError)
