"""Telling whether the same content was sent before."""

import json

from kindregards.store.blind_index import BlindIndex


def content_digest(blind_index: BlindIndex, content: object, *, company_id: str) -> str:
    """Return a code of a JSON value that is equal for equal values, whatever the order of their keys."""
    return blind_index.content(json.dumps(content, sort_keys=True, separators=(",", ":")), company_id=company_id)
