"""A company with its staff and keys on a real database, for the tests of accounts and what hangs on them."""

import base64
from dataclasses import dataclass, replace

from kindregards.domain.accounts import Role
from kindregards.domain.ports.accounts import NewUser
from kindregards.store.accounts import Accounts
from kindregards.store.blind_index import BlindIndex
from kindregards.store.bootstrap import Bootstrap
from kindregards.store.companies import Companies
from kindregards.store.database import Database
from kindregards.store.passwords import Passwords
from kindregards.store.policies import Policies
from kindregards.store.subject_keys import SubjectKeys
from kindregards.store.vault import MasterKeys, Vault
from tests.builders import NOW, a_brand

PASSWORD = "correct horse battery"


@dataclass(frozen=True, slots=True)
class Company:
    """What stands around staff and keys."""

    database: Database
    companies: Companies
    accounts: Accounts
    blind_index: BlindIndex
    bootstrap: Bootstrap


def company_on(database: Database, passwords: Passwords) -> Company:
    """Return the default company's parts; nothing is written yet."""
    companies = Companies(SubjectKeys(Vault(MasterKeys.parse([base64.b64encode(b"k" * 32).decode()]))))
    blind_index = BlindIndex("a secret of the tests that nobody guesses")
    accounts = Accounts(database, companies, blind_index, passwords)
    return Company(database, companies, accounts, blind_index, Bootstrap(accounts, Policies(database)))


async def started(company: Company) -> Company:
    """Bootstrap a company without user and key."""
    await company.bootstrap.run(a_brand(), now=NOW)
    return company


def a_new_user(**changes: object) -> NewUser:
    """Return a reviewer to be added."""
    user = NewUser(
        email="li.lei@example.com", name="李雷", password=PASSWORD, role=Role.REVIEWER, groups=("recruiters",)
    )
    return replace(user, **changes)  # type: ignore[arg-type] # replace() checks the names
