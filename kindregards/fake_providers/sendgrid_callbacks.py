"""Events as SendGrid words them."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from kindregards.fake_providers.ledger import Handed

_READER = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
# https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event
_DETAILS: Mapping[str, Mapping[str, object]] = {
    "processed": {},
    "delivered": {"response": "250 OK"},
    "deferred": {"response": "450 4.2.0 try again later", "attempt": "1"},
    "open": {"useragent": _READER, "ip": "198.51.100.7", "sg_content_type": "html", "sg_machine_open": False},
    "click": {"useragent": _READER, "ip": "198.51.100.7", "url": "https://example.com/"},
    "bounce": {
        "type": "bounce",
        "reason": "550 5.1.1 unknown user",
        "status": "5.1.1",
        "bounce_classification": "Invalid Address",
    },
    "blocked": {"event": "bounce", "type": "blocked", "reason": "550 5.7.1 blocked", "status": "5.7.1"},
    "expired": {"event": "bounce", "type": "expired", "reason": "unable to get mx info"},
    "dropped": {"reason": "Bounced Address", "status": "5.0.0"},
    "spamreport": {},
    "unsubscribe": {},
    "group_unsubscribe": {"asm_group_id": 10},
    "group_resubscribe": {"asm_group_id": 10},
}


def sendgrid_event(handed: Handed, name: str, now: datetime, changes: Mapping[str, object]) -> dict[str, object]:
    """Return one event about an accepted mail; `changes` replace or add fields, None takes one away."""
    event = {
        "email": handed.address,
        "timestamp": int(now.timestamp()),
        "smtp-id": f"<{secrets.token_urlsafe(9)}@geopod-ismtpd-1>",
        "event": name,
        "sg_event_id": secrets.token_urlsafe(24),
        "sg_message_id": f"{handed.provider_message_id}.recvd-6d5b8f5c7d-x2x7q-1-{secrets.token_hex(4)}-1.0",
        **handed.custom_args,
        **_DETAILS.get(name, {}),
        **changes,
    }
    return {field: value for field, value in event.items() if value is not None}
