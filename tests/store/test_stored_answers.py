"""Answers kept for requests that are sent again."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from kindregards.domain.accounts import ApiCaller
from kindregards.domain.ports.accounts import IdempotencyMismatchError, StillRunningError, StoredAnswer
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.database import Database
from kindregards.store.passwords import Passwords
from kindregards.store.stored_answers import GIVEN_UP_AFTER, KEPT_FOR, StoredAnswers
from tests.builders import NOW
from tests.store.company import company_on, started

pytestmark = pytest.mark.anyio
CALLER = ApiCaller(company_id=DEFAULT_COMPANY_ID, key_id="k1", is_test=False)
ANSWER = StoredAnswer(status=409, body='{"name": "王梅"}\n', media_type="application/problem+json")


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    """Yield a hasher and close its threads."""
    with closing(Passwords()) as hasher:
        yield hasher


@pytest.fixture
async def answers(database: Database, passwords: Passwords) -> StoredAnswers:
    """Return an empty shelf of answers."""
    company = await started(company_on(database, passwords))
    return StoredAnswers(database, company.companies, company.blind_index)


async def test_a_first_request_has_no_answer(answers: StoredAnswers) -> None:
    assert await answers.begin(CALLER, "key", "digest", now=NOW) is None


async def test_the_same_request_gets_the_same_answer(answers: StoredAnswers) -> None:
    await answers.begin(CALLER, "key", "digest", now=NOW)
    await answers.end(CALLER, "key", ANSWER)

    assert await answers.begin(CALLER, "key", "digest", now=NOW + timedelta(hours=23)) == ANSWER


async def test_another_request_under_the_key_is_refused(answers: StoredAnswers) -> None:
    await answers.begin(CALLER, "key", "digest", now=NOW)

    with pytest.raises(IdempotencyMismatchError):
        await answers.begin(CALLER, "key", "other", now=NOW)


async def test_another_caller_may_use_the_same_key(answers: StoredAnswers) -> None:
    await answers.begin(CALLER, "key", "digest", now=NOW)

    assert await answers.begin(replace(CALLER, key_id="k2"), "key", "other", now=NOW) is None


async def test_a_request_still_running_is_said_to_be(answers: StoredAnswers) -> None:
    await answers.begin(CALLER, "key", "digest", now=NOW)

    with pytest.raises(StillRunningError):
        await answers.begin(CALLER, "key", "digest", now=NOW + GIVEN_UP_AFTER - timedelta(seconds=1))


async def test_a_request_that_died_is_free_again_after_a_minute(answers: StoredAnswers) -> None:
    await answers.begin(CALLER, "key", "digest", now=NOW)

    assert await answers.begin(CALLER, "key", "digest", now=NOW + GIVEN_UP_AFTER) is None
    with pytest.raises(StillRunningError):
        await answers.begin(CALLER, "key", "digest", now=NOW + GIVEN_UP_AFTER)


async def test_an_abandoned_key_is_free_and_an_answered_one_stays(answers: StoredAnswers) -> None:
    await answers.begin(CALLER, "free", "digest", now=NOW)
    await answers.begin(CALLER, "kept", "digest", now=NOW)
    await answers.end(CALLER, "kept", ANSWER)

    await answers.abandon(CALLER, "free")
    await answers.abandon(CALLER, "kept")

    assert await answers.begin(CALLER, "free", "other", now=NOW) is None
    assert await answers.begin(CALLER, "kept", "digest", now=NOW) == ANSWER


async def test_an_answer_without_a_reservation_is_dropped(answers: StoredAnswers) -> None:
    await answers.end(CALLER, "key", ANSWER)

    assert await answers.begin(CALLER, "key", "digest", now=NOW) is None


async def test_of_many_at_once_one_begins(answers: StoredAnswers) -> None:
    begun = await asyncio.gather(
        *(answers.begin(CALLER, "key", "digest", now=NOW) for _ in range(6)), return_exceptions=True
    )

    assert begun.count(None) == 1
    assert sum(isinstance(each, StillRunningError) for each in begun) == 5


async def test_answers_are_forgotten_after_a_day(answers: StoredAnswers) -> None:
    await answers.begin(CALLER, "key", "digest", now=NOW)
    await answers.end(CALLER, "key", ANSWER)

    assert await answers.begin(CALLER, "key", "other", now=NOW + KEPT_FOR) is None


async def test_neither_key_nor_answer_can_be_read_in_the_database(answers: StoredAnswers) -> None:
    await answers.begin(CALLER, "wang-mei-1", "digest", now=NOW)
    await answers.end(CALLER, "wang-mei-1", ANSWER)

    rows = await answers.database.read(lambda session: repr(session.execute(text("SELECT * FROM idempotency")).all()))

    assert "王梅" not in rows
    assert "wang-mei" not in rows
