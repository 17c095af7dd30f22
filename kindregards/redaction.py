"""Takes secrets and people out of log lines, whatever was logged by mistake: ours or a library's."""

import re
from collections.abc import Mapping, MutableMapping
from typing import Any, Final

MASK: Final = "[redacted]"

SECRET_WORDS: Final = frozenset(
    {
        *("password", "secret", "token", "authorization", "cookie", "api_key", "key", "credentials", "signature"),
        *("email", "phone", "openid", "name", "address", "recipient", "sender", "candidate"),
        *("subject", "body", "text", "html", "comment", "transcript", "evidence"),
    }
)
"""Field names whose value is never written; `candidate_name` and `x-api-key` count by their last word."""

HARMLESS_FIELDS: Final = frozenset({"dedupe_key", "event_key"})

PATTERNS: Final = (
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"),  # e-mail addresses
    re.compile(r"\+\d{8,15}\b"),  # telephone numbers, E.164
    re.compile(r"\bkr_(?:live|test)_\S+"),  # our API keys
    re.compile(r"\bwhsec_\S+"),  # secrets that sign events
    re.compile(r"\bSG\.[\w-]+\.[\w-]+"),  # SendGrid keys
    re.compile(r"(?i)\b(?:bearer|basic)\s+[\w.~+/=-]+"),
    re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"),  # user:password in an address
    re.compile(r"(?<=/[slu]/)[\w-]{20,}"),  # links of candidates
)


def redact(logger: object, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Mask secrets and people in one event: a structlog processor. Any: log fields hold whatever was given."""
    del logger, method  # structlog passes them to every processor
    return {field: _clean(field, value) for field, value in event.items()}


def clean_text(text: str) -> str:
    """Mask what looks like a secret or a person in free text."""
    for pattern in PATTERNS:
        text = pattern.sub(MASK, text)
    return text


def _clean(field: str, value: object) -> object:
    if _is_secret(field) and value is not None:
        return MASK
    match value:
        case str():
            return clean_text(value)
        case Mapping():
            return {name: _clean(str(name), item) for name, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_clean("", item) for item in value]
        case bool() | int() | float() | None:
            return value
        case _:
            return clean_text(str(value))


def _is_secret(field: str) -> bool:
    field = field.lower().replace("-", "_")
    if field in HARMLESS_FIELDS:
        return False
    return any(field == word or field.endswith(f"_{word}") for word in SECRET_WORDS)
