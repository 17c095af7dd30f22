"""Members of staff; name and address are sealed under the company's key."""

from dataclasses import dataclass
from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.accounts import Role, User
from kindregards.domain.errors import ConflictError, InvalidError, NotFoundError
from kindregards.domain.languages import Language
from kindregards.domain.ports.accounts import NewUser
from kindregards.domain.text_safety import is_clean_line
from kindregards.store.blind_index import BlindIndex
from kindregards.store.companies import Companies
from kindregards.store.database import Database
from kindregards.store.groups import refuse_unknown_groups
from kindregards.store.identifiers import new_id
from kindregards.store.passwords import Passwords
from kindregards.store.rows import insert_row
from kindregards.store.tables import CompanyTable, SessionTable, SignInAttemptTable, UserTable

_TABLE = "users"
LONGEST_NAME = 200


class UserExistsError(ConflictError):
    """Somebody signs in with this address already."""

    code = "user_exists"


class UserUnknownError(NotFoundError):
    """Nobody signs in with this address."""

    code = "user_unknown"


class UserInvalidError(InvalidError):
    """Name or address is none."""

    code = "user_invalid"


@dataclass(frozen=True, slots=True)
class Accounts:
    """Adds, finds and shuts out members of staff."""

    database: Database
    companies: Companies
    blind_index: BlindIndex
    passwords: Passwords

    async def create(self, company_id: str, new: NewUser, *, now: datetime) -> User:
        """Add a user; raise UserInvalidError, UserExistsError, PasswordWeakError or GroupUnknownError."""
        refuse_invalid(new)
        password_hash = await self.passwords.hash(new.password)
        try:
            return await self.database.write(lambda session: self.insert(session, company_id, new, password_hash, now))
        except IntegrityError:
            raise _exists() from None

    async def all(self, company_id: str) -> tuple[User, ...]:
        """Return every user, the oldest first."""

        def read(session: Session) -> tuple[User, ...]:
            rows = session.scalars(
                select(UserTable).where(col(UserTable.company_id) == company_id).order_by(col(UserTable.id))
            )
            return tuple(self.user(session, row) for row in rows)

        return await self.database.read(read)

    async def disable(self, company_id: str, email: str, *, now: datetime) -> None:
        """Shut a user out and end all their sessions; again is harmless. Raise UserUnknownError."""

        def work(session: Session) -> None:
            row = self._known(session, company_id, email)
            session.execute(
                update(UserTable)
                .where(col(UserTable.id) == row.id)
                .where(col(UserTable.disabled_at).is_(None))
                .values(disabled_at=now)
            )
            end_sessions(session, row.id)

        await self.database.write(work)

    async def reset_password(self, company_id: str, email: str, password: str) -> None:
        """Set a new password, end all sessions and forget failed tries; raise UserUnknownError, PasswordWeakError."""
        password_hash = await self.passwords.hash(password)

        def work(session: Session) -> None:
            row = self._known(session, company_id, email)
            session.execute(update(UserTable).where(col(UserTable.id) == row.id).values(password_hash=password_hash))
            session.execute(
                delete(SignInAttemptTable)
                .where(col(SignInAttemptTable.company_id) == company_id)
                .where(col(SignInAttemptTable.account_index) == row.email_index)
            )
            end_sessions(session, row.id)

        await self.database.write(work)

    def insert(self, session: Session, company_id: str, new: NewUser, password_hash: str, now: datetime) -> User:
        """Insert a checked user; raise UserExistsError or GroupUnknownError."""
        if self.find(session, company_id, new.email) is not None:
            raise _exists()
        refuse_unknown_groups(session, company_id, new.groups)
        row_id = new_id()
        key = self.companies.key(session, company_id)
        insert_row(
            session,
            UserTable,
            id=row_id,
            company_id=company_id,
            email_index=self.blind_index.email(new.email, company_id=company_id),
            sealed_email=key.seal(new.email, table=_TABLE, row=row_id, column="sealed_email"),
            sealed_name=key.seal(new.name, table=_TABLE, row=row_id, column="sealed_name"),
            password_hash=password_hash,
            role=new.role,
            groups=list(new.groups),
            language=new.language,
            created_at=now,
        )
        return User(
            id=row_id,
            company_id=company_id,
            email=new.email,
            name=new.name,
            role=new.role,
            groups=tuple(new.groups),
            language=new.language,
            company_name=_company_name(session, company_id),
        )

    def find(self, session: Session, company_id: str, email: str) -> UserTable | None:
        """Return the row of whoever signs in with an address."""
        return session.scalars(
            select(UserTable)
            .where(col(UserTable.company_id) == company_id)
            .where(col(UserTable.email_index) == self.blind_index.email(email, company_id=company_id))
        ).one_or_none()

    def user(self, session: Session, row: UserTable) -> User:
        """Return the user behind a row."""
        key = self.companies.key(session, row.company_id)
        return User(
            id=row.id,
            company_id=row.company_id,
            email=key.open(row.sealed_email, table=_TABLE, row=row.id, column="sealed_email") or "",
            name=key.open(row.sealed_name, table=_TABLE, row=row.id, column="sealed_name") or "",
            role=Role(row.role),
            groups=tuple(row.groups),
            language=Language(row.language),
            is_disabled=row.disabled_at is not None,
            company_name=_company_name(session, row.company_id),
        )

    def _known(self, session: Session, company_id: str, email: str) -> UserTable:
        row = self.find(session, company_id, email)
        if row is None:
            raise UserUnknownError("Nobody signs in with this address. `kindregards user list` shows who does.")
        return row


def _company_name(session: Session, company_id: str) -> str:
    return session.get_one(CompanyTable, company_id).name


def refuse_invalid(new: NewUser) -> None:
    """Raise UserInvalidError unless name and address are usable."""
    if not (new.name.strip() and len(new.name) <= LONGEST_NAME and is_clean_line(new.name)):
        raise UserInvalidError(f"A user's name is one line of up to {LONGEST_NAME} characters.")
    try:
        # A company's own network may well end in .local or .test.
        validate_email(new.email, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise UserInvalidError(f"The e-mail address cannot be used: {error}") from None


def end_sessions(session: Session, user_id: str) -> None:
    """End every session of a user."""
    session.execute(delete(SessionTable).where(col(SessionTable.user_id) == user_id))


def user_names(session: Session, companies: Companies, company_id: str) -> dict[str, str]:
    """Return the names of a company's users by id."""
    key = companies.key(session, company_id)
    rows = session.execute(
        select(col(UserTable.id), col(UserTable.sealed_name)).where(col(UserTable.company_id) == company_id)
    )
    return {row_id: key.open(name, table=_TABLE, row=row_id, column="sealed_name") or "" for row_id, name in rows}


def _exists() -> UserExistsError:
    return UserExistsError("Somebody signs in with this address already. Reset their password instead.")
