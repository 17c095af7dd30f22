"""The way of a schema: change a table, write the migration, run it on both databases."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Column, ForeignKey, MetaData, String, Table, UniqueConstraint, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from kindregards.store.column_types import JsonText, UtcDateTime
from kindregards.store.migrate import OURS
from kindregards.store.migration_line import MigrationLine, ReferencesBrokenError
from kindregards.store.naming import CONSTRAINT_NAMES
from tests.databases import OpenDatabase
from tests.postgres import PostgresServer


def the_tables(*, note_words: int) -> MetaData:
    """Return notes and the answers that refer to them."""
    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)
    Table(
        "notes",
        metadata,
        Column("id", String(36), primary_key=True),
        Column("words", String(note_words), nullable=False),
        Column("at", UtcDateTime, index=True, nullable=True),
        Column("content", JsonText, nullable=True),
        UniqueConstraint("words"),
    )
    Table(
        "answers",
        metadata,
        Column("id", String(36), primary_key=True),
        Column("note_id", String(36), ForeignKey("notes.id", ondelete="CASCADE"), nullable=False),
    )
    return metadata


@pytest.fixture
def line(tmp_path: Path) -> MigrationLine:
    """Return a line whose only migration makes notes and answers."""
    folder = tmp_path / "100% migrations"
    (folder / "versions").mkdir(parents=True)
    for name in ("env.py", "script.py.mako"):
        shutil.copy(OURS.folder / name, folder)
    line = MigrationLine(folder=folder, metadata=the_tables(note_words=40))
    line.write("add notes")
    return line


def with_longer_words(line: MigrationLine) -> MigrationLine:
    return MigrationLine(folder=line.folder, metadata=the_tables(note_words=80))


def add_by_hand(line: MigrationLine, statement: str) -> None:
    written = line.write_empty("by hand")
    assert written
    code = written.read_text().replace("    pass", f"    {statement}")
    # A second later than the one before, whatever the clock says.
    written.unlink()
    written.with_name("99991231_235959_by_hand.py").write_text(code)


def fill(session: Session) -> None:
    session.execute(text("INSERT INTO notes (id, words) VALUES ('n-1', 'hello')"))
    session.execute(text("INSERT INTO answers VALUES ('a-1', 'n-1')"))


def count(statement: str) -> Callable[[Session], int]:
    def work(session: Session) -> int:
        found: int = session.execute(text(statement)).scalar_one()
        return found

    return work


def tables(session: Session) -> set[str]:
    return set(inspect(session.connection()).get_table_names())


def test_a_migration_is_named_by_its_time_and_knows_none_of_our_code(line: MigrationLine) -> None:
    (written,) = (line.folder / "versions").glob("*.py")

    assert re.fullmatch(r"\d{8}_\d{6}_add_notes\.py", written.name)
    assert "kindregards" not in written.read_text()


def test_a_written_migration_leads_to_the_tables(line: MigrationLine, empty_database_url: str) -> None:
    line.upgrade(empty_database_url)

    assert line.current_and_head(empty_database_url).is_current
    assert not line.check(empty_database_url)
    assert line.write("again") is None


def test_changing_a_column_keeps_the_rows_that_refer_to_its_table(
    line: MigrationLine, empty_database_url: str, open_database: OpenDatabase
) -> None:
    line.upgrade(empty_database_url)
    database = open_database(empty_database_url)
    database.write_sync(fill)

    longer = with_longer_words(line)
    assert "alter_column('notes', 'words'" in longer.check(empty_database_url)
    longer.write("lengthen words")
    longer.upgrade(empty_database_url)

    assert not longer.check(empty_database_url)
    assert database.read_sync(count("SELECT count(*) FROM answers")) == 1


def test_a_failing_migration_takes_back_the_ones_before_it(
    line: MigrationLine, empty_database_url: str, open_database: OpenDatabase
) -> None:
    add_by_hand(line, 'op.execute("INSERT INTO nowhere VALUES (1)")')

    with pytest.raises(DBAPIError, match="nowhere"):
        line.upgrade(empty_database_url)

    assert open_database(empty_database_url).read_sync(tables) <= {"alembic_version"}


def test_a_migration_may_not_leave_references_to_nothing(
    line: MigrationLine, tmp_path: Path, open_database: OpenDatabase
) -> None:
    url = f"sqlite:///{tmp_path}/references.db"
    line.upgrade(url)
    database = open_database(url)
    database.write_sync(fill)
    add_by_hand(line, 'op.execute("DELETE FROM notes")')

    with pytest.raises(ReferencesBrokenError, match="answers"):
        line.upgrade(url)

    assert database.read_sync(count("SELECT count(*) FROM notes")) == 1


@pytest.mark.slow
def test_postgresql_can_index_without_blocking(line: MigrationLine, postgres_server: PostgresServer) -> None:
    url = postgres_server.create_database("concurrently")
    add_by_hand(
        line,
        """with op.get_context().autocommit_block():
        op.create_index("ix_answers_note_id", "answers", ["note_id"], postgresql_concurrently=True)""",
    )

    line.upgrade(url)

    assert line.current_and_head(url).is_current
    assert re.search(r"drop_index.*ix_answers_note_id", line.check(url))
