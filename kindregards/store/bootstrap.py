"""What a fresh installation starts with."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import col, select

from kindregards.domain.accounts import Role
from kindregards.domain.composition import Brand
from kindregards.domain.errors import InvalidError
from kindregards.domain.policies import DEFAULT_POLICY, PolicyState
from kindregards.domain.ports.accounts import NewUser
from kindregards.store.accounts import Accounts, refuse_invalid
from kindregards.store.api_keys import ApiKeyParts, has_key, insert_key
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.groups import ensure_group
from kindregards.store.policies import Policies
from kindregards.store.tables import PolicyVersionTable

DEFAULT_GROUP = DEFAULT_POLICY.review.group
DEFAULT_POLICY_NAME = "default"
_AUTHOR = "bootstrap"


class BootstrapInvalidError(InvalidError):
    """The first administrator or API key in the settings has the wrong form."""

    code = "bootstrap_invalid"


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """Writes the company, its policy and group, and the first user and key; never changes what is there."""

    accounts: Accounts
    policies: Policies
    company_id: str = DEFAULT_COMPANY_ID

    async def run(self, brand: Brand, *, now: datetime, admin: str | None = None, api_key: str | None = None) -> None:
        """Do what is still missing; several processes may start together.

        `admin` is `email:password` of the first administrator, `api_key` the whole key of the first integrator.
        Raises BootstrapInvalidError, UserInvalidError or PasswordWeakError.
        """
        user = _new_admin(admin) if admin else None
        key = _parsed(api_key) if api_key else None
        password_hash = await self._hash_for(user)
        database = self.accounts.database

        def work(session: Session) -> None:
            self._company(session, brand, now)
            if user and password_hash and self.accounts.find(session, self.company_id, user.email) is None:
                self.accounts.insert(session, self.company_id, user, password_hash, now)
            if key and not has_key(session, key.public_id):
                insert_key(session, self.company_id, key, label=_AUTHOR, now=now)

        try:
            await database.write(work)
        except IntegrityError:
            await database.write(work)  # another process wrote the same a moment before

    async def _hash_for(self, user: NewUser | None) -> str | None:
        """Hash a password that will be kept; at every later start there is nothing to hash."""
        if user is None:
            return None
        known = await self.accounts.database.read(
            lambda session: self.accounts.find(session, self.company_id, user.email) is not None
        )
        return None if known else await self.accounts.passwords.hash(user.password)

    def _company(self, session: Session, brand: Brand, now: datetime) -> None:
        self.accounts.companies.ensure(session, self.company_id, brand, now)
        ensure_group(session, self.company_id, DEFAULT_GROUP, now)
        if not _has_policy(session, self.company_id):
            draft = self.policies.insert(session, self.company_id, DEFAULT_POLICY_NAME, DEFAULT_POLICY, _AUTHOR, now)
            self.policies.activate_in(session, self.company_id, draft.name, draft.version, now)


def _has_policy(session: Session, company_id: str) -> bool:
    """Say whether the default policy was ever active; whatever people made of it since is theirs."""
    found = session.execute(
        select(col(PolicyVersionTable.id))
        .where(col(PolicyVersionTable.company_id) == company_id)
        .where(col(PolicyVersionTable.name) == DEFAULT_POLICY_NAME)
        .where(col(PolicyVersionTable.state) == PolicyState.ACTIVE)
    )
    return found.first() is not None


def _new_admin(admin: str) -> NewUser:
    email, separator, password = admin.partition(":")
    if not separator:
        raise BootstrapInvalidError("BOOTSTRAP_ADMIN is not of the form email:password.")
    name = email.partition("@")[0]
    user = NewUser(email=email, name=name, password=password, role=Role.ADMIN, groups=(DEFAULT_GROUP,))
    refuse_invalid(user)
    return user


def _parsed(api_key: str) -> ApiKeyParts:
    parts = ApiKeyParts.parse(api_key)
    if parts is None:
        raise BootstrapInvalidError("BOOTSTRAP_API_KEY is not of the form kr_live_<id>_<secret> or kr_test_….")
    return parts
