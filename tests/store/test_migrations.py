"""Migrations on both databases."""

import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from kindregards.store.database import Database
from kindregards.store.engines import DatabaseUrlError
from kindregards.store.migrate import OURS, check, current_and_head, main, upgrade
from kindregards.store.migration_line import SchemaUnknownError
from kindregards.store.outages import DatabaseUnavailableError
from kindregards.store.schema import METADATA


def tables(session: Session) -> set[str]:
    return set(inspect(session.connection()).get_table_names())


def change(url: str, statement: str) -> None:
    with closing(Database(url)) as database:
        database.write_sync(lambda session: session.execute(text(statement)))


def test_an_empty_database_is_brought_to_the_head(empty_database_url: str) -> None:
    before = current_and_head(empty_database_url)

    upgrade(empty_database_url)

    after = current_and_head(empty_database_url)
    assert before.current is None
    assert not before.is_current
    assert after.is_current


def test_the_migrations_make_every_table(database: Database) -> None:
    made = database.read_sync(tables)

    assert made == {*METADATA.tables, "alembic_version"}


def test_the_migrations_lead_to_the_tables_as_they_are(database_url: str) -> None:
    assert not check(database_url)


def test_a_table_nobody_defines_is_reported(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    change(empty_database_url, "CREATE TABLE leftover (id text)")

    drift = check(empty_database_url)

    assert drift.strip().splitlines()[1].strip() == "op.drop_table('leftover')"


def test_migrating_again_changes_nothing(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    before = current_and_head(empty_database_url)

    upgrade(empty_database_url)

    assert current_and_head(empty_database_url) == before


def test_a_database_of_a_newer_program_is_refused(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    change(empty_database_url, "UPDATE alembic_version SET version_num = 'fedcba987654'")

    with pytest.raises(SchemaUnknownError, match="fedcba987654"):
        upgrade(empty_database_url)

    assert current_and_head(empty_database_url).current == "fedcba987654"


@pytest.mark.slow
def test_migrators_at_the_same_time_do_the_work_once(empty_database_url: str) -> None:
    code = f"from kindregards.store.migrate import upgrade; upgrade({empty_database_url!r})"
    command = (sys.executable, "-W", "error", "-c", code)

    migrators = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]  # noqa: S603 -- ours
    complaints = [migrator.communicate()[1] for migrator in migrators]

    assert complaints == ["", ""]
    assert current_and_head(empty_database_url).is_current


def test_a_server_that_is_not_there_is_an_outage() -> None:
    with pytest.raises(DatabaseUnavailableError):
        upgrade("postgresql://nobody@127.0.0.1:1/nowhere")


def test_a_url_that_cannot_work_is_refused() -> None:
    with pytest.raises(DatabaseUrlError):
        upgrade("mysql://root@localhost/x")


def test_migrations_are_named_by_their_time_and_form_one_line() -> None:
    names = [path.name for path in (OURS.folder / "versions").glob("*.py")]
    scripts = ScriptDirectory(OURS.folder)

    in_order = [Path(script.path).name for script in scripts.walk_revisions()]

    assert all(re.fullmatch(r"\d{8}_\d{6}_[a-z0-9_]+\.py", name) for name in names)
    assert in_order == sorted(names, reverse=True)
    assert len(scripts.get_heads()) == 1


def test_the_developers_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["revision", "--help"])

    assert 'Example: python -m kindregards.store.migrate revision "add appeals"' in capsys.readouterr().out
