"""The stand-ins as a tool of their own: command, page, reports that follow by themselves."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx
import pytest

from kindregards.doctor.settings_check import check_settings
from kindregards.fake_providers import FakeProviders
from kindregards.fake_providers.credentials import lasting_credentials
from tests.builders import a_message
from tests.channels.broken_servers import closed_port
from tests.channels.senders import a_text, send, sendgrid_at, twilio_at
from tests.channels.wechat import a_notice_to, wechat_at
from tests.end_to_end.conftest import eventually
from tests.test_senders import some_settings

pytestmark = pytest.mark.slow


@contextmanager
def the_command(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "kindregards", "fake-providers", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603 -- our own
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)


@contextmanager
def a_system() -> Iterator[tuple[str, list[str]]]:
    """Listen for callbacks, and keep the paths they came to."""
    heard: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            heard.append(self.path.partition("?")[0])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: Any) -> None:  # noqa: ANN401 -- the library's signature
            del args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", heard
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_command_prints_settings_that_work(fake: FakeProviders) -> None:
    del fake
    with the_command("--port", "0", "--smtp-port", "0", "--json") as process:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        answer = httpx.get(said["url"] + "/_control/counts", trust_env=False)

        assert answer.json()["received"] == 0
        assert said["settings"]["KINDREGARDS_WECHAT_BASE_URL"] == said["url"]
        assert said["smtp_url"].startswith("smtp://")


def test_the_settings_to_paste_pass_our_own_rules(fake: FakeProviders) -> None:
    with the_command("--port", "0", "--smtp-port", "0", "--json") as process:
        assert process.stdout is not None
        settings = json.loads(process.stdout.readline())["settings"]
    del fake
    given = {name.removeprefix("KINDREGARDS_").lower(): value for name, value in settings.items()}

    assert some_settings(**given).wechat_template_keywords


def test_a_taken_port_is_said_in_a_sentence(fake: FakeProviders) -> None:
    taken = fake.url.rpartition(":")[2]

    with the_command("--port", taken, "--smtp-port", "0") as process:
        assert process.wait(timeout=30) == 1
        assert process.stderr is not None
        assert "taken" in process.stderr.read()


def test_the_keys_stay_the_same_at_every_start_and_production_refuses_them() -> None:
    key = lasting_credentials().sendgrid_public_key
    production = {
        "environment": "production",
        "database_url": "postgresql://u:p@h/d",
        "public_base_url": "https://letters.example.com",
        "temporal_address": "temporal.example.com:7233",
        "company_name": "Example Corporation",
        "sendgrid_webhook_public_key": key,
        "twilio_base_url": "http://127.0.0.1:9100",
    }

    wrong = [each.sentence for each in check_settings(some_settings(**production), {}) if each.verdict == "wrong"]

    assert key == lasting_credentials().sendgrid_public_key
    assert any("KINDREGARDS_SENDGRID_WEBHOOK_PUBLIC_KEY" in sentence for sentence in wrong)
    assert any("KINDREGARDS_TWILIO_BASE_URL" in sentence for sentence in wrong)


@pytest.mark.parametrize(("language", "words"), [("en", "Stand-ins for providers"), ("zh-CN,zh;q=0.9", "服务商替身")])
def test_the_page_shows_what_came_in_in_both_languages(language: str, words: str, fake: FakeProviders) -> None:
    send(sendgrid_at(fake.url), a_message(subject="<b>结果</b>", attempt_id="attempt-7"))

    page = httpx.get(fake.url, headers={"Accept-Language": language}, trust_env=False)

    assert words in page.text
    assert "attempt-7" in page.text
    assert "<b>结果" not in page.text
    assert "&lt;b&gt;结果" in page.text


def test_accepted_messages_are_reported_by_themselves(fake: FakeProviders) -> None:
    with a_system() as (url, heard), httpx.Client(base_url=fake.url, trust_env=False) as control:
        plan = {"webhook_base_url": url, "delay_seconds": 0, "times": 2, "shuffled": True}
        control.put("/_control/reports", json=plan).raise_for_status()
        send(sendgrid_at(fake.url), a_message(attempt_id="a"))
        send(twilio_at(fake.url), a_text(attempt_id="b"))
        send(wechat_at(fake.url), a_notice_to(attempt_id="c"))

        eventually(lambda: heard if len(heard) >= 10 else None)
        control.delete("/_control/reports").raise_for_status()
        still = control.get("/_control/reports").json()

    assert {path: heard.count(path) for path in set(heard)} == {
        "/webhooks/sendgrid/events": 4,
        "/webhooks/twilio/status/b": 4,
        "/webhooks/wechat": 2,
    }
    assert still is None


def test_a_system_that_is_away_is_let_be(fake: FakeProviders) -> None:
    with httpx.Client(base_url=fake.url, trust_env=False) as control:
        plan = {"webhook_base_url": f"http://127.0.0.1:{closed_port()}", "delay_seconds": 0}
        control.put("/_control/reports", json=plan).raise_for_status()
        result = send(sendgrid_at(fake.url), a_message())
        control.delete("/_control/reports").raise_for_status()

    assert result.provider_message_id


def test_what_is_no_plan_is_refused(fake: FakeProviders) -> None:
    answer = httpx.put(f"{fake.url}/_control/reports", json={"times": 0}, trust_env=False)

    assert answer.status_code == 422
