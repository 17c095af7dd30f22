"""Rows inserted together are the same as rows inserted one by one."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kindregards.clock import now
from kindregards.store.database import Database
from kindregards.store.rows import insert_row, rows_together
from kindregards.store.tables import SessionTable, UserTable


def add_user(session: Session, number: int) -> None:
    common = {"company_id": "c", "created_at": now()}
    # The session comes first, though it refers to the user.
    insert_row(session, SessionTable, id=f"s{number}", user_id=f"u{number}", seen_at=now(), expires_at=now(), **common)
    insert_row(
        session,
        UserTable,
        id=f"u{number}",
        email_index=str(number),
        password_hash="",
        role="reviewer",
        groups=[],
        language="en",
        **common,
    )


def add_and_fail(session: Session) -> None:
    with rows_together(session):
        add_user(session, 1)
        raise ZeroDivisionError


def count(session: Session) -> tuple[int, int]:
    users = session.execute(select(func.count()).select_from(UserTable)).scalar_one()
    return users, session.execute(select(func.count()).select_from(SessionTable)).scalar_one()


def test_rows_together_are_there_when_the_block_ends_whatever_their_order(database: Database) -> None:
    def work(session: Session) -> tuple[tuple[int, int], tuple[int, int]]:
        with rows_together(session):
            for number in range(3):
                add_user(session, number)
            meanwhile = count(session)
        return meanwhile, count(session)

    assert database.write_sync(work) == ((0, 0), (3, 3))


def test_rows_together_are_dropped_when_the_block_fails(database: Database) -> None:
    def work(session: Session) -> tuple[int, int]:
        with pytest.raises(ZeroDivisionError):
            add_and_fail(session)
        return count(session)

    assert database.write_sync(work) == (0, 0)


def test_rows_after_the_block_are_inserted_at_once(database: Database) -> None:
    def work(session: Session) -> tuple[int, int]:
        with rows_together(session):
            add_user(session, 1)
        insert_row(
            session, SessionTable, id="s2", company_id="c", user_id="u1", created_at=now(), seen_at=now(),
            expires_at=now(),
        )  # fmt: skip
        return count(session)

    assert database.write_sync(work) == (1, 2)


def test_an_unknown_column_is_refused(database: Database) -> None:
    def work(session: Session) -> None:
        with rows_together(session):
            insert_row(session, UserTable, id="u", shoe_size=42)

    with pytest.raises(TypeError, match="shoe_size"):
        database.write_sync(work)
