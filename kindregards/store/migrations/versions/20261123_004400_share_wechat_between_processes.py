"""Share wechat between processes."""

import sqlalchemy as sa
from alembic import op

revision = '96ae4c0a52c5'
down_revision = 'a10e37a4b245'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('wechat_subscriptions',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('company_id', sa.String(length=36), nullable=False),
    sa.Column('openid_index', sa.String(), nullable=False),
    sa.Column('granted', sa.Integer(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wechat_subscriptions')),
    sa.UniqueConstraint('company_id', 'openid_index', name=op.f('uq_wechat_subscriptions_company_id_openid_index'))
    )
    op.create_table('wechat_tokens',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('company_id', sa.String(length=36), nullable=False),
    sa.Column('app_id', sa.String(), nullable=False),
    sa.Column('sealed_token', sa.LargeBinary(), nullable=True),
    sa.Column('token_digest', sa.String(), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lease_token', sa.String(length=36), nullable=True),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wechat_tokens')),
    sa.UniqueConstraint('company_id', 'app_id', name=op.f('uq_wechat_tokens_company_id_app_id'))
    )
    with op.batch_alter_table('candidates', schema=None) as batch_op:
        batch_op.add_column(sa.Column('wechat_index', sa.String(), nullable=True))
        batch_op.create_index(batch_op.f('ix_candidates_wechat_index'), ['wechat_index'], unique=False)

    with op.batch_alter_table('suppressions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('scope', sa.String(), server_default='everything', nullable=False))
        batch_op.add_column(sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(batch_op.f('uq_suppressions_company_id_channel_address_index'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_suppressions_company_id_channel_address_index_scope'), ['company_id', 'channel', 'address_index', 'scope'])

