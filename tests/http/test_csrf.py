"""Forms that other sites send."""

import pytest
from starlette.requests import Request

from kindregards.http.csrf import ForgedFormError, FormTokens, comes_from_elsewhere

TOKENS = FormTokens(b"k" * 32)


def a_request(**headers: str) -> Request:
    """Return a request to console.test:8080 with these headers."""
    fields = {"host": "console.test:8080", **{name.replace("_", "-"): value for name, value in headers.items()}}
    raw = [(name.encode(), value.encode()) for name, value in fields.items()]
    return Request({"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": raw})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec_fetch_site": "same-origin"},
        {"sec_fetch_site": "none"},
        {"origin": "http://console.test:8080"},
        {"origin": "https://CONSOLE.test:8080"},
        {"sec_fetch_site": "same-origin", "origin": "null"},
    ],
)
def test_our_own_forms_pass(headers: dict[str, str]) -> None:
    assert not comes_from_elsewhere(a_request(**headers))


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site", "origin": "http://console.test:8080"},
        {"sec_fetch_site": ""},
        {"origin": "null"},
        {"origin": "http://console.test:9090"},
        {"origin": "http://evil.test"},
        {"origin": "http://console.test:8080.evil.test"},
    ],
)
def test_forms_from_elsewhere_do_not(headers: dict[str, str]) -> None:
    assert comes_from_elsewhere(a_request(**headers))


def test_a_token_fits_its_bearer_only() -> None:
    token = TOKENS.issue("amara")

    TOKENS.check("amara", token)

    for bearer, wrong in (("lin", token), ("amara", None), ("amara", ""), ("amara", token[:-1]), ("amara", "é")):
        with pytest.raises(ForgedFormError):
            TOKENS.check(bearer, wrong)


def test_another_key_signs_other_tokens() -> None:
    assert FormTokens(b"x" * 32).issue("amara") != TOKENS.issue("amara")
