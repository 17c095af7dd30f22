"""What we really send to SendGrid, held against SendGrid's own description."""

import json
from typing import Any

import httpx
import pytest

from kindregards.channels.email_sendgrid import SendGridEmail
from kindregards.channels.sendgrid_mail import Tracking
from kindregards.domain.channels import Message
from kindregards.fake_providers import FakeProviders
from kindregards.fake_providers.faults import Fault, Mode
from tests.builders import a_message
from tests.channels.senders import CALM, FAKE_KEYS, FROM, send
from tests.contracts.descriptions import SENDGRID, complaints, pointer

pytestmark = pytest.mark.slow
BODY = pointer("components", "requestBodies", "PostMailSend", "content", "application/json", "schema")
LETTERS = (
    a_message(),
    a_message(html=None, sender_name=None, recipient_name=""),
    a_message(unsubscribe_url="https://letters.example.com/u/token"),
    a_message(subject="a" * 60, text="长" * 5000, html="<p>" + "长" * 5000),
)


def sent_body(fake: FakeProviders, message: Message, tracking: Tracking) -> dict[str, Any]:
    key = FAKE_KEYS.sendgrid_api_key
    send(SendGridEmail(api_key=key, sender=FROM, base_url=fake.url, tracking=tracking, timeouts=CALM), message)
    body: dict[str, Any] = json.loads(fake.ledger.requests()[0].body)
    return body


@pytest.mark.parametrize("message", LETTERS)
@pytest.mark.parametrize("tracking", [Tracking(), Tracking(opens=True, clicks=True)])
def test_our_mail_send_is_what_sendgrid_describes(message: Message, tracking: Tracking, fake: FakeProviders) -> None:
    assert complaints(SENDGRID, BODY, sent_body(fake, message, tracking)) == []
    assert fake.ledger.requests()[0].path == "/v3/mail/send"
    assert fake.ledger.requests()[0].headers["content-type"] == "application/json"


def test_the_description_would_notice_a_mistake(fake: FakeProviders) -> None:
    body = sent_body(fake, a_message(), Tracking())
    mistakes: list[dict[str, Any]] = [
        body | {"personalizations": [{"custom_args": {}}]},
        body | {"form": body["from"]},
        body | {"from": {"email": "no address"}},
        body | {"subject": ""},
        body | {"content": [{"type": "text/plain"}]},
    ]

    assert all(complaints(SENDGRID, BODY, mistake) for mistake in mistakes)


def test_the_attempt_id_stands_where_the_description_has_the_type_right(fake: FakeProviders) -> None:
    body = sent_body(fake, a_message(), Tracking())
    arguments = body["personalizations"][0]["custom_args"]

    assert arguments == {"kr_attempt_id": "attempt-1"}
    # The known error: at the top level an object is called wrong, although the real API takes nothing else.
    assert complaints(SENDGRID, BODY, body | {"custom_args": arguments})


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 413, 500])
def test_the_stand_in_refuses_as_sendgrid_describes(status: int, fake: FakeProviders) -> None:
    fake.misbehave(Fault(mode=Mode.STATUS, status=status, field="from"))
    refusal = pointer("components", "responses", f"PostMailSend{status}", "content", "application/json", "schema")
    headers = {"Authorization": f"Bearer {FAKE_KEYS.sendgrid_api_key}"}

    # `help` may be null in reality; the description only knows objects.
    answer = httpx.post(f"{fake.url}/v3/mail/send", json=a_body(), headers=headers, trust_env=False)
    errors = [{key: value for key, value in error.items() if key != "help"} for error in answer.json()["errors"]]

    assert answer.status_code == status
    assert complaints(SENDGRID, refusal, {"errors": errors}) == []


def a_body() -> dict[str, Any]:
    return {
        "personalizations": [{"to": [{"email": "wang@example.com"}]}],
        "from": {"email": "jobs@example.com"},
        "subject": "x",
        "content": [{"type": "text/plain", "value": "x"}],
    }
