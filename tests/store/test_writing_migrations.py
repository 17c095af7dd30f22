"""The developer's way: change a table, write the migration, run it on both databases."""

from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from kindregards.store.database import Database
from tests.postgres import PostgresServer
from tests.store.program_copy import ProgramCopy

pytestmark = pytest.mark.slow

NOTES = """
from datetime import datetime
from sqlmodel import Field, SQLModel
from kindregards.store.column_types import JsonText, UtcDateTime

class NoteTable(SQLModel, table=True):
    __tablename__ = "notes"
    id: str = Field(primary_key=True, max_length=36)
    words: str = Field(unique=True)
    at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    content: dict[str, str] = Field(sa_type=JsonText)

class AnswerTable(SQLModel, table=True):
    __tablename__ = "answers"
    id: str = Field(primary_key=True, max_length=36)
    note_id: str = Field(foreign_key="notes.id", ondelete="CASCADE")
"""


@pytest.fixture(scope="module")
def program_with_notes(tmp_path_factory: pytest.TempPathFactory) -> ProgramCopy:
    """Return a program whose last migration adds notes; not to be changed."""
    program = ProgramCopy.into(tmp_path_factory.mktemp("program"))
    program.add_tables(NOTES)
    program.revise("add notes")
    return program


@pytest.fixture
def program(program_with_notes: ProgramCopy, tmp_path: Path) -> ProgramCopy:
    """Return a copy of that program which a test may change."""
    return program_with_notes.copy_into(tmp_path / "program")


def fill(session: Session) -> None:
    session.execute(text("INSERT INTO notes VALUES ('n-1', 'hello', NULL, '{}')"))
    session.execute(text("INSERT INTO answers VALUES ('a-1', 'n-1')"))


def answers(session: Session) -> int:
    found: int = session.execute(text("SELECT count(*) FROM answers")).scalar_one()
    return found


def test_a_new_table_becomes_a_migration_that_runs(program: ProgramCopy, empty_database_url: str) -> None:
    assert program.migrations[-1].name.endswith("_add_notes.py")
    assert "kindregards" not in program.migrations[-1].read_text()
    assert not program.upgrade(empty_database_url)
    assert "Nothing to do" in program.revise("again")


def test_changing_a_column_keeps_the_rows_that_refer_to_its_table(
    program: ProgramCopy, empty_database_url: str
) -> None:
    program.upgrade(empty_database_url)
    database = Database(empty_database_url)
    database.write_sync(fill)

    program.add_tables("NoteTable.__table__.c.words.nullable = True\nNoteTable.__table__.c.words.type.length = 80")
    program.revise("loosen notes")

    assert "batch_alter_table" in program.migrations[-1].read_text()
    assert not program.upgrade(empty_database_url)
    assert database.read_sync(answers) == 1
    database.close()


def test_a_failing_migration_takes_back_the_ones_before_it(program: ProgramCopy, empty_database_url: str) -> None:
    program.add_migration("fail", upgrade='op.execute("INSERT INTO nowhere VALUES (1)")')

    complaint = program.upgrade(empty_database_url)

    database = Database(empty_database_url)
    left = database.read_sync(lambda session: inspect(session.connection()).get_table_names())
    assert "nowhere" in complaint
    assert set(left) <= {"alembic_version"}
    database.close()


def test_a_migration_may_not_leave_references_to_nothing(program: ProgramCopy, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/broken.db"
    program.upgrade(url)
    database = Database(url)
    database.write_sync(fill)

    program.add_migration("lose notes", upgrade='op.execute("DELETE FROM notes")')

    assert "answers" in program.upgrade(url)
    assert database.read_sync(lambda session: session.execute(text("SELECT count(*) FROM notes")).scalar_one()) == 1
    database.close()


def test_postgresql_can_index_without_blocking(program: ProgramCopy, postgres_server: PostgresServer) -> None:
    url = postgres_server.create_database("concurrently")
    program.add_migration(
        "index answers",
        upgrade="""with op.get_context().autocommit_block():
        op.create_index("ix_answers_note_id", "answers", ["note_id"], postgresql_concurrently=True)""",
    )

    assert not program.upgrade(url)
