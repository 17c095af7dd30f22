"""Cursors of lists: opaque to callers, who hand back what they were given."""

import base64
import binascii
from typing import Annotated

from fastapi import Depends, Query

from api.dependencies import is_id
from kindregards.http.refusals import FieldProblem, RequestInvalidError


def cursor_for(after: str | None) -> str | None:
    """Return the cursor of the page that follows an id."""
    return base64.urlsafe_b64encode(after.encode()).decode().rstrip("=") if after else None


async def after_cursor(
    cursor: Annotated[str | None, Query(max_length=100, description="`next_cursor` of the page before.")] = None,
) -> str | None:
    """Return the id that a page begins after; raise RequestInvalidError."""
    if cursor is None:
        return None
    try:
        after = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, UnicodeError, ValueError):
        after = ""
    if not is_id(after):
        problem = FieldProblem(pointer="?cursor", code="cursor_invalid", message="Use the next_cursor of a page.")
        raise RequestInvalidError((problem,))
    return after


After = Annotated[str | None, Depends(after_cursor)]
Limit = Annotated[int, Query(ge=1, le=200)]
