"""Why no connection to a provider came about."""

import socket
import ssl
from collections.abc import Iterator

_CODES: tuple[tuple[type[BaseException], str], ...] = (
    (socket.gaierror, "dns"),
    (ssl.SSLError, "tls"),
    (TimeoutError, "connect_timeout"),
    (ConnectionRefusedError, "connection_refused"),
)


class NotConnectedError(OSError):
    """No connection came about, so nothing can have been sent; the cause says why."""


def not_connected_code(error: BaseException) -> str:
    """Return a stable word for what kept us from connecting, looking through the causes of an error."""
    for cause in _causes(error):
        for kind, code in _CODES:
            if isinstance(cause, kind):
                return code
    return "not_connected"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
