"""Where offices work: one database for a whole test run, because connections and statements are dear to prepare."""

from pathlib import Path

from kindregards.settings import Settings, load_settings
from kindregards.store.database import Database
from kindregards.store.schema import METADATA
from tests.store.office import Office, an_office


class Building:
    """A migrated database that is emptied for each test; every office opened in one test has its own connections."""

    def __init__(self, url: str, folder: Path) -> None:
        """Take the database's URL and a folder for the keys that all offices share."""
        self.url = url
        self._settings: Settings = load_settings(data_dir=folder, database_url=url)
        self._databases: list[Database] = []
        self._opened = 0

    def empty(self) -> None:
        """Delete every row, and let the next test's offices take the connections of the last one's."""
        self._opened = 0
        self._database().write_sync(
            lambda session: [session.execute(table.delete()) for table in reversed(METADATA.sorted_tables)]
        )

    def open_office(self) -> Office:
        """Return an office that remembers nothing of earlier tests."""
        office = an_office(self._settings, self._database())
        self._opened += 1
        return office

    def close(self) -> None:
        """Close every connection."""
        for database in self._databases:
            database.close()

    def _database(self) -> Database:
        if self._opened == len(self._databases):
            self._databases.append(Database(self.url))
        return self._databases[self._opened]
