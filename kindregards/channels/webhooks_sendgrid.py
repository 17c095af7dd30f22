"""SendGrid's signed event webhook."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from kindregards.channels.opaque import opaque_id, plain_address
from kindregards.channels.sendgrid_events import enhanced_status, is_for_invitations, meaning_of, opened_by_machine
from kindregards.channels.sendgrid_mail import ATTEMPT_KEY
from kindregards.channels.sendgrid_signature import SendGridSignature, load_key
from kindregards.domain.ports.channels import ForgedWebhookError, UnreadableWebhookError
from kindregards.domain.provider_events import ProviderEvent

PROVIDER = "sendgrid"
# sg_message_id is X-Message-Id followed by the filter that handled the mail.
_FILTER_SUFFIX = re.compile(r"\.(filter|recvd).*", re.DOTALL)
_YEAR_2100 = 4_102_444_800


class SendGridEvents:
    """Checks ECDSA P-256 over timestamp and raw body; the key is base64 DER, as SendGrid's settings page shows it."""

    def __init__(self, public_key: str | None) -> None:
        self._key = load_key(public_key) if public_key else None

    def read(self, *, url: str, headers: Mapping[str, str], body: bytes, now: datetime) -> tuple[ProviderEvent, ...]:
        """Return the events of one delivery; the URL plays no part in this signature."""
        del url
        signed_at = self._verify(headers, body, now)
        try:
            return tuple(_translate(event, signed_at) for event in _parse(body))
        except RecursionError as error:
            raise UnreadableWebhookError("SendGrid's events are nested too deeply to be read") from error

    def _verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> datetime:
        if self._key is None:
            raise ForgedWebhookError("No SendGrid webhook key is configured, so no event can be trusted")
        signature = SendGridSignature(self._key, headers, now)
        signature.feed(body)
        return signature.verify()


def _parse(body: bytes) -> list[dict[str, object]]:
    try:
        events = json.loads(body)
    except ValueError as error:
        raise UnreadableWebhookError("SendGrid's events are not JSON") from error
    if not (isinstance(events, list) and all(isinstance(event, dict) for event in events)):
        raise UnreadableWebhookError("SendGrid's events are not a list of objects")
    return events


def _translate(event: dict[str, object], signed_at: datetime) -> ProviderEvent:
    meaning = meaning_of(event)
    raw = json.dumps(event, sort_keys=True)
    return ProviderEvent(
        provider=PROVIDER,
        # An event without an id is still kept once: the same content has the same key.
        event_key=opaque_id(event.get("sg_event_id")) or f"sha256:{hashlib.sha256(raw.encode()).hexdigest()}",
        kind=meaning.kind,
        occurred_at=_occurred_at(event.get("timestamp"), signed_at),
        attempt_id=opaque_id(event.get(ATTEMPT_KEY)),
        provider_message_id=_message_id(event.get("sg_message_id")),
        address=plain_address(event.get("email")),
        severity=meaning.severity,
        reason=meaning.reason,
        error_code=enhanced_status(event),
        machine=opened_by_machine(event),
        raw=raw,
        for_invitations=is_for_invitations(event),
    )


def _message_id(value: object) -> str | None:
    """Return the X-Message-Id that our request was answered with."""
    full = opaque_id(value)
    if full is None:
        return None
    prefix = _FILTER_SUFFIX.sub("", full)
    return prefix if prefix != full else full.split(".", maxsplit=1)[0]


def _occurred_at(value: object, signed_at: datetime) -> datetime:
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < _YEAR_2100:
        return datetime.fromtimestamp(value, UTC)
    return signed_at
