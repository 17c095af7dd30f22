"""Names of constraints and indexes, so that a migration can find them again on every database."""

from sqlmodel import SQLModel

CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def name_constraints() -> None:
    """Give the constraints and indexes of every table defined from now on these names."""
    SQLModel.metadata.naming_convention = CONSTRAINT_NAMES
