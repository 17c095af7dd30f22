"""Events on their way to an integrator's server, over real sockets."""

import ssl
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import WebhookVerificationError

from kindregards.channels.public_address import Address, PublicAddresses
from kindregards.channels.webhook_out import WebhookTimeouts, open_courier
from kindregards.clock import now as clock_now
from kindregards.domain.ports.outbox import Parcel, Receipt, Reception
from tests.builders import NOW
from tests.channels.broken_servers import a_certificate, closed_port, deaf_port, port_that, self_signed_port
from tests.channels.receiver import SECRET, Answer, a_receiver

pytestmark = [pytest.mark.anyio, pytest.mark.slow]
HERE = PublicAddresses(in_development=True)
QUICK = WebhookTimeouts(connect_seconds=0.3, answer_seconds=0.3)


def a_parcel(url: str, **changes: Any) -> Parcel:  # noqa: ANN401 -- replace() checks the names
    parcel = Parcel(
        id="0197-event",
        lease_token="lease",
        url=url,
        secret=SECRET,
        type="application.told",
        created_at=NOW,
        data={"outcome": "reject", "application_id": "a-1", "external_id": "编号-1"},
    )
    return replace(parcel, **changes)


async def deliver(
    parcel: Parcel,
    *,
    addresses: PublicAddresses = HERE,
    tls: ssl.SSLContext | None = None,
    timeouts: WebhookTimeouts | None = None,
    now: datetime | None = None,
) -> Receipt:
    async with open_courier(addresses, tls=tls, timeouts=timeouts) as courier:
        return await courier.deliver(parcel, now=now or clock_now())


def resolving_to(*addresses: str, in_development: bool = True) -> PublicAddresses:
    async def resolver(host: str, port: int) -> Sequence[Address]:
        del host, port
        return tuple(ip_address(address) for address in addresses)

    return PublicAddresses(in_development=in_development, resolver=resolver)


async def test_a_receiver_can_verify_an_event_with_the_standard_library() -> None:
    async with a_receiver() as receiver:
        receipt = await deliver(a_parcel(receiver.url))

    (request,) = receiver.received
    assert receipt == Receipt(reception=Reception.TAKEN, status=204)
    assert request.verified() == {
        "type": "application.told",
        "timestamp": "2026-03-04T10:00:00.000Z",
        "data": {"application_id": "a-1", "external_id": "编号-1", "outcome": "reject"},
    }
    assert request.line == "POST /hook?tenant=1 HTTP/1.1"
    assert request.headers["host"] == f"127.0.0.1:{receiver.port}"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["webhook-id"] == "0197-event"


async def test_a_changed_event_or_another_secret_does_not_verify() -> None:
    async with a_receiver() as receiver:
        await deliver(a_parcel(receiver.url))

    (request,) = receiver.received
    with pytest.raises(WebhookVerificationError):
        replace(request, body=request.body.replace(b"reject", b"accept")).verified()
    with pytest.raises(WebhookVerificationError):
        request.verified("whsec_" + "b3RoZXI=")


async def test_another_try_brings_the_same_id_and_body_signed_for_its_own_time() -> None:
    earlier = clock_now() - timedelta(minutes=2)
    async with a_receiver(Answer(status=500)) as receiver:
        await deliver(a_parcel(receiver.url), now=earlier)
        await deliver(a_parcel(receiver.url))

    first, second = receiver.received
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert int(first.headers["webhook-timestamp"]) == int(earlier.timestamp())
    assert first.verified() == second.verified()


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
async def test_any_answer_of_the_200s_takes_the_event(status: int) -> None:
    async with a_receiver(Answer(status=status)) as receiver:
        receipt = await deliver(a_parcel(receiver.url))

    assert receipt == Receipt(reception=Reception.TAKEN, status=status)


