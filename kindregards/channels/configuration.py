"""Checks of what an operator configured, made once at the start."""

from urllib.parse import urlsplit

from kindregards.domain.errors import InvalidError


def http_base_url(url: str) -> str:
    """Return a provider's base URL without its last slash; raise InvalidError unless it is http(s) with a host."""
    try:
        parts = urlsplit(url)
        _ = parts.port, (parts.hostname or "").encode("idna")
    except ValueError as error:
        raise InvalidError("A provider's base URL cannot be read; write it like https://api.example.com") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise InvalidError("A provider's base URL needs http:// or https:// and a host, like https://api.example.com")
    return url.rstrip("/")


def header_safe_secret(secret: str) -> str:
    """Return a key fit for an HTTP header (files often end in a line break); raise InvalidError when it cannot be."""
    key = secret.strip()
    if not (key and key.isascii() and key.isprintable()):
        raise InvalidError("A provider's key is empty or holds characters that no HTTP header can carry")
    return key
