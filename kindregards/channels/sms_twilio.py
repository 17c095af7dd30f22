"""SMS through Twilio's official library."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import quote

import requests
from twilio.base.exceptions import TwilioRestException, TwilioServiceException
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance

from kindregards import clock
from kindregards.channels.codes import send_status_of_twilio
from kindregards.channels.configuration import header_safe_secret, http_base_url
from kindregards.channels.connecting import not_connected_code
from kindregards.channels.handover import GaveUpError, hand_over
from kindregards.channels.opaque import opaque_id
from kindregards.channels.phones import SmsLimits, UnfitNumberError, country_of
from kindregards.channels.retry_after import retry_after
from kindregards.channels.timeouts import DEFAULT_TIMEOUTS, Timeouts
from kindregards.channels.twilio_http import BoundedHttpClient, TooManyRequestsError, was_never_connected
from kindregards.domain.channels import Message, SendResult, SendStatus
from kindregards.domain.sms_segments import economical, sms_size
from kindregards.domain.text_safety import has_control_characters, is_clean_line

PROVIDER = "twilio"
OFFICIAL_BASE_URL = "https://api.twilio.com"
EVERYWHERE = SmsLimits()
_SHORTEST_VALIDITY = timedelta(minutes=1)
_LONGEST_VALIDITY = timedelta(hours=10)
_DEAD_ON_ARRIVAL = frozenset({"failed", "undelivered", "canceled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TwilioAccount:
    """An account and its sender: a number, a name or a messaging service (`MG…`); some countries have their own."""

    account_sid: str
    auth_token: str = field(repr=False)
    sender: str
    senders_by_country: Mapping[str, str] = field(default_factory=dict)
    base_url: str = OFFICIAL_BASE_URL


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """One request in Twilio's terms."""

    to: str
    text: str
    sender: str
    callback: str
    valid_for: timedelta


def twilio_client(account: TwilioAccount, timeouts: Timeouts) -> Client:
    """Return the library's client of an account, with our limits and without its own retries."""
    client = Client(
        header_safe_secret(account.account_sid),
        header_safe_secret(account.auth_token),
        http_client=BoundedHttpClient(timeouts),
        # Anything but empty keeps the library from reading TWILIO_EDGE and TWILIO_REGION, which rewrite hosts.
        environment={"TWILIO_ACCOUNT_SID": account.account_sid},
    )
    client.api.base_url = http_base_url(account.base_url)
    return client


class TwilioSms:
    """Hands each message over once: neither this class nor the library retries.

    Twilio reports to a status URL of each attempt's own. What could not leave its queue before the message's
    `deliver_until` (or within `valid_for`) is dropped there, so that a late SMS cannot land at night.
    """

    provider = PROVIDER

    def __init__(
        self,
        account: TwilioAccount,
        *,
        public_base_url: str,
        limits: SmsLimits = EVERYWHERE,
        valid_for: timedelta = timedelta(hours=4),
        timeouts: Timeouts = DEFAULT_TIMEOUTS,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        self._account = account
        self._limits = limits
        self._public_base_url = http_base_url(public_base_url)
        self._valid_for = valid_for
        self._timeouts = timeouts
        self._now = now
        self._client = twilio_client(account, timeouts)

    async def send(self, message: Message) -> SendResult:
        """Hand over one message and say what is known about it."""
        if has_control_characters(message.text) or not is_clean_line(message.address):
            return _result(SendStatus.REFUSED, "unsafe_text")
        try:
            order = self._order(message)
        except UnfitNumberError as error:
            return _result(SendStatus.REFUSED, error.code)
        if sms_size(order.text).segments > self._limits.most_segments:
            return _result(SendStatus.REFUSED, "too_many_segments")
        try:
            return await hand_over(lambda: self._exchange(order), within_seconds=self._timeouts.total_seconds)
        except GaveUpError as error:
            return _result(SendStatus.NOT_SENT if error.surely_not_sent else SendStatus.MAYBE_SENT, "deadline")

    def _order(self, message: Message) -> _Order:
        country = country_of(message.address, self._limits)
        attempt = quote(message.attempt_id, safe="")
        valid_for = self._valid_for if message.deliver_until is None else message.deliver_until - self._now()
        return _Order(
            to=message.address,
            text=economical(message.text),
            sender=self._account.senders_by_country.get(country, self._account.sender),
            callback=f"{self._public_base_url}/webhooks/twilio/status/{attempt}",
            valid_for=min(max(valid_for, _SHORTEST_VALIDITY), _LONGEST_VALIDITY),
        )

    def _exchange(self, order: _Order) -> SendResult:
        try:
            created = self._create(order)
        except (TwilioRestException, TwilioServiceException) as error:
            return _refusal(error.status, error.code)
        except TooManyRequestsError as error:
            return self._too_many_requests(error)
        except requests.RequestException as error:
            return _lost(error)
        except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
            # A success whose body the library cannot turn into a message.
            return _result(SendStatus.MAYBE_SENT, "unreadable_answer")
        return _outcome(created)

    def _create(self, order: _Order) -> MessageInstance:
        by_service = order.sender.startswith("MG")
        return self._client.messages.create(
            to=order.to,
            body=order.text,
            **{"messaging_service_sid" if by_service else "from_": order.sender},
            status_callback=order.callback,
            validity_period=int(order.valid_for.total_seconds()),
        )

    def _too_many_requests(self, error: TooManyRequestsError) -> SendResult:
        return SendResult(
            status=SendStatus.NOT_SENT,
            provider=PROVIDER,
            error_code="http_429",
            retry_after=retry_after(error.headers, self._now()),
        )


def _refusal(status: object, code: object) -> SendResult:
    """Classify the library's exception; it repeats the HTTP status as the code when the body had none.

    Both may come out of the body, so they can be anything.
    """
    if not isinstance(status, int):
        return _result(SendStatus.MAYBE_SENT, "unreadable_answer")
    known = code if isinstance(code, int) and code != status else None
    return _result(send_status_of_twilio(status, known), f"http_{status}" if known is None else f"twilio_{known}")


def _lost(error: requests.RequestException) -> SendResult:
    if was_never_connected(error):
        return _result(SendStatus.NOT_SENT, not_connected_code(error))
    if isinstance(error, requests.Timeout):
        return _result(SendStatus.MAYBE_SENT, "read_timeout")
    return _result(SendStatus.MAYBE_SENT, "connection_lost")


def _outcome(created: MessageInstance) -> SendResult:
    sid = opaque_id(created.sid)
    if sid is None:
        return _result(SendStatus.MAYBE_SENT, "no_message_id")
    if created.status in _DEAD_ON_ARRIVAL and isinstance(created.error_code, int):
        return _refusal(400, created.error_code)
    return SendResult(status=SendStatus.ACCEPTED, provider=PROVIDER, provider_message_id=sid)


def _result(status: SendStatus, error_code: str) -> SendResult:
    return SendResult(status=status, provider=PROVIDER, error_code=error_code)
