"""Secrets that development makes for itself and keeps under the data directory, readable by the owner alone."""

import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from kindregards.settings.errors import SettingsError

FIRST_SIGN_IN = "first-sign-in"
FIRST_API_KEY = "first-api-key"


def secrets_folder(data_dir: Path) -> Path:
    """Return the folder that holds the secrets of a data directory."""
    return data_dir / "secrets"


def kept_secret(data_dir: Path, name: str, make: Callable[[], str]) -> str:
    """Return the secret of that name, making and storing it (mode 0600) when there is none.

    Two processes that start together get the same secret: linking a finished file into place happens once. Raises
    SettingsError where the folder cannot be used.
    """
    path = secrets_folder(data_dir) / name
    try:
        if not path.exists():
            data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.parent.mkdir(mode=0o700, exist_ok=True)
            _link_into_place(path, make())
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        said = (error.strerror or type(error).__name__).lower()
        problem = f"KINDREGARDS_DATA_DIR cannot be used: {error.filename}: {said}. Choose a folder you may write to."
        raise SettingsError((problem,)) from error


def _link_into_place(path: Path, value: str) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    try:
        draft.write_text(f"{value}\n", encoding="utf-8")
        path.hardlink_to(draft)
    except FileExistsError:
        return  # another process was faster: its secret counts
    finally:
        draft.unlink()


def new_secret_key() -> str:
    """Return a fresh key for signing cookies and links."""
    return secrets.token_urlsafe(48)


def new_encryption_keys() -> str:
    """Return one fresh master key in the form of the setting ENCRYPTION_KEYS."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def new_first_sign_in() -> str:
    """Return `email:password` for the first administrator of a development system."""
    return f"admin@example.com:{secrets.token_urlsafe(12)}"


def new_api_key() -> str:
    """Return an API key `kr_live_<id>_<secret>`; the id is hexadecimal, so the parts split at underscores."""
    return f"kr_live_{secrets.token_hex(8)}_{secrets.token_urlsafe(32)}"
