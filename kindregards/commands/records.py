"""How commands reach staff, groups and API keys in the database."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from kindregards.commands.environment import settings_for_command
from kindregards.domain.errors import DomainError

if TYPE_CHECKING:
    from kindregards.store.accounts import Accounts
    from kindregards.store.api_keys import ApiKeys
    from kindregards.store.groups import Groups
    from kindregards.store.letter_templates import LetterTemplates
    from kindregards.store.retention import Retention

Answer = TypeVar("Answer")


class NotMigratedError(DomainError):
    """The database has another schema than this program."""

    code = "not_migrated"


@dataclass(frozen=True, slots=True)
class Records:
    """The default company's people and keys."""

    company_id: str
    accounts: "Accounts"
    groups: "Groups"
    api_keys: "ApiKeys"
    templates: "LetterTemplates"

    @property
    def retention(self) -> "Retention":
        """Return what forgets people whose time is over."""
        from kindregards.store.kept_people import KeptPeople
        from kindregards.store.policies import Policies
        from kindregards.store.retention import Retention

        database = self.accounts.database
        return Retention(database, KeptPeople(Policies(database)))


def with_records(work: Callable[[Records], Awaitable[Answer]]) -> Answer:
    """Run something on the database that the settings name; raise NotMigratedError."""
    from kindregards.clock import now
    from kindregards.domain.composition import Brand
    from kindregards.letters.composer import TemplateComposer
    from kindregards.store.accounts import Accounts
    from kindregards.store.api_keys import ApiKeys
    from kindregards.store.blind_index import BlindIndex
    from kindregards.store.bootstrap import Bootstrap
    from kindregards.store.candidates import Candidates
    from kindregards.store.cases import Cases
    from kindregards.store.companies import Companies
    from kindregards.store.database import Database
    from kindregards.store.groups import Groups
    from kindregards.store.letter_templates import LetterTemplates
    from kindregards.store.migrate import current_and_head
    from kindregards.store.passwords import Passwords
    from kindregards.store.policies import Policies
    from kindregards.store.subject_keys import SubjectKeys
    from kindregards.store.vault import MasterKeys, Vault

    settings = settings_for_command()
    url = settings.database_url.get_secret_value()
    if not current_and_head(url).is_current:
        raise NotMigratedError("The database has another schema than this program: kindregards migrate")
    companies = Companies(SubjectKeys(Vault(MasterKeys.parse(settings.master_keys))))
    blind_index = BlindIndex(settings.secret_key.get_secret_value())
    with closing(Database(url)) as database, closing(Passwords()) as passwords:
        accounts = Accounts(database, companies, blind_index, passwords)
        bootstrap = Bootstrap(accounts, Policies(database))
        cases = Cases(database, Candidates(companies.keys, blind_index), companies, Policies(database))
        templates = LetterTemplates(database, cases, TemplateComposer())
        records = Records(bootstrap.company_id, accounts, Groups(database), ApiKeys(database), templates)

        async def run() -> Answer:
            # Commands work on a fresh database too, before the system was ever started.
            await bootstrap.run(Brand(company_name=settings.company_name, sender_name=settings.sender_name), now=now())
            return await work(records)

        return asyncio.run(run())


def read_password() -> str:
    """Return the first line of standard input."""
    return sys.stdin.readline().rstrip("\r\n")
