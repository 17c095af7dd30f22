"""Sessions in memory."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from kindregards.domain.accounts import SignInRefusedError, User
from kindregards.domain.languages import Language
from kindregards.domain.sign_in import TooManyTriesError

FAILED_TOO_OFTEN = "198.51.100.66"


@dataclass(kw_only=True)
class FakeSessions:
    """Users with the password "correct horse"."""

    users: dict[str, User]
    tokens: dict[str, str] = field(default_factory=dict)

    async def sign_in(self, email: str, password: str, *, now: datetime, address: str | None = None) -> str:
        """Return a token, or refuse; one address has failed too often."""
        del now
        if address == FAILED_TOO_OFTEN:
            raise TooManyTriesError("Too many sign-ins have failed.", retry_after=timedelta(seconds=61.5))
        user = next((user for user in self.users.values() if user.email == email), None)
        if user is None or password != "correct horse":
            raise SignInRefusedError("E-mail or password is wrong.")
        token = f"token-of-{user.id}-{len(self.tokens)}"
        self.tokens[token] = user.id
        return token

    async def user(self, token: str, *, now: datetime) -> User | None:
        """Return who is signed in."""
        del now
        return self.users.get(self.tokens.get(token, ""))

    async def sign_out(self, token: str) -> None:
        """Forget the token."""
        self.tokens.pop(token, None)

    async def set_language(self, user: User, language: Language) -> None:
        """Keep the language."""
        self.users[user.id] = replace(self.users[user.id], language=language)

    async def names(self, company_id: str) -> dict[str, str]:
        """Return names by id."""
        del company_id
        return {user.id: user.name for user in self.users.values()}
