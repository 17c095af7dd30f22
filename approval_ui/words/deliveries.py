"""What became of a letter on its way, in words."""

from approval_ui.words.chips import Chip, Shade
from kindregards.domain.channels import Channel
from kindregards.domain.deliveries import AttemptState, DeliveryState
from kindregards.domain.languages import Language
from kindregards.domain.provider_events import EventKind
from kindregards.domain.sending_problems import problem_of, words_of
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
    AttemptState.RESOLVED_SENT: marked("It turned out that it had left."),
    AttemptState.RESOLVED_NOT_SENT: marked("It turned out that it had not left."),
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

PROVIDERS = {
    "mailbox": marked("built-in mailbox"),
    "sendgrid": "SendGrid",
    "twilio": "Twilio",
    "smtp": "SMTP",
    "wechat": marked("WeChat"),
}


RESOLVED_BY = {
    "report": marked("The provider reported it."),
    "look_up": marked("The provider was asked."),
    "acknowledgement": marked("The candidate has read it."),
    "person": marked("A person looked."),
}


def problem_text(code: str | None, language: Language) -> str | None:
    """Return what an error code means in a language, or None for one that says nothing to people."""
    problem = problem_of(code)
    return words_of(problem)[language] if problem else None
