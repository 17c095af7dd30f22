"""Sending one event to an integrator's endpoint, signed as Standard Webhooks say.

The host is resolved once and checked, and the connection goes to that very address while TLS and the Host header keep
the name. No redirects, no proxy, no kept connections: each would lead to a place that nobody checked.
"""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Final

import httpx
from standardwebhooks import Webhook

from kindregards.channels.connecting import not_connected_code
from kindregards.channels.public_address import Address, PublicAddresses
from kindregards.channels.retry_after import retry_after
from kindregards.domain.outgoing_events import UrlNotAllowedError, event_body
from kindregards.domain.ports.outbox import Parcel, Receipt, Reception

_USER_AGENT: Final = "KindRegards-Webhooks/1"
_MOST_ADDRESSES: Final = 2
_MOST_BYTES: Final = 64 * 1024
_HEARING_OUT_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookTimeouts:
    """Limits of one delivery: to connect, and for the answer."""

    connect_seconds: float = 5.0
    answer_seconds: float = 10.0


@dataclass(frozen=True, slots=True)
class WebhookCourier:
    """Delivers events over HTTP."""

    client: httpx.AsyncClient
    addresses: PublicAddresses
    timeouts: WebhookTimeouts

    async def deliver(self, parcel: Parcel, *, now: datetime) -> Receipt:
        """Send it once; never raises for what the receiver or the network does."""
        try:
            url = self.addresses.parse(parcel.url)
            reachable = await self.addresses.addresses(url)
        except UrlNotAllowedError as refusal:
            return _not_taken(refusal.code)
        except OSError:
            return _not_taken("dns")
        body = event_body(parcel.type, parcel.created_at, parcel.data).encode()
        headers = {"host": url.netloc.decode("ascii"), **_signed(parcel, body, now)}
        requests = [self._request(url, address, headers, body) for address in reachable[:_MOST_ADDRESSES]]
        return await self._first_answer(requests, now)

    def _request(self, url: httpx.URL, address: Address, headers: Mapping[str, str], body: bytes) -> httpx.Request:
        """Return a request to an address that still names its host, to TLS and to the server."""
        return self.client.build_request(
            "POST",
            url.copy_with(host=str(address)),
            headers=headers,
            content=body,
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        )

    async def _first_answer(self, requests: list[httpx.Request], now: datetime) -> Receipt:
        """Go to the next address only where no connection came about."""
        receipt = _not_taken("dns")
        try:
            async with asyncio.timeout(self.timeouts.connect_seconds + self.timeouts.answer_seconds):
                for request in requests:
                    try:
                        return await self._answer(request, now)
                    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                        receipt = _not_taken(_why_not_connected(error))
        except (TimeoutError, httpx.TimeoutException):
            return _not_taken("timeout")
        except httpx.HTTPError:
            return _not_taken("disconnected")
        return receipt

    async def _answer(self, request: httpx.Request, now: datetime) -> Receipt:
        response = await self.client.send(request, stream=True)
        try:
            await _hear_out(response)
        finally:
            await response.aclose()
        status = response.status_code
        if response.is_success:
            return Receipt(reception=Reception.TAKEN, status=status)
        return Receipt(
            reception=Reception.GONE if status == HTTPStatus.GONE else Reception.NOT_TAKEN,
            status=status,
            error=f"status_{status}",
            retry_after=retry_after(response.headers, now),
        )


@contextlib.asynccontextmanager
async def open_courier(
    addresses: PublicAddresses, *, tls: ssl.SSLContext | None = None, timeouts: WebhookTimeouts | None = None
) -> AsyncIterator[WebhookCourier]:
    """Yield a courier and close its connections afterwards; `tls` says whose certificates are trusted."""
    timeouts = timeouts or WebhookTimeouts()
    client = httpx.AsyncClient(
        verify=tls or True,
        trust_env=False,
        timeout=httpx.Timeout(timeouts.answer_seconds, connect=timeouts.connect_seconds),
        # Two names can share an address: over a kept connection one would receive the other's events.
        limits=httpx.Limits(max_keepalive_connections=0),
    )
    async with client:
        yield WebhookCourier(client, addresses, timeouts)


def _signed(parcel: Parcel, body: bytes, now: datetime) -> dict[str, str]:
    """Return the headers of https://www.standardwebhooks.com; a new try is signed for its own time."""
    return {
        "content-type": "application/json",
        "user-agent": _USER_AGENT,
        "webhook-id": parcel.id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(parcel.secret).sign(msg_id=parcel.id, timestamp=now, data=body.decode()),
    }


async def _hear_out(response: httpx.Response) -> None:
    """Read a little of the answer, so that the receiver sees no broken connection; only its status counts."""
    heard = 0
    with contextlib.suppress(httpx.HTTPError, TimeoutError):
        async with asyncio.timeout(_HEARING_OUT_SECONDS):
            async for piece in response.aiter_raw():
                heard += len(piece)
                if heard >= _MOST_BYTES:
                    return


def _why_not_connected(error: httpx.TransportError) -> str:
    return "connect_timeout" if isinstance(error, httpx.ConnectTimeout) else not_connected_code(error)


def _not_taken(error: str) -> Receipt:
    return Receipt(reception=Reception.NOT_TAKEN, error=error)
