"""The forms that single settings must have; each raises ValueError with a sentence that says what to write."""

import base64
import binascii
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

KEY_BYTES = 32


def absolute_path(path: Path) -> Path:
    """Return the path so that a child process in another folder means the same."""
    return path.expanduser().absolute()


def web_address(value: str) -> str:
    """Return an http(s) address without its trailing slash."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("write a web address such as https://letters.example.com")
    return value.rstrip("/")


def reachable_host(host: str) -> str:
    """Return where this machine itself reaches a server that listens on `host`."""
    match host:
        case "0.0.0.0" | "":  # noqa: S104 -- compared, not bound
            return "127.0.0.1"
        case "::":
            return "[::1]"
        case _:
            return f"[{host}]" if ":" in host else host


def socket_address(value: str) -> str:
    """Check a `host:port` pair."""
    host, separator, port = value.rpartition(":")
    if not (separator and host and port.isdecimal() and 0 < int(port) < 1 << 16):
        raise ValueError("write a host and a port, such as 127.0.0.1:7233")
    return value


def database_address(value: SecretStr) -> SecretStr:
    """Return a SQLAlchemy address of SQLite or PostgreSQL, with the driver that Kind Regards uses."""
    scheme, separator, rest = value.get_secret_value().partition("://")
    match scheme:
        case "sqlite" if separator:
            return value
        case "postgres" | "postgresql" | "postgresql+psycopg" if separator:
            return SecretStr(f"postgresql+psycopg://{rest}")
        case _:
            raise ValueError("write postgresql://user:password@host/database, or sqlite:///path/to/file.db")


def master_keys(value: SecretStr) -> tuple[str, ...]:
    """Return the base64 keys of a comma-separated list; the first one encrypts, all decrypt."""
    keys = tuple(key for part in value.get_secret_value().split(",") if (key := part.strip()))
    if not keys or not all(_is_key(key) for key in keys):
        raise ValueError("write base64 of 32 random bytes, several keys separated by commas (openssl rand -base64 32)")
    return keys


def _is_key(encoded: str) -> bool:
    try:
        return len(base64.b64decode(encoded, validate=True)) == KEY_BYTES
    except (binascii.Error, ValueError):
        return False


def checked_master_keys(value: SecretStr) -> SecretStr:
    """Return the setting unchanged when it holds usable keys."""
    master_keys(value)
    return value


def unguessable(value: SecretStr) -> SecretStr:
    """Refuse a key short enough to be guessed."""
    if len(value.get_secret_value()) < KEY_BYTES:
        raise ValueError("write at least 32 random characters")
    return value


def first_sign_in(value: SecretStr) -> SecretStr:
    """Check `email:password` of the first administrator."""
    email, separator, password = value.get_secret_value().partition(":")
    if not (separator and "@" in email and len(password) >= 12):  # noqa: PLR2004 -- the sentence says it
        raise ValueError("write email:password, the password with at least 12 characters")
    return value


def api_key(value: SecretStr) -> SecretStr:
    """Check `kr_live_<id>_<secret>` (or kr_test)."""
    prefix, _, rest = value.get_secret_value().partition("_")
    mode, _, rest = rest.partition("_")
    key_id, _, secret = rest.partition("_")
    if prefix != "kr" or mode not in {"live", "test"} or not key_id or len(secret) < KEY_BYTES:
        raise ValueError("write kr_live_<id>_<secret>, the secret with at least 32 characters")
    return value
