"""Asking Twilio about an attempt: by its SID where we know it, else by number and by the link in the text."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import requests
from twilio.base.exceptions import TwilioException
from twilio.rest.api.v2010.account.message import MessageInstance

from kindregards.channels.handover import GaveUpError, hand_over
from kindregards.channels.sms_twilio import PROVIDER, TwilioAccount, twilio_client
from kindregards.channels.timeouts import DEFAULT_TIMEOUTS, Timeouts
from kindregards.channels.twilio_http import TooManyRequestsError
from kindregards.channels.webhooks_twilio import status_event
from kindregards.domain.ports.watching import LookedUp, Watched
from kindregards.domain.watching import Answer

_MOST_MESSAGES = 400
_PAGE = 200
_CLOCKS_DIFFER = timedelta(minutes=5)
_TOKEN = re.compile(r"/[a-z]/([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])")
_NOT_NOW = LookedUp(answer=Answer.NOT_NOW)


class TwilioLookUp:
    """Reads messages; a list shows no callback address, so our own link in the text says whose attempt it is."""

    provider = PROVIDER

    def __init__(self, account: TwilioAccount, *, timeouts: Timeouts = DEFAULT_TIMEOUTS) -> None:
        self._timeouts = timeouts
        self._client = twilio_client(account, timeouts)

    async def look_up(self, watched: Watched, *, now: datetime) -> LookedUp:
        """Say whether Twilio has the attempt, and how it fared; trouble of any kind is no answer."""
        try:
            return await hand_over(lambda: self._ask(watched, now), within_seconds=self._timeouts.total_seconds)
        except (GaveUpError, TwilioException, TooManyRequestsError, requests.RequestException):
            return _NOT_NOW
        except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
            return _NOT_NOW  # an answer that the library cannot turn into messages

    def _ask(self, watched: Watched, now: datetime) -> LookedUp:
        attempt = watched.attempt
        if attempt is None:
            return LookedUp(answer=Answer.CANNOT_SAY)
        if attempt.provider_message_id is not None:
            return _present(self._client.messages(attempt.provider_message_id).fetch(), attempt.id, now)
        if watched.address is None or not watched.token_hashes or attempt.started_at is None:
            return LookedUp(answer=Answer.CANNOT_SAY)
        since = attempt.started_at - _CLOCKS_DIFFER
        answer = Answer.ABSENT
        # What is still queued has no date of sending yet, so a list by date that lacks it is followed by one without.
        for dates in ({"date_sent_after": since}, {}):
            messages = self._client.messages.list(to=watched.address, limit=_MOST_MESSAGES, page_size=_PAGE, **dates)
            found = next(_carrying(messages, watched.token_hashes), None)
            if found is not None:
                return _present(found, attempt.id, now)
            if len(messages) >= _MOST_MESSAGES:
                answer = Answer.CANNOT_SAY  # a list that was cut short proves nothing
        return LookedUp(answer=answer)


def _carrying(messages: Iterable[MessageInstance], token_hashes: frozenset[str]) -> Iterator[MessageInstance]:
    """Yield messages whose text carries one of our links."""
    for message in messages:
        tokens = _TOKEN.findall(message.body or "")
        if any(hashlib.sha256(token.encode()).hexdigest() in token_hashes for token in tokens):
            yield message


def _present(message: MessageInstance, attempt_id: str, now: datetime) -> LookedUp:
    report = {"MessageSid": str(message.sid), "MessageStatus": str(message.status), "To": str(message.to)}
    if isinstance(message.error_code, int):
        report["ErrorCode"] = str(message.error_code)
    return LookedUp(answer=Answer.PRESENT, events=(status_event(report, attempt_id, now),))
