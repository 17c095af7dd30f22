"""Lease outgoing events."""

import sqlalchemy as sa
from alembic import op

revision = '489b69dc8cbc'
down_revision = '94f34f868f2d'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('outgoing_events', schema=None) as batch_op:
        batch_op.add_column(sa.Column('last_status', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('lease_token', sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('last_tried_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_index(batch_op.f('ix_outgoing_events_due'))
        batch_op.create_index('ix_outgoing_events_due', ['endpoint_id', 'state', 'next_try_at'], unique=False)
        batch_op.create_index('ix_outgoing_events_line', ['endpoint_id', 'application_id', 'id'], unique=False)
        batch_op.create_index('ix_outgoing_events_log', ['endpoint_id', 'id'], unique=False)

    with op.batch_alter_table('webhook_endpoints', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_test', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index('ix_webhook_endpoints_company', ['company_id'], unique=False)

