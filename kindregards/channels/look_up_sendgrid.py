"""Asking SendGrid's Email Activity about an attempt: a paid extra, at six requests a minute."""

import http.client
import json
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.error import URLError

from python_http_client.exceptions import HTTPError

from kindregards.channels.email_sendgrid import OFFICIAL_BASE_URL, PROVIDER, sendgrid_client
from kindregards.channels.handover import GaveUpError, hand_over
from kindregards.channels.opaque import opaque_id
from kindregards.channels.retry_after import retry_after
from kindregards.channels.sendgrid_mail import ATTEMPT_KEY
from kindregards.channels.timeouts import DEFAULT_TIMEOUTS, Timeouts
from kindregards.domain.ports.pacing import Line
from kindregards.domain.ports.watching import LookedUp, Watched
from kindregards.domain.provider_events import EventKind, ProviderEvent
from kindregards.domain.watching import Answer

_NOT_NOW = LookedUp(answer=Answer.NOT_NOW)
_CANNOT_SAY = LookedUp(answer=Answer.CANNOT_SAY)
_NO_ACCESS = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})
# `not_delivered` may pass or not: the event webhook says which; here it only proves that the letter was taken.
_STATUSES = {"processed": EventKind.QUEUED, "delivered": EventKind.DELIVERED}


class SendGridLookUp:
    """Searches messages by the attempt id in their unique arguments; `line` keeps the pace of all processes."""

    provider = PROVIDER

    def __init__(
        self,
        *,
        api_key: str,
        line: Line,
        base_url: str = OFFICIAL_BASE_URL,
        timeouts: Timeouts = DEFAULT_TIMEOUTS,
    ) -> None:
        self._line = line
        self._timeouts = timeouts
        self._api = sendgrid_client(api_key, base_url, timeouts)

    async def look_up(self, watched: Watched, *, now: datetime) -> LookedUp:
        """Say whether SendGrid has the attempt; trouble of any kind is no answer."""
        if watched.attempt is None:
            return _CANNOT_SAY
        free_at = await self._line.take(watched.company_id, now=now)
        if free_at > now:
            return LookedUp(answer=Answer.NOT_NOW, ask_again_at=free_at)
        attempt_id = watched.attempt.id
        try:
            return await hand_over(lambda: self._ask(attempt_id, now), within_seconds=self._timeouts.total_seconds)
        except HTTPError as error:
            return _refusal(error, now)
        except (GaveUpError, URLError, OSError, http.client.HTTPException):
            return _NOT_NOW

    def _ask(self, attempt_id: str, now: datetime) -> LookedUp:
        # https://www.twilio.com/docs/sendgrid/for-developers/sending-email/getting-started-email-activity-api
        query = f"unique_args['{ATTEMPT_KEY}']=\"{attempt_id}\""
        response = self._api.client.messages.get(query_params={"query": query, "limit": 10})
        messages = _messages(response.body)
        if messages is None:
            return _NOT_NOW
        if not messages:
            return LookedUp(answer=Answer.ABSENT)
        return LookedUp(answer=Answer.PRESENT, events=(_event(messages[0], attempt_id, now),))


def _messages(body: bytes) -> list[dict[str, Any]] | None:  # Any: what a message holds is looked at where it is used
    try:
        found = json.loads(body)["messages"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    return found if isinstance(found, list) and all(isinstance(each, dict) for each in found) else None


def _event(message: dict[str, Any], attempt_id: str, now: datetime) -> ProviderEvent:  # Any: as above
    status = opaque_id(message.get("status")) or "unknown"
    return ProviderEvent(
        provider=PROVIDER,
        event_key=f"{attempt_id}:activity:{status}",
        kind=_STATUSES.get(status, EventKind.UNKNOWN),
        occurred_at=now,
        attempt_id=attempt_id,
        raw=json.dumps({"status": status}),
    )


def _refusal(error: HTTPError, now: datetime) -> LookedUp:
    if error.status_code in _NO_ACCESS:
        return _CANNOT_SAY
    return LookedUp(answer=Answer.NOT_NOW, ask_again_at=retry_after(dict(error.headers.items()), now))
