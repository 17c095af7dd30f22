"""Text messages within their limits: nights, segments, countries."""

from datetime import timedelta
from urllib.parse import parse_qs

import pytest

from kindregards.channels.phones import SmsLimits
from kindregards.channels.sms_twilio import EVERYWHERE, TwilioAccount, TwilioSms
from kindregards.domain.channels import SendStatus
from kindregards.fake_providers import FakeProviders
from tests.channels.senders import CALM, FAKE_KEYS, NOW, a_text, fixed_now, send

pytestmark = pytest.mark.slow


def twilio(fake: FakeProviders, limits: SmsLimits = EVERYWHERE, **senders: str) -> TwilioSms:
    account = TwilioAccount(
        account_sid=FAKE_KEYS.twilio_account_sid,
        auth_token=FAKE_KEYS.twilio_auth_token,
        sender="+15005550006",
        senders_by_country=senders,
        base_url=fake.url,
    )
    return TwilioSms(account, public_base_url="https://x.example", limits=limits, timeouts=CALM, now=fixed_now)


def sent(fake: FakeProviders) -> dict[str, list[str]]:
    return parse_qs(fake.ledger.requests()[0].body.decode())


@pytest.mark.parametrize(
    ("left", "seconds"),
    [
        (timedelta(hours=3), 10_800),
        (timedelta(seconds=5), 60),
        (timedelta(hours=-1), 60),
        (timedelta(hours=30), 36_000),
    ],
)
def test_a_message_is_dropped_by_twilio_before_the_persons_night(
    left: timedelta, seconds: int, fake: FakeProviders
) -> None:
    send(twilio(fake), a_text(deliver_until=NOW + left))

    assert sent(fake)["ValidityPeriod"] == [str(seconds)]


def test_a_text_of_too_many_segments_goes_by_another_channel(fake: FakeProviders) -> None:
    limits = SmsLimits(most_segments=2)

    long = send(twilio(fake, limits), a_text(text="长" * 135))
    short = send(twilio(fake, limits), a_text(text="长" * 134))

    assert (long.status, long.error_code) == (SendStatus.REFUSED, "too_many_segments")
    assert short.status is SendStatus.ACCEPTED
    assert fake.ledger.counts()["received"] == 1


def test_signs_that_would_double_the_price_are_made_plain(fake: FakeProviders) -> None:
    send(twilio(fake), a_text(text="Example’s result – it’s “ready”…"))

    assert sent(fake)["Body"] == ["Example's result - it's \"ready\"..."]


def test_a_country_off_the_list_goes_by_another_channel(fake: FakeProviders) -> None:
    limits = SmsLimits(countries=frozenset({"CN"}))

    result = send(twilio(fake, limits), a_text(address="+447700900123"))

    assert (result.status, result.error_code) == (SendStatus.REFUSED, "country_not_allowed")
    assert not fake.ledger.requests()


@pytest.mark.parametrize(
    ("number", "field", "sender"),
    [
        ("+447700900123", "From", "+447700900999"),
        ("+8613800138000", "MessagingServiceSid", "MG1"),
        ("+14155550100", "From", "+15005550006"),
    ],
)
def test_a_country_may_have_a_sender_of_its_own(number: str, field: str, sender: str, fake: FakeProviders) -> None:
    send(twilio(fake, GB="+447700900999", CN="MG1"), a_text(address=number))

    assert sent(fake)[field] == [sender]
