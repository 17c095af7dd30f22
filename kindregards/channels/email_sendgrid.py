"""E-mail through SendGrid's official library."""

import http.client
import json
import logging
from collections.abc import Callable
from datetime import datetime
from email.message import Message as Headers
from http import HTTPStatus
from urllib.error import URLError

from python_http_client.exceptions import HTTPError
from sendgrid import SendGridAPIClient
from sendgrid.helpers.mail import Mail
from sendgrid.helpers.mail.exceptions import ApiKeyIncludedException

from kindregards import clock
from kindregards.channels.addresses import SenderAddress, is_safe_mail
from kindregards.channels.codes import send_status_of_sendgrid
from kindregards.channels.configuration import header_safe_secret, http_base_url
from kindregards.channels.connecting import NotConnectedError, not_connected_code
from kindregards.channels.handover import GaveUpError, hand_over
from kindregards.channels.opaque import opaque_id
from kindregards.channels.retry_after import retry_after
from kindregards.channels.sendgrid_http import BoundedClient, bounded_opener
from kindregards.channels.sendgrid_mail import NO_TRACKING, Tracking, build_mail
from kindregards.channels.timeouts import DEFAULT_TIMEOUTS, Timeouts
from kindregards.domain.channels import Message, SendResult, SendStatus

PROVIDER = "sendgrid"
OFFICIAL_BASE_URL = "https://api.sendgrid.com"


def sendgrid_client(api_key: str, base_url: str, timeouts: Timeouts) -> SendGridAPIClient:
    """Return the library's client with our limits and without its own retries."""
    # At DEBUG the library logs the API key and whole letters.
    logging.getLogger("python_http_client").setLevel(logging.INFO)
    api = SendGridAPIClient(header_safe_secret(api_key), host=http_base_url(base_url))
    api.client = BoundedClient(
        bounded_opener(timeouts),
        host=api.host,
        request_headers={"Content-Type": "application/json"} | api.client.request_headers,
        version=3,
        timeout=timeouts.connect_seconds,
    )
    return api


class SendGridEmail:
    """Hands each message over once: neither this class nor the library retries."""

    provider = PROVIDER

    def __init__(
        self,
        *,
        api_key: str,
        sender: SenderAddress,
        base_url: str = OFFICIAL_BASE_URL,
        tracking: Tracking = NO_TRACKING,
        timeouts: Timeouts = DEFAULT_TIMEOUTS,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        self._sender = sender
        self._tracking = tracking
        self._timeouts = timeouts
        self._now = now
        self._api = sendgrid_client(api_key, base_url, timeouts)

    async def send(self, message: Message) -> SendResult:
        """Hand over one message and say what is known about it."""
        if not is_safe_mail(message):
            return _result(SendStatus.REFUSED, "unsafe_text")
        try:
            mail = build_mail(message, self._sender, self._tracking)
        except UnicodeError:
            return _result(SendStatus.REFUSED, "bad_address")
        except ApiKeyIncludedException:
            return _result(SendStatus.REFUSED, "looks_like_api_key")
        try:
            return await hand_over(lambda: self._exchange(mail), within_seconds=self._timeouts.total_seconds)
        except GaveUpError as error:
            return _result(SendStatus.NOT_SENT if error.surely_not_sent else SendStatus.MAYBE_SENT, "deadline")

    def _exchange(self, mail: Mail) -> SendResult:
        try:
            response = self._api.send(mail)
        except HTTPError as error:
            return self._refusal(error)
        except URLError as error:
            if isinstance(error.reason, NotConnectedError):
                return _result(SendStatus.NOT_SENT, not_connected_code(error.reason))
            return _result(SendStatus.MAYBE_SENT, "connection_lost")
        except TimeoutError:
            return _result(SendStatus.MAYBE_SENT, "read_timeout")
        except (OSError, http.client.HTTPException):
            return _result(SendStatus.MAYBE_SENT, "connection_lost")
        return _acceptance(response.headers)

    def _refusal(self, error: HTTPError) -> SendResult:
        status = send_status_of_sendgrid(error.status_code, _refused_fields(error.body))
        busy = error.status_code == HTTPStatus.TOO_MANY_REQUESTS
        return SendResult(
            status=status,
            provider=PROVIDER,
            error_code=f"http_{error.status_code}",
            retry_after=retry_after(dict(error.headers.items()), self._now()) if busy else None,
        )


def _acceptance(headers: Headers) -> SendResult:
    message_id = opaque_id(headers.get("X-Message-Id"))
    if message_id is None:
        return _result(SendStatus.MAYBE_SENT, "no_message_id")
    return SendResult(status=SendStatus.ACCEPTED, provider=PROVIDER, provider_message_id=message_id)


def _refused_fields(body: bytes) -> frozenset[str]:
    """Return the fields SendGrid complains about; its messages may quote addresses and are left alone."""
    try:
        errors = json.loads(body)["errors"]
        return frozenset(error["field"] for error in errors if isinstance(error["field"], str))
    except (ValueError, LookupError, TypeError, RecursionError):
        return frozenset()


def _result(status: SendStatus, error_code: str) -> SendResult:
    return SendResult(status=status, provider=PROVIDER, error_code=error_code)
