"""Signing in, API keys and stored answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kindregards.domain.accounts import ApiCaller, Role, User
from kindregards.domain.errors import ConflictError, InvalidError
from kindregards.domain.languages import Language


class IdempotencyMismatchError(InvalidError):
    """The Idempotency-Key was used before for another request."""

    code = "idempotency_mismatch"


class StillRunningError(ConflictError):
    """The first request with this Idempotency-Key has not ended yet."""

    code = "idempotency_in_progress"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswer:
    """An answer given before: HTTP status, body and its type."""

    status: int
    body: str
    media_type: str = "application/json"


class Sessions(Protocol):
    """Signed-in browsers."""

    async def sign_in(self, email: str, password: str, *, now: datetime, address: str | None = None) -> str:
        """Return a session token; raise SignInRefusedError, after ever longer pauses per account.

        Raises TooManyTriesError for an address from which too many sign-ins failed, at whichever accounts.
        """
        ...

    async def user(self, token: str, *, now: datetime) -> User | None:
        """Return who is signed in, or None; idle sessions end after 30 minutes, all after 12 hours."""
        ...

    async def sign_out(self, token: str) -> None:
        """End a session; again is harmless."""
        ...

    async def set_language(self, user: User, language: Language) -> None:
        """Keep the language a user reads the console in."""
        ...

    async def names(self, company_id: str) -> dict[str, str]:
        """Return users' names by id, for showing who did what."""
        ...


class ApiKeys(Protocol):
    """Integrators' keys."""

    async def caller(self, key: str, *, now: datetime) -> ApiCaller:
        """Return who calls; raise ApiKeyInvalidError."""
        ...


class StoredAnswers(Protocol):
    """Answers kept for repeated requests (Idempotency-Key), sealed under the company's key."""

    async def begin(self, caller: ApiCaller, key: str, digest: str, *, now: datetime) -> StoredAnswer | None:
        """Reserve a key, or return its answer; raise IdempotencyMismatchError or StillRunningError.

        A reservation whose request died is free again after a minute.
        """
        ...

    async def end(self, caller: ApiCaller, key: str, answer: StoredAnswer) -> None:
        """Keep the answer."""
        ...

    async def abandon(self, caller: ApiCaller, key: str) -> None:
        """Free a reservation whose request failed for a cause of ours."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """A member of staff to be added."""

    email: str
    name: str
    password: str
    role: Role
    groups: Sequence[str] = ()
    language: Language = Language.ENGLISH
