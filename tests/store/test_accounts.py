"""Adding, finding and shutting out members of staff."""

import asyncio
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import text

from kindregards.domain.accounts import Role, SignInRefusedError
from kindregards.domain.case_work import GroupUnknownError
from kindregards.domain.languages import Language
from kindregards.store.accounts import Accounts, UserExistsError, UserInvalidError, UserUnknownError
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.database import Database
from kindregards.store.groups import GroupExistsError, GroupNameInvalidError, Groups
from kindregards.store.passwords import Passwords, PasswordWeakError
from kindregards.store.sessions import Sessions
from tests.builders import NOW
from tests.store.company import PASSWORD, Company, a_new_user, company_on, started

pytestmark = pytest.mark.anyio


@pytest.fixture
def company(database: Database) -> Iterator[Company]:
    """Yield a company on an empty database."""
    with closing(Passwords()) as passwords:
        yield company_on(database, passwords)


@pytest.fixture
async def accounts(company: Company) -> Accounts:
    """Return the accounts of a company that has begun."""
    return (await started(company)).accounts


async def test_a_user_is_found_again_with_everything_given(accounts: Accounts) -> None:
    made = await accounts.create(DEFAULT_COMPANY_ID, a_new_user(language=Language.CHINESE), now=NOW)

    (found,) = await accounts.all(DEFAULT_COMPANY_ID)

    assert found == made
    assert (found.name, found.email, found.role) == ("李雷", "li.lei@example.com", Role.REVIEWER)
    assert (found.groups, found.language) == (("recruiters",), Language.CHINESE)


async def test_name_and_address_are_nowhere_in_the_database(accounts: Accounts) -> None:
    await accounts.create(DEFAULT_COMPANY_ID, a_new_user(), now=NOW)

    rows = await accounts.database.read(lambda session: repr(session.execute(text("SELECT * FROM users")).all()))

    assert "李雷" not in rows
    assert "li.lei" not in rows
    assert PASSWORD not in rows


async def test_an_address_is_taken_whatever_its_case(accounts: Accounts) -> None:
    await accounts.create(DEFAULT_COMPANY_ID, a_new_user(), now=NOW)

    with pytest.raises(UserExistsError):
        await accounts.create(DEFAULT_COMPANY_ID, a_new_user(email="Li.Lei@Example.com"), now=NOW)


async def test_two_who_add_the_same_user_at_once_add_one(accounts: Accounts) -> None:
    made = await asyncio.gather(
        *(accounts.create(DEFAULT_COMPANY_ID, a_new_user(), now=NOW) for _ in range(4)), return_exceptions=True
    )

    assert sorted(type(each).__name__ for each in made) == ["User", *["UserExistsError"] * 3]


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "x" * 201, "\u202eevil"])
async def test_a_name_that_is_none_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(UserInvalidError):
        await accounts.create(DEFAULT_COMPANY_ID, a_new_user(name=name), now=NOW)


@pytest.mark.parametrize("email", ["", "li.lei", "a@b@c.com", "a\r\nb@example.com"])
async def test_an_address_that_is_none_is_refused(accounts: Accounts, email: str) -> None:
    with pytest.raises(UserInvalidError):
        await accounts.create(DEFAULT_COMPANY_ID, a_new_user(email=email), now=NOW)


async def test_a_weak_password_and_an_unknown_group_are_refused_and_nobody_is_added(accounts: Accounts) -> None:
    with pytest.raises(PasswordWeakError):
        await accounts.create(DEFAULT_COMPANY_ID, a_new_user(password="short"), now=NOW)
    with pytest.raises(GroupUnknownError, match=r"'board'.*recruiters"):
        await accounts.create(DEFAULT_COMPANY_ID, a_new_user(groups=("board",)), now=NOW)

    assert await accounts.all(DEFAULT_COMPANY_ID) == ()


async def test_disabling_a_user_ends_their_sessions_and_shuts_them_out(accounts: Accounts) -> None:
    await accounts.create(DEFAULT_COMPANY_ID, a_new_user(), now=NOW)
    sessions = Sessions(accounts)
    token = await sessions.sign_in("li.lei@example.com", PASSWORD, now=NOW)

    await accounts.disable(DEFAULT_COMPANY_ID, "li.lei@example.com", now=NOW)

    assert await sessions.user(token, now=NOW) is None
    with pytest.raises(SignInRefusedError):
        await sessions.sign_in("li.lei@example.com", PASSWORD, now=NOW)
    assert [user.is_disabled for user in await accounts.all(DEFAULT_COMPANY_ID)] == [True]


async def test_a_new_password_replaces_the_old_one_and_ends_sessions(accounts: Accounts) -> None:
    await accounts.create(DEFAULT_COMPANY_ID, a_new_user(), now=NOW)
    sessions = Sessions(accounts)
    token = await sessions.sign_in("li.lei@example.com", PASSWORD, now=NOW)

    await accounts.reset_password(DEFAULT_COMPANY_ID, "li.lei@example.com", "another long password")

    assert await sessions.user(token, now=NOW) is None
    with pytest.raises(SignInRefusedError):
        await sessions.sign_in("li.lei@example.com", PASSWORD, now=NOW)
    assert await sessions.sign_in("li.lei@example.com", "another long password", now=NOW)


async def test_strangers_cannot_be_disabled_or_get_a_password(accounts: Accounts) -> None:
    with pytest.raises(UserUnknownError):
        await accounts.disable(DEFAULT_COMPANY_ID, "who@example.com", now=NOW)
    with pytest.raises(UserUnknownError):
        await accounts.reset_password(DEFAULT_COMPANY_ID, "who@example.com", PASSWORD)


async def test_groups_are_listed_in_order_and_made_once(accounts: Accounts) -> None:
    groups = Groups(accounts.database)
    await groups.create(DEFAULT_COMPANY_ID, "leads", now=NOW)

    with pytest.raises(GroupExistsError):
        await groups.create(DEFAULT_COMPANY_ID, "leads", now=NOW)
    with pytest.raises(GroupNameInvalidError):
        await groups.create(DEFAULT_COMPANY_ID, " \n", now=NOW)

    assert await groups.names(DEFAULT_COMPANY_ID) == ("leads", "recruiters")
