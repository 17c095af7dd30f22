"""The first administrator and API key of a development system, made once and shown until they are put away."""

from dataclasses import dataclass
from pathlib import Path

from kindregards.settings import Settings
from kindregards.settings.secret_files import (
    FIRST_API_KEY,
    FIRST_SIGN_IN,
    kept_secret,
    new_api_key,
    new_first_sign_in,
    secrets_folder,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSignIn:
    """What is shown at the terminal and handed to the web process; None where there is nothing to show."""

    email: str | None = None
    password: str | None = None
    api_key: str | None = None

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables by which the web process makes this user and key at its first start."""
        found: dict[str, str] = {}
        if self.email and self.password:
            found["KINDREGARDS_BOOTSTRAP_ADMIN"] = f"{self.email}:{self.password}"
        if self.api_key:
            found["KINDREGARDS_BOOTSTRAP_API_KEY"] = self.api_key
        return found


def first_sign_in(settings: Settings) -> FirstSignIn:
    """Return the first sign-in of a development system; nothing in production, or where settings name their own.

    Both are made together with a new data directory. Deleting their files hides them for good.
    """
    if settings.in_production:
        return FirstSignIn()
    email, password = _sign_in(settings)
    return FirstSignIn(email=email, password=password, api_key=_api_key(settings))


def _sign_in(settings: Settings) -> tuple[str | None, str | None]:
    if settings.bootstrap_admin:
        return None, None
    email, _, password = _once(settings.data_dir, FIRST_SIGN_IN).partition(":")
    return email or None, password or None


def _api_key(settings: Settings) -> str | None:
    return None if settings.bootstrap_api_key else _once(settings.data_dir, FIRST_API_KEY) or None


def _once(data_dir: Path, name: str) -> str:
    """Return the kept value; make it when the data directory has never had one, else return nothing."""
    make = {FIRST_SIGN_IN: new_first_sign_in, FIRST_API_KEY: new_api_key}[name]
    made_before = secrets_folder(data_dir) / f".{name}.made"
    if made_before.exists() and not (secrets_folder(data_dir) / name).exists():
        return ""
    value = kept_secret(data_dir, name, make)
    made_before.touch(mode=0o600)
    return value
