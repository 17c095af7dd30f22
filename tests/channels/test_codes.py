import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.channels.codes import (
    TWILIO_CODES,
    send_status_of_http,
    send_status_of_sendgrid,
    send_status_of_smtp,
    send_status_of_twilio,
)
from kindregards.domain.channels import SendStatus
from kindregards.domain.provider_events import EventReason, Severity

SURELY_OVER = {SendStatus.NOT_SENT, SendStatus.REFUSED, SendStatus.OPTED_OUT, SendStatus.MISCONFIGURED}


@given(st.integers(300, 499).filter(lambda status: status != 408))
def test_a_refusal_was_surely_not_sent(status: int) -> None:
    assert send_status_of_http(status) in SURELY_OVER


@given(st.one_of(st.integers(max_value=299), st.integers(min_value=500), st.just(408)))
def test_any_other_http_status_leaves_doubt(status: int) -> None:
    assert send_status_of_http(status) is SendStatus.MAYBE_SENT


@given(st.integers(), st.one_of(st.none(), st.integers(), st.sampled_from(sorted(TWILIO_CODES))))
def test_no_answer_of_twilios_counts_as_accepted(status: int, code: int | None) -> None:
    assert send_status_of_twilio(status, code) is not SendStatus.ACCEPTED


@given(st.integers(500, 599), st.sampled_from(sorted(TWILIO_CODES)))
def test_no_code_settles_the_doubt_of_a_server_error(status: int, code: int) -> None:
    assert send_status_of_twilio(status, code) is SendStatus.MAYBE_SENT


@pytest.mark.parametrize(
    ("codes", "answer", "severity"),
    [
        ({21211, 21614, 21635, 30005, 30006}, SendStatus.REFUSED, Severity.PERMANENT),
        ({21610, 63014}, SendStatus.OPTED_OUT, Severity.POLICY),
        ({20003, 21408, 21606, 21608, 21612, 30002, 30034}, SendStatus.MISCONFIGURED, Severity.TRANSIENT),
        ({20429, 21611, 30001, 30003, 30008}, SendStatus.NOT_SENT, Severity.TRANSIENT),
        ({30007}, SendStatus.REFUSED, Severity.POLICY),
        ({20500}, SendStatus.MAYBE_SENT, Severity.TRANSIENT),
    ],
)
def test_twilios_codes_mean_what_delivery_needs(codes: set[int], answer: SendStatus, severity: Severity) -> None:
    assert {(TWILIO_CODES[code].answer, TWILIO_CODES[code].severity) for code in codes} == {(answer, severity)}


def test_only_operators_trouble_is_called_configuration() -> None:
    of_config = {meaning.answer for meaning in TWILIO_CODES.values() if meaning.reason is EventReason.CONFIG}

    assert of_config == {SendStatus.MISCONFIGURED}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (frozenset({"from.email"}), SendStatus.MISCONFIGURED),
        (frozenset({"reply_to"}), SendStatus.MISCONFIGURED),
        (frozenset({"personalizations.0.to.0.email"}), SendStatus.REFUSED),
        (frozenset({"fromage"}), SendStatus.REFUSED),
        (frozenset[str](), SendStatus.REFUSED),
    ],
)
def test_sendgrid_refusing_our_own_address_is_configuration(fields: frozenset[str], expected: SendStatus) -> None:
    assert send_status_of_sendgrid(400, fields) is expected


@given(st.integers(), st.booleans())
def test_every_smtp_reply_is_classified(code: int, about_sender: bool) -> None:  # noqa: FBT001 -- drawn by hypothesis
    status = send_status_of_smtp(code, about_sender=about_sender)

    assert (status is SendStatus.MAYBE_SENT) == (not 400 <= code < 600)
    assert status is not SendStatus.ACCEPTED
