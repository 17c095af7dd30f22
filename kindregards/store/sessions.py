"""Signed-in browsers: tokens kept as hashes, and ever longer pauses after wrong passwords."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.accounts import SignInRefusedError, User
from kindregards.domain.languages import Language
from kindregards.domain.sign_in import ADDRESS_TRIES, FORGOTTEN_AFTER, TooManyTriesError, pause_after, wait_of_address
from kindregards.store.accounts import Accounts, user_names
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_row
from kindregards.store.tables import SessionTable, SignInAttemptTable, UserTable

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
_NOTED_EVERY = timedelta(minutes=1)


class _Try(NamedTuple):
    """A sign-in whose password is yet to be checked; `user_id` is None for a stranger."""

    user_id: str | None
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class Sessions:
    """Sessions of one company's staff."""

    accounts: Accounts
    company_id: str = DEFAULT_COMPANY_ID

    async def sign_in(self, email: str, password: str, *, now: datetime, address: str | None = None) -> str:
        """Return a session token; raise SignInRefusedError or, for an address that failed too often, TooManyTriesError.

        Every try counts as failed until it has succeeded.
        """
        attempt = await self.accounts.database.write(lambda session: self._begin(session, email, address, now))
        passwords = self.accounts.passwords
        if not await passwords.matches(attempt.password_hash, password):
            raise _refused()
        renewed = await passwords.renewed(attempt.password_hash or "", password)
        token = secrets.token_urlsafe(32)
        await self.accounts.database.write(lambda session: _open(session, attempt, token, renewed, now))
        return token

    async def user(self, token: str, *, now: datetime) -> User | None:
        """Return who is signed in, noting at most once a minute that they are active."""
        session_id = _session_id(token)
        found = await self.accounts.database.read(lambda session: self._find(session, session_id, now))
        if found is None:
            return None
        user, seen_at = found
        if now - seen_at >= _NOTED_EVERY:
            await self.accounts.database.write(
                lambda session: session.execute(
                    update(SessionTable).where(col(SessionTable.id) == session_id).values(seen_at=now)
                )
            )
        return user

    async def sign_out(self, token: str) -> None:
        """End a session; again is harmless."""
        session_id = _session_id(token)
        await self.accounts.database.write(
            lambda session: session.execute(delete(SessionTable).where(col(SessionTable.id) == session_id))
        )

    async def set_language(self, user: User, language: Language) -> None:
        """Keep the language a user reads the console in."""
        await self.accounts.database.write(
            lambda session: session.execute(
                update(UserTable)
                .where(col(UserTable.company_id) == user.company_id)
                .where(col(UserTable.id) == user.id)
                .values(language=language)
            )
        )

    async def names(self, company_id: str) -> dict[str, str]:
        """Return users' names by id."""
        return await self.accounts.database.read(
            lambda session: user_names(session, self.accounts.companies, company_id)
        )

    def _begin(self, session: Session, email: str, address: str | None, now: datetime) -> _Try:
        """Count this try among the failures before anything is compared, so that many at once do not slip through."""
        index = self.accounts.blind_index.email(email, company_id=self.company_id)
        _queue_up(session, index)
        _forget_old_tries(session, self.company_id, index, now)
        failures, last = session.execute(
            select(func.count(), func.max(col(SignInAttemptTable.at)))
            .where(col(SignInAttemptTable.company_id) == self.company_id)
            .where(col(SignInAttemptTable.account_index) == index)
        ).one()
        if last is not None and now < last + pause_after(failures):
            raise _refused()
        source = self.accounts.blind_index.address(address, company_id=self.company_id) if address else None
        if source is not None:
            _refuse_too_many(session, self.company_id, source, now)
        insert_row(
            session,
            SignInAttemptTable,
            id=new_id(),
            company_id=self.company_id,
            account_index=index,
            address_index=source,
            at=now,
        )
        row = self.accounts.find(session, self.company_id, email)
        if row is None or row.disabled_at is not None:
            return _Try(user_id=None, password_hash=None)
        return _Try(user_id=row.id, password_hash=row.password_hash)

    def _find(self, session: Session, session_id: str, now: datetime) -> tuple[User, datetime] | None:
        found = session.execute(
            select(SessionTable, UserTable)
            .join(UserTable, col(UserTable.id) == col(SessionTable.user_id))
            .where(col(SessionTable.id) == session_id)
            .where(col(SessionTable.expires_at) > now)
            .where(col(SessionTable.seen_at) > now - IDLE)
            .where(col(UserTable.disabled_at).is_(None))
        ).one_or_none()
        if found is None:
            return None
        row, user = found
        return self.accounts.user(session, user), row.seen_at


def _open(session: Session, attempt: _Try, token: str, renewed: str | None, now: datetime) -> None:
    """Begin a session, unless the user was shut out or got another password while this one was compared."""
    row = session.scalars(
        select(UserTable)
        .where(col(UserTable.id) == attempt.user_id)
        .where(col(UserTable.password_hash) == attempt.password_hash)
        .where(col(UserTable.disabled_at).is_(None))
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise _refused()
    if renewed:
        row.password_hash = renewed
    session.execute(
        delete(SignInAttemptTable)
        .where(col(SignInAttemptTable.company_id) == row.company_id)
        .where(col(SignInAttemptTable.account_index) == row.email_index)
    )
    session.execute(delete(SessionTable).where(col(SessionTable.expires_at) <= now))
    insert_row(
        session,
        SessionTable,
        id=_session_id(token),
        company_id=row.company_id,
        user_id=row.id,
        created_at=now,
        seen_at=now,
        expires_at=now + LONGEST,
    )


def _queue_up(session: Session, index: str) -> None:
    """Let tries for one account come one after another; SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(index))))


def _forget_old_tries(session: Session, company_id: str, index: str, now: datetime) -> None:
    session.execute(
        delete(SignInAttemptTable)
        .where(col(SignInAttemptTable.company_id) == company_id)
        .where(col(SignInAttemptTable.account_index) == index)
        .where(col(SignInAttemptTable.at) <= now - FORGOTTEN_AFTER)
    )


def _refuse_too_many(session: Session, company_id: str, source: str, now: datetime) -> None:
    """Raise TooManyTriesError for an address from which too many sign-ins failed."""
    _queue_up(session, source)
    latest = session.scalars(
        select(col(SignInAttemptTable.at))
        .where(col(SignInAttemptTable.company_id) == company_id)
        .where(col(SignInAttemptTable.address_index) == source)
        .order_by(col(SignInAttemptTable.at).desc())
        .limit(ADDRESS_TRIES)
    ).all()
    wait = wait_of_address(latest, now)
    if wait > timedelta(0):
        raise TooManyTriesError(
            "Too many sign-ins from this address have failed. Wait and try again.", retry_after=wait
        )


def _session_id(token: str) -> str:
    """Return the half of the token's SHA-256 that an id has room for; 128 bits cannot be searched through."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()[:32]


def _refused() -> SignInRefusedError:
    return SignInRefusedError(
        "E-mail address or password is wrong, or there were too many tries. Wait a little and try again."
    )
