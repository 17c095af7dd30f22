"""What became of a letter on its way, in words."""

import re

from approval_ui.words.chips import Chip, Shade
from kindregards.domain.channels import Channel
from kindregards.domain.deliveries import AttemptState, DeliveryState
from kindregards.domain.provider_events import EventKind
from kindregards.http.languages import marked

CHANNELS = {
    Channel.EMAIL: Chip(marked("E-mail"), "mail"),
    Channel.SMS: Chip(marked("Text message"), "phone"),
    Channel.WECHAT: Chip(marked("WeChat"), "chat"),
}

DELIVERY_STATES = {
    DeliveryState.SCHEDULED: Chip(marked("Scheduled"), "clock"),
    DeliveryState.READY: Chip(marked("Will be tried again"), "refresh"),
    DeliveryState.DISPATCHING: Chip(marked("Leaving now"), "send", Shade.ACCENT),
    DeliveryState.ACCEPTED: Chip(marked("Sent"), "send"),
    DeliveryState.IN_TRANSIT: Chip(marked("On its way"), "send"),
    DeliveryState.DELIVERED: Chip(marked("Delivered"), "check", Shade.POSITIVE),
    DeliveryState.SUPPRESSED: Chip(marked("Not wanted here"), "stop", Shade.WARNING),
    DeliveryState.CANCELLED: Chip(marked("Cancelled"), "stop"),
    DeliveryState.EXPIRED: Chip(marked("Expired"), "hourglass"),
    DeliveryState.REJECTED_BY_PROVIDER: Chip(marked("Refused by the provider"), "alert", Shade.DANGER),
    DeliveryState.UNDELIVERABLE_PERMANENT: Chip(marked("Bounced"), "bounce", Shade.DANGER),
    DeliveryState.UNDELIVERABLE_TRANSIENT: Chip(marked("Could not be delivered for now"), "bounce", Shade.WARNING),
    DeliveryState.AMBIGUOUS: Chip(marked("Unclear whether sent"), "question", Shade.WARNING),
    DeliveryState.DELIVERY_UNKNOWN: Chip(marked("Unknown"), "question"),
    DeliveryState.BOUNCED_AFTER_DELIVERY: Chip(marked("Came back later"), "bounce", Shade.DANGER),
    DeliveryState.HELD: Chip(marked("Needs a person"), "hand", Shade.WARNING),
}

ATTEMPTS = {
    AttemptState.RESERVED: marked("Prepared; nothing has left yet."),
    AttemptState.IN_FLIGHT: marked("On its way to the provider."),
    AttemptState.ACCEPTED: marked("The provider took it."),
    AttemptState.NOT_SENT: marked("It surely did not leave; it is tried again."),
    AttemptState.REFUSED: marked("The provider refuses this address."),
    AttemptState.OPTED_OUT: marked("The candidate wants no messages on this channel."),
    AttemptState.MISCONFIGURED: marked("Our account or key was refused; an administrator must look."),
    AttemptState.AMBIGUOUS: marked("The provider's answer got lost: it may or may not have left."),
    AttemptState.RESOLVED_SENT: marked("A person found that it had left."),
    AttemptState.RESOLVED_NOT_SENT: marked("A person found that it had not left."),
}

EVENTS = {
    EventKind.QUEUED: marked("Queued by the provider"),
    EventKind.SENT: marked("Passed on by the provider"),
    EventKind.DEFERRED: marked("Delayed; the provider tries again"),
    EventKind.DELIVERED: marked("Delivered"),
    EventKind.BOUNCED: marked("Came back"),
    EventKind.REJECTED: marked("Refused by the provider"),
    EventKind.FAILED: marked("Failed"),
    EventKind.OPENED: marked("Opened"),
    EventKind.CLICKED: marked("Link followed"),
    EventKind.COMPLAINED: marked("Reported as unwanted"),
    EventKind.UNSUBSCRIBED: marked("Unsubscribed"),
    EventKind.RESUBSCRIBED: marked("Subscribed again"),
    EventKind.REPLIED: marked("Replied"),
    EventKind.UNKNOWN: marked("Something the provider does not explain"),
}

PROVIDERS = {"mailbox": marked("built-in mailbox"), "sendgrid": "SendGrid", "twilio": "Twilio", "smtp": "SMTP"}

_TECHNICAL = (
    (re.compile(r"http_429|twilio_(?:14107|20429|21611|30001)"), marked("Too many messages at once.")),
    (re.compile(r"twilio_(?:21211|30005)|5\.1\.\d+"), marked("The address does not exist.")),
    (re.compile(r"twilio_(?:21614|21635|30006)"), marked("The number takes no text messages.")),
    (re.compile(r"twilio_(?:21610|63014)"), marked("The candidate answered STOP.")),
    (re.compile(r"twilio_30003"), marked("The phone is off or out of reach.")),
    (re.compile(r"twilio_(?:30004|30007)|5\.7\.\d+"), marked("The message was blocked on its way.")),
    (re.compile(r"[45]\.2\.2"), marked("The mailbox is full.")),
    (re.compile(r"http_40[137]|twilio_(?:2000[35]|20403|216\d\d|30002|3003[24])"), marked("Our account was refused.")),
    (re.compile(r"http_5\d\d|twilio_20500"), marked("The provider had trouble of its own.")),
    (re.compile(r"timeout|timed_out|no_answer|reset|broken|connection"), marked("The connection failed.")),
)


def error_message(code: str | None) -> str | None:
    """Return what an error code means as a message, or None for one that says nothing to people."""
    if code is None:
        return None
    return next((message for pattern, message in _TECHNICAL if pattern.search(code)), None)
