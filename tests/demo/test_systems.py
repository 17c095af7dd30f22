"""Where the demo plays, and where it refuses to because real people could be reached."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from kindregards.cli import run
from kindregards.demo.errors import DemoError
from kindregards.demo.systems import System, given_system, running_system


class Ready(BaseHTTPRequestHandler):
    """Answers as a system that is ready."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    """Yield the data directory of a system that answers."""
    with HTTPServer(("127.0.0.1", 0), Ready) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        (tmp_path / "run.json").write_text(json.dumps({"web": {"pid": 1, "url": url}}))
        (tmp_path / "secrets").mkdir()
        yield tmp_path
        server.shutdown()


def test_a_running_system_is_found_with_its_first_key_and_sign_in(data_dir: Path) -> None:
    (data_dir / "secrets" / "first-api-key").write_text("kr_live_1_x\n")
    (data_dir / "secrets" / "first-sign-in").write_text("admin@example.com:pass:word\n")

    found = running_system(data_dir, None, sends_for_real=False)

    assert found is not None
    assert (found.api_key, found.sign_in) == ("kr_live_1_x", "admin@example.com / pass:word")
    assert found.ready_seconds is None


def test_nothing_is_found_where_nothing_runs_or_a_dead_system_left_its_file(tmp_path: Path) -> None:
    nothing = running_system(tmp_path, None, sends_for_real=False)
    (tmp_path / "run.json").write_text('{"web": {"url": "http://127.0.0.1:1"}}')

    dead = running_system(tmp_path, None, sends_for_real=False)

    assert (nothing, dead) == (None, None)


def test_a_key_that_was_put_away_must_be_given(data_dir: Path) -> None:
    with pytest.raises(DemoError, match="give one by --api-key"):
        running_system(data_dir, None, sends_for_real=False)

    found = running_system(data_dir, "kr_live_2_y", sends_for_real=False)

    assert found is not None
    assert found.api_key == "kr_live_2_y"


def test_a_system_that_sends_for_real_is_played_on_with_a_test_key_only(data_dir: Path) -> None:
    with pytest.raises(DemoError, match="kr_test_"):
        running_system(data_dir, "kr_live_2_y", sends_for_real=True)

    assert running_system(data_dir, "kr_test_2_y", sends_for_real=True) is not None


def test_a_system_on_another_machine_is_played_on_with_a_test_key_only() -> None:
    with pytest.raises(DemoError, match="kr_test_"):
        given_system("https://kindregards.example.com", "kr_live_1_x")

    assert given_system("https://kindregards.example.com/", "kr_test_1_x") == System(
        url="https://kindregards.example.com", api_key="kr_test_1_x"
    )
    assert given_system("http://127.0.0.1:8080", "kr_live_1_x").api_key == "kr_live_1_x"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--url", "http://127.0.0.1:1"], "needs --api-key too"),
        (["--url", "http://127.0.0.1:1", "--api-key", "kr_test_x"], "does not answer"),
    ],
)
def test_what_cannot_begin_ends_with_a_sentence_and_exit_code_one(
    options: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["demo", *options])

    assert code == 1
    assert sentence in capsys.readouterr().err
