from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kindregards.channels.addresses import SenderAddress, is_safe_mail
from kindregards.channels.smtp_mail import build_email
from kindregards.domain.channels import InlineImage
from tests.builders import a_message

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FROM = SenderAddress(email="jobs@example.com", name="Example Jobs")
LINES = st.text(max_size=120).filter(lambda text: is_safe_mail(a_message(subject=text)))


@settings(max_examples=200, deadline=None)
@given(LINES, LINES)
@example("您好" * 60, "王" * 80)
@example("a" * 300, '"Wang, Mei" (王梅) <wang@example.com>')
@example("=?utf-8?q?Bcc=3A_x?=", "\\")
def test_any_safe_name_and_subject_make_a_mail_with_no_header_too_many(subject: str, name: str) -> None:
    message = a_message(subject=subject, recipient_name=name, sender_name=name)

    content = build_email(message, FROM, NOW).as_bytes()

    mail = message_from_bytes(content, policy=default)
    expected = ["From", "To", "Subject", "Date", "Message-ID", "Content-Type", "MIME-Version"]
    assert sorted(mail.keys()) == sorted(expected)
    assert [address.addr_spec for address in mail["To"].addresses] == [message.address]
    assert [address.addr_spec for address in mail["From"].addresses] == [FROM.email]
    assert content.isascii()
    assert max(map(len, content.splitlines())) <= 998


@settings(max_examples=100, deadline=None)
@given(st.text().filter(lambda text: is_safe_mail(a_message(text=text))))
def test_any_safe_text_arrives_as_written(text: str) -> None:
    content = build_email(a_message(text=text, html=None), FROM, NOW).as_bytes()

    arrived = message_from_bytes(content, policy=default).get_content()
    assert arrived.rstrip("\r\n").replace("\r\n", "\n") == text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def test_a_logo_travels_beside_the_html_that_names_it() -> None:
    logo = InlineImage(content_id="logo-1@kind.regards", media_type="image/png", content=b"\x89PNG")
    message = a_message(html='<img src="cid:logo-1@kind.regards">', images=(logo,))

    mail = message_from_bytes(build_email(message, FROM, NOW).as_bytes(), policy=default)

    related = mail.get_body(("related",))
    assert related is not None
    [picture] = related.iter_attachments()
    assert (picture["Content-ID"], picture.get_content_type(), picture.get_content()) == (
        "<logo-1@kind.regards>", "image/png", b"\x89PNG",
    )  # fmt: skip
    words = mail.get_body(("plain",))
    assert words is not None
    assert words.get_content().strip() == message.text
