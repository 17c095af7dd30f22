"""Text from providers that goes into keys, codes and joins."""

import re

_OPAQUE = re.compile(r"[\x21-\x7e]{1,200}")
_LONGEST_ADDRESS = 320


def opaque_id(value: object) -> str | None:
    """Return an id as it came if it is short printable ASCII without blanks, else None: it goes into unique keys."""
    return value if isinstance(value, str) and _OPAQUE.fullmatch(value) else None


def plain_address(value: object) -> str | None:
    """Return an e-mail address or phone number as the provider wrote it, or None when it cannot be one."""
    if not isinstance(value, str):
        return None
    address = value.strip()
    return address if 0 < len(address) <= _LONGEST_ADDRESS and address.isprintable() else None
