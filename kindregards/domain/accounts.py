"""People and programs that may come in."""

from dataclasses import dataclass
from enum import StrEnum

from kindregards.domain.errors import DomainError
from kindregards.domain.languages import Language


class Role(StrEnum):
    """What a member of staff may do; each includes the ones before, except auditor, who only looks."""

    VIEWER = "viewer"
    REVIEWER = "reviewer"
    LEAD = "lead"
    ADMIN = "admin"


class SignInRefusedError(DomainError):
    """E-mail or password is wrong, or there were too many tries; which one is not said."""

    code = "sign_in_refused"


class ApiKeyInvalidError(DomainError):
    """The key is missing, malformed, unknown, expired or revoked."""

    code = "api_key_invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A member of staff."""

    id: str
    company_id: str
    email: str
    name: str
    role: Role
    groups: tuple[str, ...]
    language: Language
    is_disabled: bool = False
    company_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiCaller:
    """A program behind an API key; `is_test` callers never make anything leave the house."""

    company_id: str
    key_id: str
    is_test: bool
