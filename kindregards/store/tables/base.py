"""What every table shares: an id made in the app and the company it belongs to."""

from typing import Any

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from kindregards.store.column_types import JsonText, UtcDateTime


class CompanyRow(SQLModel):
    """A row of one company; every query names the company."""

    id: str = Field(primary_key=True, max_length=36)
    company_id: str = Field(index=False, max_length=36)


def instant(*, index: bool = False) -> Any:  # noqa: ANN401 -- SQLModel's Field is untyped
    """Return a column for an instant that is always set."""
    return Field(sa_type=UtcDateTime, index=index)


def optional_instant(*, index: bool = False) -> Any:  # noqa: ANN401 -- as above
    """Return a column for an instant that may be unset."""
    return Field(default=None, sa_type=UtcDateTime, index=index)


def json_value() -> Any:  # noqa: ANN401 -- as above
    """Return a column for JSON that holds no personal data."""
    return Field(sa_column=Column(JsonText, nullable=False))


def optional_json() -> Any:  # noqa: ANN401 -- as above
    """Return a column for JSON that holds no personal data and may be unset."""
    return Field(default=None, sa_column=Column(JsonText, nullable=True))


def json_list() -> Any:  # noqa: ANN401 -- as above
    """Return a column for a list of codes, empty where nobody says."""
    return Field(default_factory=list, sa_column=Column(JsonText, nullable=False, server_default="[]"))


def sealed() -> Any:  # noqa: ANN401 -- as above
    """Return a column encrypted under a person's or the company's key by the vault; NULL when unset."""
    return Field(default=None, sa_column=Column(LargeBinary, nullable=True))
