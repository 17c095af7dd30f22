"""Whose address counts when proxies stand between."""

import pytest
from starlette.requests import Request

from kindregards.http.client_address import client_address
from kindregards.settings.formats import networks

PROXIES = networks("10.0.0.0/8, fd00::/8")


def asked_from(host: str | None, *forwarded: str) -> Request:
    headers = [(b"x-forwarded-for", each.encode()) for each in forwarded]
    return Request({"type": "http", "headers": headers, "client": (host, 4000) if host else None})


@pytest.mark.parametrize(
    ("host", "forwarded", "found"),
    [
        ("203.0.113.7", (), "203.0.113.7"),
        ("203.0.113.7", ("198.51.100.1",), "203.0.113.7"),
        ("10.0.0.2", ("198.51.100.1",), "198.51.100.1"),
        ("10.0.0.2", ("1.2.3.4, 198.51.100.1, 10.0.0.3",), "198.51.100.1"),
        ("10.0.0.2", ("1.2.3.4", "198.51.100.1"), "198.51.100.1"),
        ("10.0.0.2", (), "10.0.0.2"),
        ("10.0.0.2", ("nonsense",), None),
        ("2001:db8:1:2:3::4", (), "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", (), "203.0.113.7"),
        ("testclient", (), None),
        (None, (), None),
    ],
)
def test_only_proxies_of_ours_are_believed(host: str | None, forwarded: tuple[str, ...], found: str | None) -> None:
    assert client_address(asked_from(host, *forwarded), PROXIES) == found


def test_without_proxies_no_header_is_believed() -> None:
    assert client_address(asked_from("10.0.0.2", "198.51.100.1"), ()) == "10.0.0.2"


def test_what_is_no_network_is_refused() -> None:
    with pytest.raises(ValueError, match="separated by commas"):
        networks("10.0.0.1/8")
