import pytest

from kindregards.channels.addresses import SenderAddress, parse_sender
from kindregards.channels.smtp_server import SmtpServer, parse_smtp_url
from kindregards.domain.errors import InvalidError


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("jobs@example.com", SenderAddress(email="jobs@example.com")),
        ("Example Jobs <jobs@example.com>", SenderAddress(email="jobs@example.com", name="Example Jobs")),
        ("招聘团队 <jobs@example.com>", SenderAddress(email="jobs@example.com", name="招聘团队")),
    ],
)
def test_a_sender_is_an_address_with_or_without_a_name(setting: str, expected: SenderAddress) -> None:
    assert parse_sender(setting) == expected


@pytest.mark.parametrize("setting", ["", "jobs", "jobs@", "@example.com", "Jobs\n <jobs@example.com>"])
def test_a_sender_that_is_no_address_stops_the_start(setting: str) -> None:
    with pytest.raises(InvalidError):
        parse_sender(setting)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.com", SmtpServer(host="mail.example.com", port=587)),
        ("smtps://mail.example.com", SmtpServer(host="mail.example.com", port=465, tls_from_start=True)),
        (
            "smtp://us%40er:p%3Aw%2F@mail.example.com:2525",
            SmtpServer(host="mail.example.com", port=2525, username="us@er", password="p:w/"),
        ),
        ("smtp://[::1]:1025", SmtpServer(host="::1", port=1025)),
    ],
)
def test_an_smtp_url_names_server_and_login(url: str, expected: SmtpServer) -> None:
    assert parse_smtp_url(url) == expected


@pytest.mark.parametrize("url", ["", "mail.example.com", "http://mail.example.com", "smtp://", "smtp://x:99999999"])
def test_an_smtp_url_that_is_none_stops_the_start(url: str) -> None:
    with pytest.raises(InvalidError):
        parse_smtp_url(url)


def test_a_refused_smtp_url_is_not_repeated() -> None:
    with pytest.raises(InvalidError) as refusal:
        parse_smtp_url("http://user:secret@mail.example.com")

    assert "secret" not in refusal.value.message


@pytest.mark.parametrize(
    ("url", "start_tls"),
    [
        ("smtp://user:password@mail.example.com", True),
        ("smtp://user:password@127.0.0.1", None),
        ("smtp://user:password@localhost", None),
        ("smtp://mail.example.com", None),
        ("smtps://user:password@mail.example.com", False),
    ],
)
def test_a_password_never_crosses_a_network_in_the_clear(url: str, start_tls: bool | None) -> None:  # noqa: FBT001 -- a case
    assert parse_smtp_url(url).start_tls is start_tls


def test_a_server_does_not_show_its_password() -> None:
    assert "secret" not in repr(parse_smtp_url("smtp://user:secret@mail.example.com"))
