"""A real PostgreSQL for tests, started from Debian's binaries and shared by all test processes of one run."""

import fcntl
import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

_KEEPER = Path(__file__).with_name("postgres_keeper.py")
_ROLE = "kindregards"
_START_SECONDS = 20
# Nothing here must survive a power cut.
_SETTINGS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "max_connections=200",
    "shared_buffers=64MB",
)


class PostgresMissingError(RuntimeError):
    """No PostgreSQL server is installed."""


class PostgresBrokenError(RuntimeError):
    """PostgreSQL is installed but does not start; the message ends with its own words."""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server on loopback that trusts everybody."""

    port: int

    def url(self, database: str) -> str:
        """Return the URL of one of its databases."""
        return f"postgresql://{_ROLE}@127.0.0.1:{self.port}/{database}"

    def create_database(self, name: str) -> str:
        """Make an empty database and return its URL."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.url(name)


@contextmanager
def shared_postgres(root: Path) -> Iterator[PostgresServer]:
    """Yield the one server of all who name the same folder; it stops when the last one has left.

    Raise PostgresMissingError or PostgresBrokenError when there is none to be had.
    """
    state = root / "postgres.json"
    with (root / "postgres.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        server, place = _join(state) or _start(state)
    with place:
        yield server


def _join(state: Path) -> tuple[PostgresServer, IO[str]] | None:
    if not state.exists():
        return None
    known = json.loads(state.read_text())
    try:
        place = Path(known["users"]).open()  # noqa: SIM115 -- held while the server is used
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(place, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        place.close()  # the last user left, and the server is on its way out
        return None
    return PostgresServer(known["port"]), place


def _start(state: Path) -> tuple[PostgresServer, IO[str]]:
    binaries = postgres_binaries()
    user, group = unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="kindregards-postgres-"))
    if user is not None and group is not None:
        os.chown(folder, user, group)
    initdb = (binaries / "initdb", "-D", folder / "data", "-U", _ROLE, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
    made = subprocess.run(  # noqa: S603 -- no shell, our own arguments
        initdb, user=user, group=group, cwd=folder, capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise PostgresBrokenError(f"initdb failed: {made.stderr}")
    place = (folder / "users").open("w")
    fcntl.flock(place, fcntl.LOCK_SH)
    server = PostgresServer(free_port())
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    command = [str(binaries / "postgres"), "-D", str(folder / "data"), "-p", str(server.port), *settings]
    plan = json.dumps({"command": command, "user": user, "group": group})
    quiet = subprocess.DEVNULL
    keeper = (sys.executable, _KEEPER, folder, plan)
    subprocess.run(keeper, stdin=quiet, stdout=quiet, stderr=quiet, check=True)  # noqa: S603 -- as above
    _wait_until_ready(server, folder / "log")
    state.write_text(json.dumps({"users": place.name, "port": server.port}))
    return server, place


def postgres_binaries() -> Path:
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda found: int(found.parts[-3]))
    if debian:
        return debian[-1].parent
    on_path = shutil.which("postgres")
    if on_path is None:
        raise PostgresMissingError("These tests need a PostgreSQL server. Install one: apt-get install postgresql")
    return Path(on_path).resolve().parent


def unprivileged() -> tuple[int | None, int | None]:
    """Return whom the server runs as: nobody else, unless we are root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None, None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return entry.pw_uid, entry.pw_gid


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(server: PostgresServer, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg.connect(server.url("postgres")).close()
        except psycopg.OperationalError as error:
            if time.monotonic() > deadline:
                raise PostgresBrokenError(f"PostgreSQL does not answer: {log.read_text()}") from error
            time.sleep(0.05)
        else:
            return
