"""Find the link of an attempt."""

import sqlalchemy as sa
from alembic import op

revision = 'a10e37a4b245'
down_revision = '326a43c906cf'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('link_tokens', schema=None) as batch_op:
        batch_op.create_index('ix_link_tokens_attempt', ['attempt_id'], unique=False)

