"""What Alembic runs for each command, on the connection that `kindregards.store.migration_line` hands over."""

from alembic import context
from sqlalchemy import Connection, MetaData

from kindregards.store.schema import spell_type

connection: Connection = context.config.attributes["connection"]
metadata: MetaData = context.config.attributes["metadata"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    compare_type=True,
    # SQLite changes a column by copying its table; on PostgreSQL the same operations are plain ALTERs.
    render_as_batch=True,
    render_item=spell_type,
)
with context.begin_transaction():
    context.run_migrations()
