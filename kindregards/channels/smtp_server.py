"""An SMTP server named by a URL."""

import ipaddress
import socket
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

import aiosmtplib

from kindregards.channels.timeouts import Timeouts
from kindregards.domain.errors import InvalidError

_EXAMPLE = "write it like: smtp://user:password@mail.example.com:587 or smtps://…:465"
_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """Where mail is handed in, and as whom."""

    host: str
    port: int
    tls_from_start: bool = False
    username: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def start_tls(self) -> bool | None:
        """Return True to insist on STARTTLS, None to take it when offered, False when it makes no sense.

        A password is never sent in the clear over a network.
        """
        if self.tls_from_start:
            return False
        return True if self.username and not self._is_loopback else None

    @property
    def _is_loopback(self) -> bool:
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def open_client(server: SmtpServer, timeouts: Timeouts) -> aiosmtplib.SMTP:
    """Return a client of this server, which its `connect` encrypts and logs in as the URL says."""
    return aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        use_tls=server.tls_from_start,
        start_tls=server.start_tls,
        username=server.username,
        password=server.password,
        # EHLO wants one, and the library's own look-up of a full name can hang without a resolver.
        local_hostname=socket.gethostname() or "localhost",
        timeout=timeouts.read_seconds,
    )


def parse_smtp_url(url: str) -> SmtpServer:
    """Read `smtp[s]://[user:password@]host[:port]`; raise InvalidError, without repeating the URL, when it is not."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise InvalidError(f"The SMTP URL cannot be read; {_EXAMPLE}") from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise InvalidError(f"The SMTP URL needs smtp:// or smtps:// and a host; {_EXAMPLE}")
    return SmtpServer(
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        tls_from_start=parts.scheme == "smtps",
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )
