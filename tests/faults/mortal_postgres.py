"""A PostgreSQL of one trial's own, that keeps every commit and can be stopped as a power cut would."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.postgres import PostgresServer, free_port, postgres_binaries, unprivileged


@dataclass(frozen=True, slots=True, kw_only=True)
class MortalPostgres:
    """One server on loopback."""

    folder: Path
    server: PostgresServer

    def start(self) -> None:
        """Start it, and recover what it had committed; return when it serves."""
        options = (
            f"-p {self.server.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200"
        )
        self._run("pg_ctl", "start", "-w", "-t", "60", "-D", "data", "-l", "log", "-o", options)

    def stop_at_once(self) -> None:
        """Stop it without letting anything end."""
        self._run("pg_ctl", "stop", "-m", "immediate", "-D", "data")

    def create(self) -> None:
        """Make the server's files."""
        self._run("initdb", "-D", "data", "-U", "kindregards", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")

    def _run(self, program: str, *arguments: str) -> None:
        user, group = unprivileged()
        quiet = subprocess.DEVNULL
        command = (str(postgres_binaries() / program), *arguments)
        subprocess.run(  # noqa: S603 -- no shell, our own arguments
            command, user=user, group=group, cwd=self.folder, stdin=quiet, stdout=quiet, stderr=quiet, check=True
        )


@contextmanager
def a_mortal_postgres() -> Iterator[MortalPostgres]:
    """Yield a running server, and stop it at the end."""
    with TemporaryDirectory(prefix="kindregards-postgres-") as folder:
        user, group = unprivileged()
        if user is not None and group is not None:
            os.chown(folder, user, group)
        postgres = MortalPostgres(folder=Path(folder), server=PostgresServer(free_port()))
        postgres.create()
        postgres.start()
        try:
            yield postgres
        finally:
            postgres.stop_at_once()
