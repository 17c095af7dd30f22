"""Find deliveries in doubt."""

import sqlalchemy as sa
from alembic import op

revision = '9abaf7b17967'
down_revision = '6eea14f1a4c8'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.create_index('ix_deliveries_in_doubt', ['company_id', 'id'], unique=False, sqlite_where=sa.text("state IN ('ambiguous', 'held')"), postgresql_where=sa.text("state IN ('ambiguous', 'held')"))