@pytest.mark.parametrize("status", [302, 308, 400, 401, 404, 429, 500, 503])
async def test_any_other_answer_does_not(status: int) -> None:
    async with a_receiver(Answer(status=status)) as receiver:
        receipt = await deliver(a_parcel(receiver.url))

    assert receipt == Receipt(reception=Reception.NOT_TAKEN, status=status, error=f"status_{status}")


async def test_gone_means_that_nothing_is_wanted_any_more() -> None:
    async with a_receiver(Answer(status=410)) as receiver:
        receipt = await deliver(a_parcel(receiver.url))

    assert receipt.reception is Reception.GONE


async def test_a_receivers_wish_to_wait_is_passed_on() -> None:
    async with a_receiver(Answer(status=429, headers={"retry-after": "120"})) as receiver:
        receipt = await deliver(a_parcel(receiver.url), now=NOW)

    assert receipt.retry_after == NOW + timedelta(seconds=120)


async def test_a_redirect_is_not_followed() -> None:
    async with a_receiver() as elsewhere, a_receiver() as receiver:
        receiver.answers.append(Answer(status=307, headers={"location": elsewhere.url}))
        await deliver(a_parcel(receiver.url))

    assert elsewhere.received == []


async def test_a_proxy_from_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed_port()}")
    monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{closed_port()}")
    async with a_receiver() as receiver:
        receipt = await deliver(a_parcel(receiver.url))

    assert receipt.reception is Reception.TAKEN


async def test_no_connection_is_kept_for_the_next_event() -> None:
    async with a_receiver() as receiver, open_courier(HERE) as courier:
        await courier.deliver(a_parcel(receiver.url), now=clock_now())
        await courier.deliver(a_parcel(receiver.url, id="another"), now=clock_now())

    assert receiver.connections == 2


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=200, body=b"x" * 10_000_000),
        Answer(status=200, then_forever=b"x" * 100_000),
        Answer(status=200, then_forever=b"."),
    ],
    ids=["long", "endless", "trickling"],
)
async def test_of_a_long_answer_only_the_status_counts(answer: Answer) -> None:
    async with a_receiver(answer) as receiver:
        receipt = await deliver(a_parcel(receiver.url))

    assert receipt == Receipt(reception=Reception.TAKEN, status=200)


async def test_an_answer_that_comes_too_late_is_none() -> None:
    async with a_receiver(Answer(after_seconds=1.5)) as receiver:
        receipt = await deliver(a_parcel(receiver.url), timeouts=QUICK)

    assert receipt == Receipt(reception=Reception.NOT_TAKEN, error="timeout")


async def test_an_answer_that_breaks_off_is_none() -> None:
    with port_that(b"HTTP/1.1 20") as port:
        receipt = await deliver(a_parcel(f"http://127.0.0.1:{port}/"))

    assert receipt == Receipt(reception=Reception.NOT_TAKEN, error="disconnected")


async def test_an_answer_that_is_not_http_is_none() -> None:
    with port_that(b"SSH-2.0-OpenSSH_9.2\r\n\r\n") as port:
        receipt = await deliver(a_parcel(f"http://127.0.0.1:{port}/"))

    assert receipt == Receipt(reception=Reception.NOT_TAKEN, error="disconnected")


async def test_a_closed_port_is_named() -> None:
    receipt = await deliver(a_parcel(f"http://127.0.0.1:{closed_port()}/"))

    assert receipt == Receipt(reception=Reception.NOT_TAKEN, error="connection_refused")


async def test_a_deaf_port_is_named() -> None:
    with deaf_port() as port:
        receipt = await deliver(a_parcel(f"http://127.0.0.1:{port}/"), timeouts=QUICK)

    assert receipt == Receipt(reception=Reception.NOT_TAKEN, error="connect_timeout")


async def test_a_name_without_address_is_named() -> None:
    async def nobody(host: str, port: int) -> Sequence[Address]:
        raise OSError(f"{host}:{port}")

    receipt = await deliver(a_parcel("https://nobody.test/"), addresses=PublicAddresses(resolver=nobody))

    assert receipt == Receipt(reception=Reception.NOT_TAKEN, error="dns")


