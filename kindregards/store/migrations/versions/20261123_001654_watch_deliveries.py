"""Watch deliveries."""

import sqlalchemy as sa
from alembic import op

revision = '639b8d03cf9f'
down_revision = '6f0d2a9c51b7'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('senders',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('company_id', sa.String(length=36), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('provider', sa.String(), nullable=True),
    sa.Column('error_code', sa.String(), nullable=True),
    sa.Column('cause', sa.String(), nullable=True),
    sa.Column('failures', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('trials', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('stopped_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('retry_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('resting_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('next_slot_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_senders')),
    sa.UniqueConstraint('company_id', 'name', name=op.f('uq_senders_company_id_name'))
    )
    op.create_table('resolutions',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('company_id', sa.String(length=36), nullable=False),
    sa.Column('application_id', sa.String(length=36), nullable=False),
    sa.Column('letter_id', sa.String(length=36), nullable=False),
    sa.Column('verdict', sa.String(), nullable=False),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('sealed_note', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_resolutions_application_id_applications')),
    sa.ForeignKeyConstraint(['letter_id'], ['letters.id'], name=op.f('fk_resolutions_letter_id_letters')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resolutions'))
    )
    with op.batch_alter_table('resolutions', schema=None) as batch_op:
        batch_op.create_index('ix_resolutions_letter', ['letter_id', 'id'], unique=False)

    with op.batch_alter_table('attempts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('resolved_by', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('absences', sa.Integer(), server_default=sa.text('0'), nullable=False))
        batch_op.add_column(sa.Column('looked_up_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.add_column(sa.Column('stopped', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('held_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('silent_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('slot_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('next_check_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index('ix_deliveries_watched', ['next_check_at'], unique=False, sqlite_where=sa.text('next_check_at IS NOT NULL'), postgresql_where=sa.text('next_check_at IS NOT NULL'))

    # What is under way when the new program starts is looked after too.
    op.execute(
        "UPDATE deliveries SET next_check_at = updated_at "
        "WHERE state IN ('dispatching', 'ambiguous', 'accepted', 'in_transit')"
    )
    op.execute(
        "UPDATE deliveries SET stopped = 'suppressed' WHERE state = 'suppressed' "
        "AND NOT EXISTS (SELECT 1 FROM attempts WHERE attempts.delivery_id = deliveries.id)"
    )
    op.execute(
        "UPDATE deliveries SET state = 'cancelled' WHERE state IN ('scheduled', 'ready') "
        "AND letter_id IN (SELECT id FROM letters WHERE letters.state = 'cancelled')"
    )
