"""What providers' codes and HTTP statuses mean; the one question is whether the message could have been sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from kindregards.domain.channels import SendStatus
from kindregards.domain.provider_events import EventReason, Severity

_OUR_SIDE = frozenset(
    {
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.PAYMENT_REQUIRED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.PROXY_AUTHENTICATION_REQUIRED,
    }
)


def send_status_of_http(status: int) -> SendStatus:
    """Classify an answer that is no success by its HTTP status alone."""
    match status:
        case HTTPStatus.TOO_MANY_REQUESTS:
            return SendStatus.NOT_SENT
        case HTTPStatus.REQUEST_TIMEOUT:
            return SendStatus.MAYBE_SENT
        case _ if status in _OUR_SIDE:
            return SendStatus.MISCONFIGURED
        case _ if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
            # Redirects are not followed (they would carry the key elsewhere): the base URL is wrong.
            return SendStatus.MISCONFIGURED
        case _ if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
            return SendStatus.REFUSED
        case _:
            return SendStatus.MAYBE_SENT


def send_status_of_sendgrid(status: int, fields: frozenset[str]) -> SendStatus:
    """Classify a SendGrid refusal by its HTTP status and the `field` names of its errors."""
    if status == HTTPStatus.BAD_REQUEST and any(field.split(".")[0] in {"from", "reply_to"} for field in fields):
        # It is our own address that they refuse; every candidate's letter would meet the same answer.
        return SendStatus.MISCONFIGURED
    return send_status_of_http(status)


@dataclass(frozen=True, slots=True)
class TwilioMeaning:
    """What one Twilio code means: `answer` when it refuses a request, the rest when a status report carries it."""

    answer: SendStatus
    severity: Severity
    reason: EventReason


_CONFIG = TwilioMeaning(SendStatus.MISCONFIGURED, Severity.TRANSIENT, EventReason.CONFIG)
_INVALID = TwilioMeaning(SendStatus.REFUSED, Severity.PERMANENT, EventReason.INVALID)
_LANDLINE = TwilioMeaning(SendStatus.REFUSED, Severity.PERMANENT, EventReason.LANDLINE)
_OPTED_OUT = TwilioMeaning(SendStatus.OPTED_OUT, Severity.POLICY, EventReason.UNSUBSCRIBED)
_FILTERED = TwilioMeaning(SendStatus.REFUSED, Severity.POLICY, EventReason.CARRIER_FILTERED)
_BLOCKED = TwilioMeaning(SendStatus.REFUSED, Severity.POLICY, EventReason.BLOCKED)
_TOO_LONG = TwilioMeaning(SendStatus.REFUSED, Severity.POLICY, EventReason.OTHER)
_BUSY = TwilioMeaning(SendStatus.NOT_SENT, Severity.TRANSIENT, EventReason.OTHER)
_UNREACHABLE = TwilioMeaning(SendStatus.NOT_SENT, Severity.TRANSIENT, EventReason.UNREACHABLE)
_LATE = TwilioMeaning(SendStatus.NOT_SENT, Severity.TRANSIENT, EventReason.TIMED_OUT)
_DOUBT = TwilioMeaning(SendStatus.MAYBE_SENT, Severity.TRANSIENT, EventReason.OTHER)

# https://www.twilio.com/docs/api/errors
TWILIO_CODES: Mapping[int, TwilioMeaning] = {
    14107: _BUSY,  # send rate limit exceeded
    20003: _CONFIG,  # authenticate
    20005: _CONFIG,  # account not active
    20403: _CONFIG,  # forbidden
    20404: _CONFIG,  # no such account
    20429: _BUSY,  # too many requests
    20500: _DOUBT,  # internal server error
    21211: _INVALID,  # invalid To
    21212: _CONFIG,  # invalid From
    21408: _CONFIG,  # no permission to send to this region
    21603: _CONFIG,  # no From
    21606: _CONFIG,  # From is not ours
    21608: _CONFIG,  # trial account: To is not verified
    21609: _CONFIG,  # invalid StatusCallback
    21610: _OPTED_OUT,  # the person answered STOP
    21611: _BUSY,  # From has too many queued messages
    21612: _CONFIG,  # From cannot reach To
    21614: _LANDLINE,  # To is not a mobile number
    21617: _TOO_LONG,  # over 1,600 characters
    21635: _LANDLINE,  # To is a landline
    21659: _CONFIG,  # From is no Twilio number
    21701: _CONFIG,  # no such messaging service
    21703: _CONFIG,  # messaging service has no numbers
    30001: _BUSY,  # queue overflow
    30002: _CONFIG,  # account suspended
    30003: _UNREACHABLE,  # handset off or out of reach
    30004: _BLOCKED,  # blocked by the recipient or carrier
    30005: _INVALID,  # unknown handset
    30006: _LANDLINE,  # landline or unreachable carrier
    30007: _FILTERED,  # content filtered: do not repeat
    30008: _BUSY,  # unknown carrier trouble
    30032: _CONFIG,  # toll-free number not verified
    30034: _CONFIG,  # number not registered (A2P 10DLC)
    30036: _LATE,  # validity period ran out
    63014: _OPTED_OUT,  # blocked by user action
    63038: _CONFIG,  # daily limit of the (trial) account
}


def send_status_of_twilio(status: int, code: int | None) -> SendStatus:
    """Classify a Twilio refusal: by its code where we know it, else by its HTTP status."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return SendStatus.MAYBE_SENT
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return SendStatus.NOT_SENT
    meaning = TWILIO_CODES.get(code) if code is not None else None
    return meaning.answer if meaning else send_status_of_http(status)


_SMTP_TEMPORARY = range(400, 500)
_SMTP_PERMANENT = range(500, 600)
_SMTP_NEEDS_LOGIN = frozenset({530, 534, 535, 538})
_SMTP_TOO_LARGE = 552


def send_status_of_smtp(code: int, *, about_sender: bool) -> SendStatus:
    """Classify an SMTP refusal; a malformed answer (no such code) leaves doubt.

    `about_sender` tells a refusal of us (greeting, login, MAIL) from one of the recipient or the letter.
    """
    if code in _SMTP_TEMPORARY:
        return SendStatus.NOT_SENT
    if code not in _SMTP_PERMANENT:
        return SendStatus.MAYBE_SENT
    if code in _SMTP_NEEDS_LOGIN or (about_sender and code != _SMTP_TOO_LARGE):
        return SendStatus.MISCONFIGURED
    return SendStatus.REFUSED
