"""Whether our keys are those under which the database was written."""

from collections.abc import Iterator
from contextlib import closing

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.doctor.finding import Finding, fine, wrong
from kindregards.domain.errors import DomainError
from kindregards.settings import Settings
from kindregards.settings.sources import variable_of
from kindregards.store.accounts import Accounts
from kindregards.store.blind_index import BlindIndex
from kindregards.store.companies import Companies
from kindregards.store.database import Database
from kindregards.store.passwords import Passwords
from kindregards.store.subject_keys import SubjectKeys
from kindregards.store.tables import SubjectKeyTable, UserTable
from kindregards.store.vault import MasterKeys, MasterKeyUnknownError, Vault, WrappedKey

SUBJECT = "keys"


def check_keys(settings: Settings) -> Iterator[Finding]:
    """Open the oldest and the newest person's key, and look somebody up as at a sign-in; needs a migrated database."""
    vault = Vault(MasterKeys.parse(settings.master_keys))
    with closing(Database(settings.database_url.get_secret_value(), size=1)) as database:
        index = BlindIndex(settings.secret_key.get_secret_value())
        accounts = Accounts(database, Companies(SubjectKeys(vault)), index, Passwords())
        try:
            for wrapped in database.read_sync(_oldest_and_newest):
                vault.unwrap(wrapped)
            can_find = database.read_sync(lambda session: _finds_somebody(session, accounts))
        except MasterKeyUnknownError:
            yield wrong(
                SUBJECT,
                f"{variable_of('encryption_keys')} is not the key that sealed this database: nobody's name, address "
                "or letter can be read. Put the old key back, after the new one if you wish to change it.",
            )
            return
        except DomainError as error:
            yield wrong(SUBJECT, error.message)
            return
    if can_find:
        yield fine(SUBJECT, "Personal data can be read, and people can be found by their address.")
    else:
        yield wrong(
            SUBJECT,
            f"{variable_of('secret_key')} is not the one this database was written with: nobody can sign in, and "
            "nobody is found by name or address. Put the old one back.",
        )


def _oldest_and_newest(session: Session) -> list[WrappedKey]:
    kept = select(col(SubjectKeyTable.wrapped)).where(col(SubjectKeyTable.wrapped).is_not(None)).limit(1)
    ends = (col(SubjectKeyTable.id).asc(), col(SubjectKeyTable.id).desc())
    found = [session.execute(kept.order_by(end)).scalar_one_or_none() for end in ends]
    return [WrappedKey(blob) for blob in found if blob is not None]


def _finds_somebody(session: Session, accounts: Accounts) -> bool:
    """Say whether a member of staff is found under their address; also where there is none yet."""
    row = session.scalars(select(UserTable).order_by(col(UserTable.id)).limit(1)).one_or_none()
    if row is None:
        return True
    email = accounts.user(session, row).email
    return accounts.blind_index.email(email, company_id=row.company_id) == row.email_index
