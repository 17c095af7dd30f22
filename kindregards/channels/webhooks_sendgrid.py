"""SendGrid's signed event webhook."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key

from kindregards.channels.opaque import opaque_id, plain_address
from kindregards.channels.sendgrid_events import enhanced_status, is_for_invitations, meaning_of, opened_by_machine
from kindregards.channels.sendgrid_mail import ATTEMPT_KEY
from kindregards.domain.errors import InvalidError
from kindregards.domain.ports.channels import ForgedWebhookError, UnreadableWebhookError
from kindregards.domain.provider_events import ProviderEvent

PROVIDER = "sendgrid"
SIGNATURE_HEADER = "x-twilio-email-event-webhook-signature"
TIMESTAMP_HEADER = "x-twilio-email-event-webhook-timestamp"
# SendGrid retries for 24 hours and may keep the first stamp.
_TOLERANCE = timedelta(hours=25)
_EPOCH_SECONDS = re.compile(r"[0-9]{1,11}")
# sg_message_id is X-Message-Id followed by the filter that handled the mail.
_FILTER_SUFFIX = re.compile(r"\.(filter|recvd).*", re.DOTALL)
_YEAR_2100 = 4_102_444_800


class SendGridEvents:
    """Checks ECDSA P-256 over timestamp and raw body; the key is base64 DER, as SendGrid's settings page shows it."""

    def __init__(self, public_key: str | None) -> None:
        self._key = _load_key(public_key) if public_key else None

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
        stamp = headers.get(TIMESTAMP_HEADER, "")
        if not _EPOCH_SECONDS.fullmatch(stamp) or abs(int(stamp) - now.timestamp()) > _TOLERANCE.total_seconds():
            raise ForgedWebhookError("The event webhook's timestamp is missing or too far from now")
        try:
            signature = base64.b64decode(headers.get(SIGNATURE_HEADER, ""), validate=True)
            # Raw bytes: the same JSON written anew has another signature.
            self._key.verify(signature, stamp.encode() + body, ec.ECDSA(hashes.SHA256()))
        except (ValueError, InvalidSignature) as error:
            raise ForgedWebhookError("The event webhook's signature does not match") from error
        return datetime.fromtimestamp(int(stamp), UTC)


def _load_key(public_key: str) -> ec.EllipticCurvePublicKey:
    try:
        key = load_der_public_key(base64.b64decode("".join(public_key.split()), validate=True))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise InvalidError("SendGrid's webhook key is not base64 of a public key; copy it as shown there") from error
    if not (isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)):
        raise InvalidError("SendGrid's webhook key is not a P-256 key; copy it as shown in SendGrid's settings")
    return key


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
