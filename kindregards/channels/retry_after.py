"""When a provider that is too busy may be asked again."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# Only keeps absurd answers within the calendar; how long a provider is believed is the domain's rule.
_LONGEST = timedelta(days=7)
_SECONDS = re.compile(r"[0-9]{1,10}(\.[0-9]{1,6})?")


def retry_after(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return the instant named by Retry-After (seconds or date) or X-RateLimit-Reset (Unix seconds), or None.

    An instant in the past becomes now, one beyond a week becomes a week.
    """
    named = {name.lower(): value.strip() for name, value in headers.items()}
    instant = _from_retry_after(named.get("retry-after", ""), now) or _from_epoch(named.get("x-ratelimit-reset", ""))
    return None if instant is None else min(max(instant, now), now + _LONGEST)


def _from_retry_after(value: str, now: datetime) -> datetime | None:
    if _SECONDS.fullmatch(value):
        return now + min(timedelta(seconds=float(value)), _LONGEST)
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _from_epoch(value: str) -> datetime | None:
    return datetime.fromtimestamp(float(value), UTC) if _SECONDS.fullmatch(value) else None
