"""Logs: one format for all, and neither secrets nor people in it."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from kindregards.redaction import MASK, clean_text, redact
from kindregards.settings import LogFormat, LogLevel
from kindregards.telemetry import configure_logging, metrics_page

PEOPLE_AND_SECRETS = (
    "wang@example.com",
    "+8613800138000",
    "kr_live_0a1b2c3d_Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmFyYmF6",
    "whsec_c2VjcmV0c2VjcmV0c2VjcmV0/+c2VjcmV0c2VjcmV0=",
    "SG.abcdefghijklmnop.qrstuvwxyz0123456789",
    "Bearer eyJhbGciOiJIUzI1NiJ9.e30.abc",
    "postgresql://kr:hunter2@db/kr",
    "https://letters.example.com/l/3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
)
SECRET_PARTS = (
    "wang@example.com",
    "13800138000",
    "Zm9vYmFy",
    "c2VjcmV0",
    "qrstuvwxyz",
    "eyJhbGci",
    "hunter2",
    "3q2-7wAAAA",
)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Log as JSON into memory; the way of logging before comes back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logging(part="web", level=LogLevel.INFO, log_format=LogFormat.JSON, stream=stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def _lines(stream: io.StringIO) -> list[dict[str, Any]]:  # Any: JSON
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_names_event_fields_part_level_and_time(log: io.StringIO) -> None:
    structlog.get_logger().info("letter_sent", letter_id="l-1", channel="email")

    (line,) = _lines(log)

    assert line["timestamp"].endswith("Z")
    del line["timestamp"], line["logger"]
    assert line == {"event": "letter_sent", "letter_id": "l-1", "channel": "email", "part": "web", "level": "info"}


def test_lines_of_libraries_take_the_same_form(log: io.StringIO) -> None:
    logging.getLogger("some.library").warning("gave up on %s", "wang@example.com")

    (line,) = _lines(log)

    assert line["event"] == f"gave up on {MASK}"
    assert (line["level"], line["part"]) == ("warning", "web")


def test_lines_below_the_level_are_not_written(log: io.StringIO) -> None:
    structlog.get_logger().debug("detail")
    logging.getLogger("httpx").info("GET https://user:password@example.com")

    assert log.getvalue() == ""


def test_the_access_log_of_the_server_is_silent_because_links_carry_tokens(log: io.StringIO) -> None:
    logging.getLogger("uvicorn.access").info("GET /l/token")

    assert log.getvalue() == ""


def test_people_and_secrets_in_messages_fields_and_tracebacks_are_masked(log: io.StringIO) -> None:
    logger = structlog.get_logger()

    logger.info("said", detail=list(PEOPLE_AND_SECRETS), nested={"deep": {"deeper": PEOPLE_AND_SECRETS}})
    for value in PEOPLE_AND_SECRETS:
        logger.warning(value)
    try:
        int(" ".join(PEOPLE_AND_SECRETS))
    except ValueError:
        logger.exception("failed")

    written = log.getvalue()
    assert len(_lines(log)) == len(PEOPLE_AND_SECRETS) + 2
    assert [part for part in SECRET_PARTS if part in written] == []


@pytest.mark.parametrize(
    "field",
    ["password", "Authorization", "api_key", "x-api-key", "candidate_name", "email", "phone", "body", "secret_key"],
)
def test_a_field_that_names_a_secret_or_a_person_is_masked_whatever_it_holds(field: str) -> None:
    assert redact(None, "info", {field: "harmless"}) == {field: MASK}


@pytest.mark.parametrize("field", ["letter_id", "channel", "event_key", "dedupe_key", "state", "tokens_left"])
def test_ids_and_codes_stay_readable(field: str) -> None:
    assert redact(None, "info", {field: "0192f0c1-aaaa"}) == {field: "0192f0c1-aaaa"}


@given(st.text(alphabet=st.characters(exclude_characters="@+/_."), max_size=200))
def test_ordinary_text_is_left_alone(text: str) -> None:
    if "earer" in text.lower() or "asic" in text.lower():
        return

    assert clean_text(text) == text


def test_metrics_are_in_the_form_prometheus_reads() -> None:
    page, content_type = metrics_page()

    assert b"# TYPE python_info gauge" in page
    assert content_type.startswith("text/plain")
