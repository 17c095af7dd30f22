"""A copy of the program in a folder of its own, whose tables and migrations a test may change."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import kindregards

_PACKAGE = Path(kindregards.__file__).parent


@dataclass(frozen=True, slots=True)
class ProgramCopy:
    """The copy at `folder`; what it runs, it runs as a process of its own."""

    folder: Path

    @classmethod
    def into(cls, folder: Path) -> Self:
        """Copy the program's package into a folder."""
        shutil.copytree(_PACKAGE, folder / "kindregards")
        return cls(folder)

    def copy_into(self, folder: Path) -> Self:
        """Copy this copy into another folder."""
        shutil.copytree(self.folder, folder)
        return type(self)(folder)

    @property
    def migrations(self) -> list[Path]:
        """Return its migrations, oldest first."""
        return sorted((self.folder / "kindregards/store/migrations/versions").glob("*.py"))

    def add_tables(self, code: str) -> None:
        """Append table definitions to its tables."""
        tables = self.folder / "kindregards/store/tables/__init__.py"
        tables.write_text(f"{tables.read_text()}\n{code}")

    def add_migration(self, message: str, *, upgrade: str) -> None:
        """Write a migration whose upgrade consists of the given line."""
        self.revise(message, "--empty")
        written = self.migrations[-1]
        written.write_text(written.read_text().replace("    pass", f"    {upgrade}"))

    def revise(self, message: str, *options: str) -> str:
        """Run the developer's command and return what it prints."""
        return self._run("-m", "kindregards.store.migrate", "revision", message, *options).stdout

    def upgrade(self, url: str) -> str:
        """Migrate a database and return the errors it prints, empty when it succeeds."""
        code = f"from kindregards.store.migrate import upgrade; upgrade({url!r})"
        return self._run("-c", code).stderr

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = (sys.executable, "-W", "error", *arguments)
        return subprocess.run(  # noqa: S603 -- no shell, the tests' own arguments
            command, cwd=self.folder, capture_output=True, text=True, check=False
        )
