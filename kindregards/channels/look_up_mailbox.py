"""Asking the built-in mailbox about an attempt: it always knows."""

import json
from datetime import datetime

from kindregards.channels.mailbox import PROVIDER
from kindregards.domain.ports.channels import KeptMessages
from kindregards.domain.ports.watching import LookedUp, Watched
from kindregards.domain.provider_events import EventKind, ProviderEvent
from kindregards.domain.watching import Answer


class MailboxLookUp:
    """Says for sure whether a message is kept."""

    provider = PROVIDER

    def __init__(self, mailbox: KeptMessages) -> None:
        self._mailbox = mailbox

    async def look_up(self, watched: Watched, *, now: datetime) -> LookedUp:
        """Look for the attempt's message."""
        if watched.attempt is None:
            return LookedUp(answer=Answer.CANNOT_SAY)
        attempt_id = watched.attempt.id
        if not await self._mailbox.holds(attempt_id):
            return LookedUp(answer=Answer.NEVER_CAME)
        kept = ProviderEvent(
            provider=PROVIDER,
            event_key=f"{attempt_id}:kept",
            kind=EventKind.DELIVERED,
            occurred_at=now,
            attempt_id=attempt_id,
            provider_message_id=attempt_id,
            raw=json.dumps({"found": "in the mailbox"}),
        )
        return LookedUp(answer=Answer.PRESENT, events=(kept,))
