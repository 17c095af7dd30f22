"""What every test run needs."""

import os
import sys

import pytest

from tests.databases import (
    database,
    database_url,
    empty_database_url,
    open_database,
    postgres_server,
    postgresql_session_url,
    postgresql_url,
    sqlite_template,
    sqlite_url,
)

# Once, here: a session's fixture that is imported in two places is made twice.
__all__ = [
    "database",
    "database_url",
    "empty_database_url",
    "open_database",
    "postgres_server",
    "postgresql_session_url",
    "postgresql_url",
    "sqlite_template",
    "sqlite_url",
]

_exit_status: list[int] = []


@pytest.fixture
def anyio_backend() -> str:
    """Run asynchronous tests on asyncio, as the program does."""
    return "asyncio"


def pytest_sessionfinish(exitstatus: int) -> None:
    """Remember how the run ended."""
    _exit_status.append(int(exitstatus))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """End at once: a process that used a Temporal client may crash while the interpreter tears down.

    Workers of xdist are left alone: their controller has the results, and the controller has used no client.
    """
    if hasattr(config, "workerinput") or not _exit_status or config.option.numprocesses:
        return
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(_exit_status[-1])
