"""Twilio's webhook signature (https://www.twilio.com/docs/usage/security)."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from urllib.parse import SplitResult, parse_qs, urlsplit

SIGNATURE_HEADER = "x-twilio-signature"
_DEFAULT_PORTS = {"https": 443, "http": 80}

FormPairs = Sequence[tuple[str, str]]


def sign(token: str, url: str, pairs: FormPairs) -> str:
    """Return base64 HMAC-SHA1 over the URL and the form's pairs, each once, sorted by name, then by value."""
    signed = url + "".join(name + value for name, value in sorted(set(pairs)))
    return base64.b64encode(hmac.digest(token.encode(), signed.encode(), "sha1")).decode()


def is_signed(token: str, *, url: str, pairs: FormPairs, signature: str) -> bool:
    """Say whether the signature fits the URL; Twilio signs it with or without the port, and does not say which.

    Raises ValueError for a URL or text that cannot be read.
    """
    parts = urlsplit(url)
    candidates = {url, _with_port(parts), _without_port(parts)}
    given = signature.encode()
    return any(hmac.compare_digest(sign(token, candidate, pairs).encode(), given) for candidate in candidates)


def has_body_digest(url: str, body: bytes) -> bool:
    """Say whether the signed URL carries the digest of this body, as it must for anything but a form."""
    given = parse_qs(urlsplit(url).query).get("bodySHA256", [""])[0]
    return hmac.compare_digest(hashlib.sha256(body).hexdigest().encode(), given.lower().encode())


def _with_port(parts: SplitResult) -> str:
    port = parts.port or _DEFAULT_PORTS.get(parts.scheme)
    return parts.geturl() if parts.port or port is None else parts._replace(netloc=f"{parts.netloc}:{port}").geturl()


def _without_port(parts: SplitResult) -> str:
    return parts._replace(netloc=parts.netloc.rpartition(":")[0]).geturl() if parts.port else parts.geturl()
