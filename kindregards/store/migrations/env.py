"""What Alembic runs for each command; `kindregards.store.migrate` hands it a connection."""

from alembic import context
from sqlalchemy import Connection

from kindregards.store.schema import METADATA, spell_type

connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    compare_type=True,
    # SQLite changes a column by copying its table; on PostgreSQL the same operations are plain ALTERs.
    render_as_batch=True,
    render_item=spell_type,
)
with context.begin_transaction():
    context.run_migrations()
