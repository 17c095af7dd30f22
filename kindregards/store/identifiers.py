"""Ids made by the application, so that a row is known before it is written."""

from uuid_utils import uuid7


def new_id() -> str:
    """Return a UUIDv7 in canonical form; ids of one process sort in the order they were made (RFC 9562)."""
    return str(uuid7())
