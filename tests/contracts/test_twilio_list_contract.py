"""What we ask Twilio's list of messages, held against Twilio's own description."""

import asyncio
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from kindregards.channels.look_up_twilio import TwilioLookUp
from kindregards.channels.sms_twilio import TwilioAccount
from kindregards.domain.channels import Channel
from kindregards.domain.deliveries import AttemptState
from kindregards.domain.ports.watching import Watched
from kindregards.domain.watching import Check
from tests.builders import an_attempt
from tests.channels.senders import CALM, FAKE_KEYS, NOW
from tests.contracts.descriptions import CREATE_MESSAGE, TWILIO, complaints, parameters, pointer

pytestmark = pytest.mark.slow


@contextmanager
def an_empty_account() -> Iterator[tuple[str, list[str]]]:
    """Answer every list with no messages, and keep what was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            body = json.dumps({"messages": [], "page": 0, "next_page_uri": None}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:  # noqa: ANN401 -- the library's signature
            del args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


def what_we_ask() -> list[str]:
    attempt = an_attempt(state=AttemptState.AMBIGUOUS, provider="twilio", provider_message_id=None, started_at=NOW)
    watched = Watched(
        company_id="company",
        application_id="application",
        letter_id="letter",
        delivery_id="delivery",
        channel=Channel.SMS,
        check=Check.LOOK_UP,
        leased_until=NOW + timedelta(minutes=1),
        is_test=False,
        attempt=attempt,
        address="+8613800138000",
        token_hashes=frozenset({hashlib.sha256(b"token").hexdigest()}),
    )
    with an_empty_account() as (url, asked):
        account = TwilioAccount(
            account_sid=FAKE_KEYS.twilio_account_sid,
            auth_token=FAKE_KEYS.twilio_auth_token,
            sender="+15005550006",
            base_url=url,
        )
        asyncio.run(TwilioLookUp(account, timeouts=CALM).look_up(watched, now=NOW))
    return asked


def typed(name: str, value: str) -> object:
    return int(value) if parameters(TWILIO, CREATE_MESSAGE)[name]["type"] == "integer" else value


def test_we_ask_only_what_twilio_describes() -> None:
    described = parameters(TWILIO, CREATE_MESSAGE)

    for asked in what_we_ask():
        parts = urlsplit(asked)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        assert parts.path == CREATE_MESSAGE.replace("{AccountSid}", FAKE_KEYS.twilio_account_sid)
        assert query
        assert set(query) <= set(described)
        for position, name in enumerate(described):
            if name in query:
                place = pointer("paths", CREATE_MESSAGE, "get", "parameters", str(position), "schema")
                assert complaints(TWILIO, place, typed(name, query[name])) == []


def test_we_ask_by_number_and_by_time() -> None:
    queries = [dict(parse_qsl(urlsplit(asked).query)) for asked in what_we_ask()]

    assert {query["To"] for query in queries} == {"+8613800138000"}
    assert any(query.get("DateSent>", "").startswith("2026-03-0") for query in queries)
