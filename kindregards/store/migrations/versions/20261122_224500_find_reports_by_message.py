"""Find reports by message."""

from alembic import op

revision = '6f0d2a9c51b7'
down_revision = '489b69dc8cbc'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('provider_events', schema=None) as batch_op:
        batch_op.create_index('ix_provider_events_message', ['provider', 'provider_message_id'], unique=False)
