"""The schema as our tables define it, and how a database is compared with it."""

from typing import Literal

from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON, MetaData
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import kindregards.store.tables  # noqa: F401 -- fills the metadata
from kindregards.store.column_types import UtcDateTime

METADATA: MetaData = SQLModel.metadata


def spell_type(kind: str, item: object, context: AutogenContext) -> str | Literal[False]:
    """Return a column type without our own classes, so that old migrations outlive them; False keeps the default."""
    match kind, item:
        case "type", UtcDateTime():
            return "sa.DateTime(timezone=True)"
        case "type", AutoString(length=None):
            return "sa.String()"
        case "type", AutoString(length=length):
            return f"sa.String(length={length})"
        case "type", JSON():
            context.imports.add("from sqlalchemy.dialects import postgresql")
            return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
        case _:
            return False
