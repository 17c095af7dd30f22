import httpx
import pytest

from kindregards.domain.channels import SendStatus
from kindregards.fake_providers import FakeProviders
from tests.builders import a_message
from tests.channels.senders import a_text, send, sendgrid_at, smtp_at, twilio_at

pytestmark = pytest.mark.slow


def control(fake: FakeProviders) -> httpx.Client:
    return httpx.Client(base_url=f"{fake.url}/_control", trust_env=False)


def test_a_fault_set_from_outside_meets_the_next_request(fake: FakeProviders) -> None:
    with control(fake) as client:
        client.put("/mode", json={"mode": "status", "status": 503, "times": 1}).raise_for_status()
        in_force = client.get("/mode").json()
        refused, accepted = (send(sendgrid_at(fake.url), a_message()) for _ in range(2))
        left = client.get("/mode").json()

    assert [fault["status"] for fault in in_force] == [503]
    assert (refused.status, accepted.status) == (SendStatus.MAYBE_SENT, SendStatus.ACCEPTED)
    assert left == []


def test_faults_can_be_added_and_taken_away(fake: FakeProviders) -> None:
    with control(fake) as client:
        client.post("/mode", json={"mode": "reset", "address": "a@example.com"}).raise_for_status()
        client.post("/mode", json={"mode": "reset", "address": "b@example.com"}).raise_for_status()
        added = client.get("/mode").json()
        client.delete("/mode").raise_for_status()
        left = client.get("/mode").json()

    assert [fault["address"] for fault in added] == ["a@example.com", "b@example.com"]
    assert left == []


def test_a_fault_that_is_none_is_refused(fake: FakeProviders) -> None:
    with control(fake) as client:
        assert client.put("/mode", json={"mode": "explode"}).status_code == 422


def test_everything_handed_over_can_be_asked_for(fake: FakeProviders) -> None:
    send(sendgrid_at(fake.url), a_message(attempt_id="a"))
    send(smtp_at(fake.smtp_url), a_message(attempt_id="b"))
    send(twilio_at(fake.url), a_text(attempt_id="c"))
    send(twilio_at(fake.url), a_text(attempt_id="d", address="+15005550001"))

    with control(fake) as client:
        every = client.get("/requests").json()
        of_twilio = client.get("/requests", params={"provider": "twilio", "accepted": True}).json()
        of_attempt = client.get("/requests", params={"attempt_id": "b"}).json()
        counts = client.get("/counts").json()

    assert [handed["attempt_id"] for handed in every] == ["a", "b", "c", "d"]
    assert [handed["attempt_id"] for handed in of_twilio] == ["c"]
    assert [handed["subject"] for handed in of_attempt] == [a_message().subject]
    assert counts == {"received": 4, "accepted": 3, "attempts": 3, "duplicates": 0}


def test_an_attempt_accepted_twice_is_counted_as_a_duplicate(fake: FakeProviders) -> None:
    for _ in range(3):
        send(sendgrid_at(fake.url), a_message(attempt_id="a"))

    assert fake.ledger.counts() == {"received": 3, "accepted": 3, "attempts": 1, "duplicates": 2}


def test_reset_forgets_requests_and_faults_but_keeps_the_keys(fake: FakeProviders) -> None:
    send(sendgrid_at(fake.url), a_message())
    with control(fake) as client:
        before = client.get("/credentials").json()
        client.put("/mode", json={"mode": "reset"}).raise_for_status()
        client.post("/reset").raise_for_status()

        assert client.get("/mode").json() == []
        assert client.get("/requests").json() == []
        assert client.get("/credentials").json() == before
        assert client.get("/sendgrid-public-key").json() == {"public_key": fake.credentials.sendgrid_public_key}


def test_a_callback_about_nothing_is_not_found(fake: FakeProviders) -> None:
    callback = {"attempt_ids": ["none"], "event": "delivered", "webhook_base_url": "http://127.0.0.1:1"}
    with control(fake) as client:
        assert client.post("/callbacks", json=callback).status_code == 404
