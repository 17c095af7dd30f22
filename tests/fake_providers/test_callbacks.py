"""What the stand-ins report must convince our own readers, over a real socket."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kindregards import clock
from kindregards.channels.webhooks_sendgrid import SendGridEvents
from kindregards.channels.webhooks_twilio import TwilioInbound, TwilioStatus
from kindregards.domain.ports.channels import ForgedWebhookError, WebhookReader
from kindregards.domain.provider_events import EventKind, ProviderEvent, Severity
from kindregards.fake_providers import FakeProviders
from kindregards.fake_providers.callbacks import Callback, Inbound, UnknownAttemptError
from tests.builders import a_message
from tests.channels.senders import a_text, send, sendgrid_at, twilio_at

pytestmark = pytest.mark.slow
PUBLIC = "https://letters.example.com"


@dataclass(frozen=True)
class Arrived:
    path: str
    headers: dict[str, str]
    body: bytes

    def read_by(self, reader: WebhookReader) -> tuple[ProviderEvent, ...]:
        return reader.read(url=PUBLIC + self.path, headers=self.headers, body=self.body, now=clock.now())


@dataclass
class OurWebhooks:
    url: str = ""
    arrived: list[Arrived] = field(default_factory=list)


@pytest.fixture
def webhooks() -> Iterator[OurWebhooks]:
    ours = OurWebhooks()

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            ours.arrived.append(Arrived(self.path, headers, body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    ours.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield ours
    server.shutdown()
    server.server_close()
    thread.join()


def report(fake: FakeProviders, webhooks: OurWebhooks, *attempts: str, event: str, **changes: object) -> list[int]:
    fields = {"attempt_ids": attempts, "event": event, "webhook_base_url": webhooks.url} | changes
    return asyncio.run(fake.report(Callback.model_validate(fields)))


def test_a_mail_event_convinces_our_reader(fake: FakeProviders, webhooks: OurWebhooks) -> None:
    result = send(sendgrid_at(fake.url), a_message(attempt_id="attempt-7"))

    statuses = report(fake, webhooks, "attempt-7", event="delivered")

    (event,) = webhooks.arrived[0].read_by(SendGridEvents(fake.credentials.sendgrid_public_key))
    assert statuses == [204]
    assert (event.kind, event.attempt_id) == (EventKind.DELIVERED, "attempt-7")
    assert event.provider_message_id == result.provider_message_id
    assert event.address == "wang@example.com"


@pytest.mark.parametrize(
    ("name", "kind", "severity"),
    [
        ("processed", EventKind.QUEUED, Severity.NONE),
        ("deferred", EventKind.DEFERRED, Severity.TRANSIENT),
        ("open", EventKind.OPENED, Severity.NONE),
        ("click", EventKind.CLICKED, Severity.NONE),
        ("bounce", EventKind.BOUNCED, Severity.PERMANENT),
        ("blocked", EventKind.BOUNCED, Severity.TRANSIENT),
        ("expired", EventKind.BOUNCED, Severity.TRANSIENT),
        ("dropped", EventKind.REJECTED, Severity.PERMANENT),
        ("spamreport", EventKind.COMPLAINED, Severity.POLICY),
        ("unsubscribe", EventKind.UNSUBSCRIBED, Severity.POLICY),
        ("group_unsubscribe", EventKind.UNSUBSCRIBED, Severity.POLICY),
        ("group_resubscribe", EventKind.RESUBSCRIBED, Severity.NONE),
    ],
)
def test_every_mail_event_can_be_reported(
    name: str, kind: EventKind, severity: Severity, fake: FakeProviders, webhooks: OurWebhooks
) -> None:
    send(sendgrid_at(fake.url), a_message())

    report(fake, webhooks, "attempt-1", event=name)

    (event,) = webhooks.arrived[0].read_by(SendGridEvents(fake.credentials.sendgrid_public_key))
    assert (event.kind, event.severity) == (kind, severity)


@pytest.mark.parametrize("machine", [True, False])
def test_an_open_can_be_a_machines_or_a_persons(machine: bool, fake: FakeProviders, webhooks: OurWebhooks) -> None:  # noqa: FBT001 -- a case
    send(sendgrid_at(fake.url), a_message())

    report(fake, webhooks, "attempt-1", event="open", changes={"sg_machine_open": machine})

    (event,) = webhooks.arrived[0].read_by(SendGridEvents(fake.credentials.sendgrid_public_key))
    assert event.machine is machine


def test_events_of_many_mails_travel_in_one_delivery(fake: FakeProviders, webhooks: OurWebhooks) -> None:
    attempts = [f"attempt-{number}" for number in range(5)]
    for attempt in attempts:
        send(sendgrid_at(fake.url), a_message(attempt_id=attempt))

    report(fake, webhooks, *attempts, event="delivered")

    events = webhooks.arrived[0].read_by(SendGridEvents(fake.credentials.sendgrid_public_key))
    assert len(webhooks.arrived) == 1
    assert [event.attempt_id for event in events] == attempts


def test_a_repeated_delivery_is_the_same_delivery(fake: FakeProviders, webhooks: OurWebhooks) -> None:
    send(sendgrid_at(fake.url), a_message())

    statuses = report(fake, webhooks, "attempt-1", event="delivered", times=3)

    reader = SendGridEvents(fake.credentials.sendgrid_public_key)
    assert statuses == [204, 204, 204]
    assert len({arrived.read_by(reader)[0].event_key for arrived in webhooks.arrived}) == 1


@pytest.mark.parametrize("changes", [{"forged": True}, {"age_seconds": 26 * 3600}])
def test_a_forged_or_stale_mail_event_convinces_nobody(
    changes: dict[str, object], fake: FakeProviders, webhooks: OurWebhooks
) -> None:
    send(sendgrid_at(fake.url), a_message())

    report(fake, webhooks, "attempt-1", event="delivered", **changes)

    with pytest.raises(ForgedWebhookError):
        webhooks.arrived[0].read_by(SendGridEvents(fake.credentials.sendgrid_public_key))


def test_a_status_callback_convinces_our_reader_under_the_public_url(
    fake: FakeProviders, webhooks: OurWebhooks
) -> None:
    result = send(twilio_at(fake.url), a_text(attempt_id="attempt-8"))

    report(fake, webhooks, "attempt-8", event="undelivered", code=30005)

    (event,) = webhooks.arrived[0].read_by(TwilioStatus(fake.credentials.twilio_auth_token))
    assert webhooks.arrived[0].path == "/webhooks/twilio/status/attempt-8"
    assert (event.kind, event.severity, event.attempt_id) == (EventKind.FAILED, Severity.PERMANENT, "attempt-8")
    assert event.provider_message_id == result.provider_message_id


def test_a_forged_status_callback_convinces_nobody(fake: FakeProviders, webhooks: OurWebhooks) -> None:
    send(twilio_at(fake.url), a_text())

    report(fake, webhooks, "attempt-1", event="delivered", forged=True)

    with pytest.raises(ForgedWebhookError):
        webhooks.arrived[0].read_by(TwilioStatus(fake.credentials.twilio_auth_token))


def test_a_persons_sms_convinces_our_reader(fake: FakeProviders, webhooks: OurWebhooks) -> None:
    message = Inbound(sender="+14155550100", body="STOP", webhook_base_url=webhooks.url, public_base_url=PUBLIC)

    statuses = asyncio.run(fake.receive(message))

    (event,) = webhooks.arrived[0].read_by(TwilioInbound(fake.credentials.twilio_auth_token))
    assert statuses == [204]
    assert (event.kind, event.address) == (EventKind.UNSUBSCRIBED, "+14155550100")


def test_nothing_is_reported_about_what_was_never_accepted(fake: FakeProviders, webhooks: OurWebhooks) -> None:
    with pytest.raises(UnknownAttemptError):
        report(fake, webhooks, "attempt-99", event="delivered")

    assert not webhooks.arrived
