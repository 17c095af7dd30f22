"""What we really send to Twilio, and what our stand-in answers, held against Twilio's own description."""

import re
from urllib.parse import parse_qsl

import httpx
import pytest

from kindregards.domain.channels import Message
from kindregards.fake_providers import FakeProviders
from tests.channels.senders import FAKE_KEYS, a_text, send, twilio_at
from tests.contracts.descriptions import CREATE_MESSAGE, FETCH_MESSAGE, TWILIO, complaints, form_types, pointer

pytestmark = pytest.mark.slow
FORM = pointer("paths", CREATE_MESSAGE, "post", "requestBody", "content", "application/x-www-form-urlencoded", "schema")
MESSAGE = pointer("components", "schemas", "api.v2010.account.message")
LIST = pointer("paths", CREATE_MESSAGE, "get", "responses", "200", "content", "application/json", "schema")
ACCOUNT = FAKE_KEYS.twilio_account_sid


def typed(pairs: list[tuple[str, str]]) -> dict[str, object]:
    """Give the form's values the types that the description gives its fields."""
    types = form_types(TWILIO, CREATE_MESSAGE)
    return {name: int(value) if types.get(name) == "integer" else value for name, value in pairs}


def sent_form(fake: FakeProviders, message: Message, sender: str = "+15005550006") -> dict[str, object]:
    send(twilio_at(fake.url, sender=sender), message)
    return typed(parse_qsl(fake.ledger.requests()[0].body.decode(), keep_blank_values=True))


@pytest.mark.parametrize("sender", ["+15005550006", "MG" + "0" * 32, "KindRegards"])
@pytest.mark.parametrize("message", [a_text(), a_text(text="长" * 260), a_text(attempt_id="a/b c")])
def test_our_message_is_what_twilio_describes(sender: str, message: Message, fake: FakeProviders) -> None:
    assert complaints(TWILIO, FORM, sent_form(fake, message, sender)) == []


def test_our_message_goes_where_twilio_describes(fake: FakeProviders) -> None:
    sent_form(fake, a_text())

    described = CREATE_MESSAGE.replace("{AccountSid}", "AC[0-9a-fA-F]{32}")
    assert re.fullmatch(described, fake.ledger.requests()[0].path)
    assert fake.ledger.requests()[0].headers["content-type"] == "application/x-www-form-urlencoded"


def test_the_description_would_notice_a_mistake(fake: FakeProviders) -> None:
    form = sent_form(fake, a_text())
    mistakes = [
        {name: value for name, value in form.items() if name != "To"},
        form | {"Txt": "x"},
        form | {"ValidityPeriod": "four hours"},
        form | {"MessagingServiceSid": "MG1"},
    ]

    assert all(complaints(TWILIO, FORM, mistake) for mistake in mistakes)


def test_the_validity_lies_within_twilios_limits(fake: FakeProviders) -> None:
    assert sent_form(fake, a_text())["ValidityPeriod"] in range(6, 36_001)


def test_the_stand_in_answers_as_twilio_describes(fake: FakeProviders) -> None:
    sid = send(twilio_at(fake.url), a_text()).provider_message_id
    paths = {"{AccountSid}": ACCOUNT, "{Sid}": str(sid)}

    with httpx.Client(base_url=fake.url, auth=(ACCOUNT, FAKE_KEYS.twilio_auth_token), trust_env=False) as client:
        created = client.post(filled(CREATE_MESSAGE, paths), data={"To": "+14155550100", "From": "KR", "Body": "x"})
        fetched = client.get(filled(FETCH_MESSAGE, paths))
        listed = client.get(filled(CREATE_MESSAGE, paths), params={"PageSize": 1})

    assert (created.status_code, complaints(TWILIO, MESSAGE, created.json())) == (201, [])
    assert (fetched.status_code, complaints(TWILIO, MESSAGE, fetched.json())) == (200, [])
    assert complaints(TWILIO, LIST, listed.json()) == []


def filled(path: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        path = path.replace(name, value)
    return path
