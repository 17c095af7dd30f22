"""The cookies of a signed-in browser, and of one that is about to sign in."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response

LONGEST_SESSION = timedelta(hours=12)
SHORTEST_SECRET = 16


@dataclass(frozen=True, slots=True)
class BrowserSession:
    """Reads and writes the cookies of one installation, known by its public address."""

    public_base_url: str

    @property
    def is_secure(self) -> bool:
        """Say whether browsers reach us over TLS, so that cookies can be bound to this host."""
        return urlsplit(self.public_base_url).scheme == "https"

    @property
    def session_cookie(self) -> str:
        """Return the cookie of a signed-in browser."""
        return self._name("session")

    @property
    def visitor_cookie(self) -> str:
        """Return the cookie that binds a sign-in form to the browser it was shown in."""
        return self._name("visitor")

    def token(self, connection: HTTPConnection) -> str | None:
        """Return the session token that a browser holds."""
        return connection.cookies.get(self.session_cookie) or None

    def visitor(self, connection: HTTPConnection) -> str | None:
        """Return the visitor's secret, or None when there is none or it is too short to be ours."""
        secret = connection.cookies.get(self.visitor_cookie)
        return secret if secret and len(secret) >= SHORTEST_SECRET else None

    def begin(self, response: Response, token: str) -> None:
        """Let the browser keep a session token."""
        self._set(response, self.session_cookie, token, LONGEST_SESSION)

    def welcome(self, response: Response, secret: str) -> None:
        """Let the browser keep a visitor's secret until it has signed in."""
        self._set(response, self.visitor_cookie, secret, timedelta(hours=1))

    def end(self, response: Response) -> None:
        """Let the browser forget its session."""
        response.delete_cookie(self.session_cookie, path="/", secure=self.is_secure, httponly=True, samesite="lax")

    def _set(self, response: Response, name: str, value: str, lasts: timedelta) -> None:
        response.set_cookie(
            name,
            value,
            max_age=int(lasts.total_seconds()),
            path="/",
            secure=self.is_secure,
            httponly=True,
            samesite="lax",
        )

    def _name(self, purpose: str) -> str:
        if self.is_secure:
            return f"__Host-{purpose}"
        # Cookies do not tell ports apart, so that two systems on one machine need two names.
        return f"{purpose}-{urlsplit(self.public_base_url).port or 80}"