async def test_a_name_that_now_leads_inside_gets_nothing() -> None:
    async with a_receiver() as receiver:
        url = f"https://rebound.test:{receiver.port}/"
        receipt = await deliver(a_parcel(url), addresses=resolving_to("127.0.0.1", in_development=False))

    assert receipt == Receipt(reception=Reception.NOT_TAKEN, error="url_not_allowed")
    assert receiver.connections == 0


async def test_plain_http_gets_nothing_outside_development() -> None:
    async with a_receiver() as receiver:
        receipt = await deliver(a_parcel(receiver.url), addresses=PublicAddresses())

    assert receipt.error == "url_not_allowed"
    assert receiver.connections == 0


async def test_the_name_is_resolved_once_and_the_connection_goes_there() -> None:
    asked: list[str] = []

    async def changing(host: str, port: int) -> Sequence[Address]:
        del port
        asked.append(host)
        return (ip_address("127.0.0.1" if len(asked) == 1 else "127.0.0.9"),)

    async with a_receiver() as receiver:
        parcel = a_parcel(f"http://changing.test:{receiver.port}/")
        receipt = await deliver(parcel, addresses=PublicAddresses(in_development=True, resolver=changing))

    assert receipt.reception is Reception.TAKEN
    assert asked == ["changing.test"]
    assert receiver.received[0].headers["host"] == f"changing.test:{receiver.port}"


async def test_the_next_address_is_tried_where_no_connection_came_about() -> None:
    async with a_receiver() as receiver:
        parcel = a_parcel(f"http://two.test:{receiver.port}/")
        receipt = await deliver(parcel, addresses=resolving_to("127.0.0.9", "127.0.0.1"))

    assert receipt.reception is Reception.TAKEN


async def test_the_next_address_is_not_tried_after_an_answer() -> None:
    async with a_receiver(Answer(status=500), Answer(status=200)) as receiver:
        parcel = a_parcel(f"http://two.test:{receiver.port}/")
        receipt = await deliver(parcel, addresses=resolving_to("127.0.0.1", "127.0.0.1"))

    assert receipt.status == 500
    assert len(receiver.received) == 1


def tls_of(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return a server's context for `localhost` and a client's that trusts it."""
    certificate = a_certificate(folder)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate)
    return server, ssl.create_default_context(cafile=str(certificate))


async def test_tls_and_host_keep_the_name_though_the_connection_goes_to_the_address(tmp_path: Path) -> None:
    server, client = tls_of(tmp_path)

    async with a_receiver(tls=server) as receiver:
        parcel = a_parcel(f"https://localhost:{receiver.port}/hook")
        receipt = await deliver(parcel, addresses=resolving_to("127.0.0.1"), tls=client)

    assert receipt.reception is Reception.TAKEN
    assert receiver.names_asked_for == ["localhost"]
    assert receiver.received[0].headers["host"] == f"localhost:{receiver.port}"


async def test_a_certificate_for_another_name_gets_nothing(tmp_path: Path) -> None:
    server, client = tls_of(tmp_path)

    async with a_receiver(tls=server) as receiver:
        parcel = a_parcel(f"https://other.test:{receiver.port}/hook")
        receipt = await deliver(parcel, addresses=resolving_to("127.0.0.1"), tls=client)

    assert receipt == Receipt(reception=Reception.NOT_TAKEN, error="tls")
    assert receiver.received == []


async def test_a_certificate_nobody_trusts_gets_nothing(tmp_path: Path) -> None:
    with self_signed_port(tmp_path) as port:
        receipt = await deliver(a_parcel(f"https://localhost:{port}/"), addresses=resolving_to("127.0.0.1"))

    assert receipt == Receipt(reception=Reception.NOT_TAKEN, error="tls")


def test_a_parcel_does_not_show_its_secret() -> None:
    assert SECRET not in repr(a_parcel("https://ats.example.com"))
