"""What a process tells its operators: log lines without people in them, and Prometheus metrics."""

import logging
import sys
from typing import TextIO

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest, start_http_server

from kindregards.redaction import redact
from kindregards.settings import LogFormat, LogLevel

LIBRARY_LEVELS = {
    "uvicorn.access": logging.ERROR,  # request lines carry link tokens; our own line does not
    "httpx": logging.WARNING,  # logs every address it calls
    "alembic": logging.WARNING,  # two lines at every look at the schema
    "mail.log": logging.WARNING,  # aiosmtpd
}


def configure_logging(*, part: str, level: LogLevel, log_format: LogFormat, stream: TextIO | None = None) -> None:
    """Send every log line, ours and libraries', through one redacted format to `stream` (default stdout).

    Every line names the `part` (web, worker…) that wrote it.
    """
    stream = stream or sys.stdout
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared_processors(part),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_formatter(part, log_format, stream))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for library, library_level in LIBRARY_LEVELS.items():
        logging.getLogger(library).setLevel(library_level)


def _shared_processors(part: str) -> list[structlog.types.Processor]:
    def name_the_part(
        logger: object, method: str, event: structlog.typing.EventDict
    ) -> structlog.typing.EventDict:  # not a context variable: threads would lose it
        del logger, method
        return {"part": part, **event}

    return [
        name_the_part,
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]


def _formatter(part: str, log_format: LogFormat, stream: TextIO) -> logging.Formatter:
    on_terminal = stream.isatty()
    readable = log_format is LogFormat.CONSOLE or (log_format is LogFormat.AUTO and on_terminal)
    renderer: structlog.types.Processor = (
        structlog.dev.ConsoleRenderer(colors=on_terminal) if readable else structlog.processors.JSONRenderer()
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_shared_processors(part), structlog.stdlib.ExtraAdder()],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,  # before redaction: a traceback can quote a value
            redact,
            renderer,
        ],
    )


def metrics_page() -> tuple[bytes, str]:
    """Return every metric of this process in Prometheus' text form, and its content type."""
    return generate_latest(), CONTENT_TYPE_LATEST


def serve_metrics(address: str) -> None:
    """Answer Prometheus on `host:port` from a thread of its own, for processes without a web server."""
    host, _, port = address.rpartition(":")
    start_http_server(int(port), host)
