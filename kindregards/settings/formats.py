"""The forms that single settings must have; each raises ValueError with a sentence that says what to write."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import SecretStr

from kindregards.domain.countries import is_country
from kindregards.domain.notices import NoticeField

KEY_BYTES = 32
_KEYWORD = re.compile(r"[a-z_]+[0-9]*")
_LONGEST_SHORT_CODE = 8
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

_MAIL_DOMAIN = re.compile(r"(?=.{3,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}")


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


def mail_domain(value: str) -> str:
    """Refuse what is no domain that mail can go to."""
    if not _MAIL_DOMAIN.fullmatch(value):
        raise ValueError("write a domain such as replies.example.com, without @")
    return value.lower()


def one_line(value: str) -> str:
    """Refuse line breaks and other controls: mail cannot carry such a name."""
    if not value.isprintable():
        raise ValueError("write it on one line, without control characters")
    return value


def text_sender(value: str) -> str:
    """Refuse a phone number without its country; short codes, names and services are no numbers."""
    if value.isdecimal() and len(value) > _LONGEST_SHORT_CODE:
        raise ValueError("write a phone number with + and its country, such as +14155550123")
    return value


def timezone_name(value: str) -> str:
    """Refuse what is no time zone of the IANA's."""
    if value not in available_timezones():
        raise ValueError("write a time zone such as Asia/Shanghai or Europe/Berlin")
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


def folder(path: Path) -> Path:
    """Check that a folder exists."""
    if not path.is_dir():
        raise ValueError("write the path of a folder that exists")
    return path


def checked(read: Callable[[str], object]) -> Callable[[str], str]:
    """Return a check of a setting that is kept as written and read where it is used."""

    def check(value: str) -> str:
        read(value)
        return value

    return check


def countries(value: str) -> frozenset[str]:
    """Return the countries of a comma-separated list."""
    found = frozenset(part.strip().upper() for part in value.split(",") if part.strip())
    if not found or not all(map(is_country, found)):
        raise ValueError("write ISO country codes separated by commas, such as CN,HK,GB")
    return found


def networks(value: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Return the networks of a comma-separated list."""
    try:
        return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())
    except ValueError:
        raise ValueError("write networks separated by commas, such as 10.0.0.0/8,fd00::/8") from None


def senders_by_country(value: str) -> Mapping[str, str]:
    """Return the sender of each country in a list like `GB=+44…,US=MG…`."""
    pairs = _pairs(value)
    if not pairs or not all(is_country(country.upper()) and sender for country, sender in pairs):
        raise ValueError("write a sender for each country, such as GB=+447700900123,US=MG0123…")
    return {country.upper(): sender for country, sender in pairs}


def template_fields(value: str) -> Mapping[str, NoticeField]:
    """Return what each keyword of a WeChat template holds."""
    pairs = _pairs(value)
    if not pairs or not all(_KEYWORD.fullmatch(word) and what in set(NoticeField) for word, what in pairs):
        known = ", ".join(NoticeField)
        raise ValueError(f"write the template's keywords with what they hold ({known}), such as thing1=headline")
    return {word: NoticeField(what) for word, what in pairs}


def encoding_aes_key(value: SecretStr) -> SecretStr:
    """Check WeChat's EncodingAESKey: 43 letters and digits."""
    if not re.fullmatch(r"[A-Za-z0-9]{43}", value.get_secret_value()):
        raise ValueError("write the EncodingAESKey of the account's server configuration: 43 letters and digits")
    return value


def loopback_address(value: str) -> str:
    """Return an http address of this machine; test letters must not leave it."""
    if urlsplit(value).hostname not in _LOOPBACK:
        raise ValueError("write an address of this machine, such as http://127.0.0.1:9100")
    return web_address(value)


def _pairs(value: str) -> list[tuple[str, str]]:
    parts = [part.partition("=") for part in value.split(",") if part.strip()]
    return [(name.strip(), text.strip()) for name, _, text in parts]
