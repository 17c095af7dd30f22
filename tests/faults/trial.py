"""A whole system with stand-ins for its providers, that can be killed part by part and started again."""

import json
import os
import signal
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import NullPool, create_engine, text

from benchmarks.running_system import AT_ONCE_POLICY, RunningSystem, provider_environment, running_system
from kindregards.fake_providers import FakeProviders
from kindregards.store.engines import parse_url


@dataclass(kw_only=True)
class Trial:
    """The system under trial. Use it from the main thread: the system ends with the thread that started it."""

    data_dir: Path
    fake: FakeProviders
    environment: Mapping[str, str]
    command: Sequence[str] | None = None
    patience_seconds: float = 300
    """How long to wait until everything has ended one way or the other."""
    _stack: ExitStack = field(default_factory=ExitStack)
    _system: RunningSystem | None = None

    @property
    def system(self) -> RunningSystem:
        """Return the system that runs now."""
        if self._system is None:
            raise RuntimeError("The system under trial has not been started.")
        return self._system

    def start(self) -> None:
        """Start the system, for the first time or again on the same data and ports."""
        one = running_system(self.data_dir, self.environment, command=self.command)
        self._system = self._stack.enter_context(one)

    def stop(self) -> None:
        """Stop whatever still runs."""
        self._stack.close()

    def facts(self) -> dict[str, Any]:  # Any: JSON
        """Return what run.json says now; empty while nothing is ready."""
        try:
            found: dict[str, Any] = json.loads((self.data_dir / "run.json").read_text())  # Any: JSON
        except FileNotFoundError:
            return {}
        return found

    def pid_of(self, part: str) -> int | None:
        """Return the process of a part, as run.json has it."""
        pid: int | None = self.facts().get(part, {}).get("pid")
        return pid

    def kill(self, *parts: str) -> None:
        """End these parts at once, by kill -9 of their processes; a killed supervisor is collected."""
        for pid in [self.pid_of(part) for part in parts]:
            if pid is not None:
                os.kill(pid, signal.SIGKILL)
        if "supervisor" in parts:
            self.system.process.wait()

    def attempts_in_flight(self) -> set[str]:
        """Return the attempts that are with a provider at this moment, for all that the ledger knows."""
        return {row[0] for row in self.query("SELECT id FROM attempts WHERE state = 'in_flight'")}

    def query(self, statement: str) -> list[tuple[Any, ...]]:  # Any: SQL values
        """Ask the system's own database, past the system."""
        engine = create_engine(parse_url(self.database_url), poolclass=NullPool)
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(statement))]

    def open_database(self) -> sqlite3.Connection:
        """Open the system's own SQLite file for any thread, beside the system."""
        path = self.data_dir / "kindregards.db"
        return sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)

    @property
    def database_url(self) -> str:
        """Return where the system keeps what it knows."""
        return self.environment.get("KINDREGARDS_DATABASE_URL", f"sqlite:///{self.data_dir}/kindregards.db")

    def log_text(self) -> str:
        """Return everything that any process has logged."""
        return "".join(path.read_text(errors="replace") for path in sorted((self.data_dir / "logs").iterdir()))


@contextmanager
def a_trial(
    environment: Mapping[str, str] | None = None,
    *,
    policy: Mapping[str, Any] = AT_ONCE_POLICY,  # Any: JSON
    command: Sequence[str] | None = None,
    data_dir: Path | None = None,
) -> Iterator[Trial]:
    """Yield a running system that tells at once, on a data directory of its own unless one is given."""
    with TemporaryDirectory(prefix="kindregards-faults-") as folder, FakeProviders() as fake:
        trial = Trial(
            data_dir=data_dir or Path(folder) / "data",
            fake=fake,
            environment={**provider_environment(fake), **(environment or {})},
            command=command,
        )
        try:
            trial.start()
            trial.system.put_policy(policy)
            yield trial
        finally:
            trial.stop()
