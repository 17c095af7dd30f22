"""Signing in and staying signed in."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import text

from kindregards.domain.accounts import SignInRefusedError
from kindregards.domain.languages import Language
from kindregards.domain.sign_in import ADDRESS_TRIES, ADDRESS_WINDOW, FREE_TRIES, TooManyTriesError
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.database import Database
from kindregards.store.passwords import Passwords
from kindregards.store.sessions import IDLE, LONGEST, Sessions
from tests.builders import NOW
from tests.store.company import PASSWORD, a_new_user, company_on, started

pytestmark = pytest.mark.anyio
EMAIL = "li.lei@example.com"


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    """Yield a hasher and close its threads."""
    with closing(Passwords()) as hasher:
        yield hasher


@pytest.fixture
async def sessions(database: Database, passwords: Passwords) -> Sessions:
    """Return the sessions of a company with one reviewer."""
    company = await started(company_on(database, passwords))
    await company.accounts.create(DEFAULT_COMPANY_ID, a_new_user(), now=NOW)
    return Sessions(company.accounts)


async def fail(sessions: Sessions, times: int, email: str = EMAIL) -> None:
    for _ in range(times):
        with pytest.raises(SignInRefusedError):
            await sessions.sign_in(email, "wrong password", now=NOW)


async def test_the_token_opens_the_user_who_signed_in(sessions: Sessions) -> None:
    token = await sessions.sign_in("LI.LEI@example.com", PASSWORD, now=NOW)

    user = await sessions.user(token, now=NOW)

    assert user is not None
    assert (user.name, user.groups) == ("李雷", ("recruiters",))


async def test_tokens_are_kept_as_hashes(sessions: Sessions) -> None:
    token = await sessions.sign_in(EMAIL, PASSWORD, now=NOW)

    rows = await sessions.accounts.database.read(
        lambda session: repr(session.execute(text("SELECT * FROM sessions")).all())
    )

    assert token not in rows


async def test_an_unknown_token_opens_nobody(sessions: Sessions) -> None:
    assert await sessions.user("nothing\ud800", now=NOW) is None


async def test_wrong_password_and_unknown_user_are_refused_with_the_same_words(sessions: Sessions) -> None:
    with pytest.raises(SignInRefusedError) as wrong:
        await sessions.sign_in(EMAIL, "wrong password", now=NOW)
    with pytest.raises(SignInRefusedError) as unknown:
        await sessions.sign_in("who@example.com", "wrong password", now=NOW)

    assert wrong.value.message == unknown.value.message


async def test_an_idle_session_ends(sessions: Sessions) -> None:
    token = await sessions.sign_in(EMAIL, PASSWORD, now=NOW)

    assert await sessions.user(token, now=NOW + IDLE - timedelta(seconds=1)) is not None
    assert await sessions.user(token, now=NOW + 2 * IDLE) is None


async def test_a_session_in_use_lives_on_until_its_longest_time(sessions: Sessions) -> None:
    token = await sessions.sign_in(EMAIL, PASSWORD, now=NOW)

    for minutes in range(0, 12 * 60, 20):
        assert await sessions.user(token, now=NOW + timedelta(minutes=minutes)) is not None

    assert await sessions.user(token, now=NOW + LONGEST) is None


async def test_signing_out_ends_the_session_and_may_be_repeated(sessions: Sessions) -> None:
    token = await sessions.sign_in(EMAIL, PASSWORD, now=NOW)

    await sessions.sign_out(token)
    await sessions.sign_out(token)

    assert await sessions.user(token, now=NOW) is None


@pytest.mark.parametrize("email", [EMAIL, "who@example.com"])
async def test_after_some_failures_nothing_is_looked_at_for_a_while(sessions: Sessions, email: str) -> None:
    await fail(sessions, FREE_TRIES, email)

    with pytest.raises(SignInRefusedError):
        await sessions.sign_in(email, PASSWORD, now=NOW + timedelta(seconds=29))


async def test_after_the_pause_the_right_password_opens_and_clears_the_failures(sessions: Sessions) -> None:
    await fail(sessions, FREE_TRIES)
    later = NOW + timedelta(seconds=31)

    assert await sessions.sign_in(EMAIL, PASSWORD, now=later)
    assert await sessions.sign_in(EMAIL, PASSWORD, now=later)


async def test_one_account_s_failures_shut_nobody_else_out(sessions: Sessions) -> None:
    await fail(sessions, FREE_TRIES + 1, "who@example.com")

    assert await sessions.sign_in(EMAIL, PASSWORD, now=NOW)


async def test_failures_of_yesterday_are_forgotten(sessions: Sessions) -> None:
    await fail(sessions, FREE_TRIES)

    assert await sessions.sign_in(EMAIL, PASSWORD, now=NOW + timedelta(hours=24))


async def test_many_tries_at_once_get_no_further_than_one_after_another(sessions: Sessions) -> None:
    answers = await asyncio.gather(
        *(sessions.sign_in(EMAIL, f"wrong password {number}", now=NOW) for number in range(12)),
        return_exceptions=True,
    )
    tried = await sessions.accounts.database.read(
        lambda session: session.execute(text("SELECT count(*) FROM sign_in_attempts")).scalar_one()
    )

    assert all(isinstance(answer, SignInRefusedError) for answer in answers)
    assert tried == FREE_TRIES


async def test_the_language_of_the_console_is_kept(sessions: Sessions) -> None:
    token = await sessions.sign_in(EMAIL, PASSWORD, now=NOW)
    user = await sessions.user(token, now=NOW)
    assert user is not None

    await sessions.set_language(user, Language.CHINESE)

    again = await sessions.user(token, now=NOW)
    assert again is not None
    assert again.language is Language.CHINESE


async def test_names_are_listed_by_id(sessions: Sessions) -> None:
    token = await sessions.sign_in(EMAIL, PASSWORD, now=NOW)
    user = await sessions.user(token, now=NOW)
    assert user is not None

    assert await sessions.names(DEFAULT_COMPANY_ID) == {user.id: "李雷"}


async def test_an_address_that_fails_at_many_accounts_waits_and_nobody_else_does(sessions: Sessions) -> None:
    for number in range(ADDRESS_TRIES):
        with pytest.raises(SignInRefusedError):
            await sessions.sign_in(f"user-{number}@example.com", "wrong password", now=NOW, address="198.51.100.1")

    with pytest.raises(TooManyTriesError) as refused:
        await sessions.sign_in(EMAIL, PASSWORD, now=NOW + timedelta(minutes=5), address="198.51.100.1")
    assert refused.value.retry_after == timedelta(minutes=10)
    assert await sessions.sign_in(EMAIL, PASSWORD, now=NOW, address="203.0.113.7")
    assert await sessions.sign_in(EMAIL, PASSWORD, now=NOW + ADDRESS_WINDOW, address="198.51.100.1")


async def test_addresses_are_kept_as_codes_and_successes_do_not_count(sessions: Sessions) -> None:
    for _ in range(ADDRESS_TRIES + 1):
        await sessions.sign_in(EMAIL, PASSWORD, now=NOW, address="198.51.100.1")
    with pytest.raises(SignInRefusedError):
        await sessions.sign_in(EMAIL, "wrong password", now=NOW, address="198.51.100.1")

    rows = await sessions.accounts.database.read(
        lambda session: repr(session.execute(text("SELECT * FROM sign_in_attempts")).all())
    )
    assert "198.51" not in rows
