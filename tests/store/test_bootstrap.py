"""What a fresh installation starts with."""

import asyncio
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import text

from kindregards.domain.accounts import Role
from kindregards.domain.policies import DEFAULT_POLICY, PolicyState
from kindregards.store.accounts import UserInvalidError
from kindregards.store.api_keys import ApiKeys
from kindregards.store.bootstrap import DEFAULT_GROUP, BootstrapInvalidError
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.database import Database
from kindregards.store.groups import Groups
from kindregards.store.passwords import Passwords, PasswordWeakError
from kindregards.store.policies import Policies
from kindregards.store.sessions import Sessions
from tests.builders import NOW, a_brand
from tests.store.company import Company, company_on

pytestmark = pytest.mark.anyio
ADMIN = "admin@example.com:a first pass:word"
API_KEY = f"kr_live_0123456789abcdef_{'s_' * 20}"


@pytest.fixture
def company(database: Database) -> Iterator[Company]:
    """Yield a company on an empty database."""
    with closing(Passwords()) as passwords:
        yield company_on(database, passwords)


def counts(database: Database) -> list[int]:
    tables = ("companies", "users", "reviewer_groups", "policy_versions", "api_keys", "subject_keys")
    return database.read_sync(
        lambda session: [session.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in tables]  # noqa: S608 -- our own names
    )


async def test_after_the_first_start_everybody_can_come_in(company: Company) -> None:
    await company.bootstrap.run(a_brand(), now=NOW, admin=ADMIN, api_key=API_KEY)

    assert await Sessions(company.accounts).sign_in("admin@example.com", "a first pass:word", now=NOW)
    caller = await ApiKeys(company.database).caller(API_KEY, now=NOW)
    assert caller.company_id == DEFAULT_COMPANY_ID
    (admin,) = await company.accounts.all(DEFAULT_COMPANY_ID)
    assert (admin.role, admin.groups) == (Role.ADMIN, (DEFAULT_GROUP,))
    assert await Groups(company.database).names(DEFAULT_COMPANY_ID) == ("recruiters",)
    policy = await Policies(company.database).latest(DEFAULT_COMPANY_ID, "default")
    assert (policy.state, policy.policy) == (PolicyState.ACTIVE, DEFAULT_POLICY)
    brand = await company.database.read(lambda session: company.companies.brand(session, DEFAULT_COMPANY_ID))
    assert (brand.company_name, brand.sender_name) == (a_brand().company_name, a_brand().sender_name)


async def test_a_second_start_changes_nothing(company: Company) -> None:
    await company.bootstrap.run(a_brand(), now=NOW, admin=ADMIN, api_key=API_KEY)
    before = counts(company.database)

    await company.bootstrap.run(a_brand(), now=NOW, admin="admin@example.com:another password", api_key=API_KEY)

    assert counts(company.database) == before == [1, 1, 1, 1, 1, 1]
    assert await Sessions(company.accounts).sign_in("admin@example.com", "a first pass:word", now=NOW)


async def test_processes_that_start_together_make_everything_once(company: Company) -> None:
    await asyncio.gather(*(company.bootstrap.run(a_brand(), now=NOW, admin=ADMIN, api_key=API_KEY) for _ in range(4)))

    assert counts(company.database) == [1, 1, 1, 1, 1, 1]


async def test_a_policy_that_people_changed_stays(company: Company) -> None:
    await company.bootstrap.run(a_brand(), now=NOW)
    policies = Policies(company.database)
    draft = await policies.add_draft(DEFAULT_COMPANY_ID, "default", DEFAULT_POLICY, author="user-1", now=NOW)
    await policies.activate(DEFAULT_COMPANY_ID, "default", draft.version, now=NOW)

    await company.bootstrap.run(a_brand(), now=NOW)

    assert (await policies.latest(DEFAULT_COMPANY_ID, "default")).version == 2


async def test_a_revoked_first_key_is_not_made_again(company: Company) -> None:
    await company.bootstrap.run(a_brand(), now=NOW, api_key=API_KEY)
    await ApiKeys(company.database).revoke(DEFAULT_COMPANY_ID, "0123456789abcdef", now=NOW)

    await company.bootstrap.run(a_brand(), now=NOW, api_key=API_KEY)

    (facts,) = await ApiKeys(company.database).all(DEFAULT_COMPANY_ID)
    assert facts.revoked_at == NOW


@pytest.mark.parametrize(
    ("admin", "refusal"),
    [
        ("admin@example.com", BootstrapInvalidError),
        ("nobody:a first password", UserInvalidError),
        ("admin@example.com:short", PasswordWeakError),
    ],
)
async def test_an_administrator_of_the_wrong_form_is_refused_and_nothing_written(
    company: Company, admin: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await company.bootstrap.run(a_brand(), now=NOW, admin=admin)

    assert counts(company.database) == [0, 0, 0, 0, 0, 0]


async def test_a_key_of_the_wrong_form_is_refused(company: Company) -> None:
    with pytest.raises(BootstrapInvalidError):
        await company.bootstrap.run(a_brand(), now=NOW, api_key="secret")
