"""Keep why and decide on paper."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '67e078058011'
down_revision = 'b9a3e97f6811'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('policy_assignments',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('company_id', sa.String(length=36), nullable=False),
    sa.Column('scope', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('policy_name', sa.String(), nullable=False),
    sa.Column('assigned_by', sa.String(), nullable=False),
    sa.Column('assigned_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_policy_assignments')),
    sa.UniqueConstraint('company_id', 'scope', 'subject', name=op.f('uq_policy_assignments_company_id_scope_subject'))
    )
    op.create_table('policy_pilots',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('company_id', sa.String(length=36), nullable=False),
    sa.Column('policy_name', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('scope', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('started_by', sa.String(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cursor', sa.String(), nullable=False),
    sa.Column('ended_by', sa.String(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_policy_pilots')),
    sa.UniqueConstraint('company_id', 'policy_name', 'version', 'scope', 'subject', name=op.f('uq_policy_pilots_company_id_policy_name_version_scope_subject'))
    )
    op.create_table('shadow_decisions',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('company_id', sa.String(length=36), nullable=False),
    sa.Column('pilot_id', sa.String(length=36), nullable=False),
    sa.Column('application_id', sa.String(length=36), nullable=False),
    sa.Column('result_id', sa.String(length=36), nullable=False),
    sa.Column('branch', sa.String(), nullable=False),
    sa.Column('rule', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_shadow_decisions_application_id_applications')),
    sa.ForeignKeyConstraint(['pilot_id'], ['policy_pilots.id'], name=op.f('fk_shadow_decisions_pilot_id_policy_pilots')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shadow_decisions')),
    sa.UniqueConstraint('pilot_id', 'result_id', name=op.f('uq_shadow_decisions_pilot_id_result_id'))
    )
    with op.batch_alter_table('shadow_decisions', schema=None) as batch_op:
        batch_op.create_index('ix_shadow_decisions_application', ['application_id'], unique=False)

    with op.batch_alter_table('decisions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('policy_name', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('rule_number', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('review_id', sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column('differed', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('seconds_on_case', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('evidence', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), server_default='[]', nullable=False))

    with op.batch_alter_table('review_openings', schema=None) as batch_op:
        batch_op.add_column(sa.Column('evidence', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), server_default='[]', nullable=False))

