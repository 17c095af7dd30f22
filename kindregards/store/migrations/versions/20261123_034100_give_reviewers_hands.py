"""Give reviewers hands."""

import sqlalchemy as sa
from alembic import op

revision = '118fa9d1c7f8'
down_revision = '4342ea5e3120'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('review_notices',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('company_id', sa.String(length=36), nullable=False),
    sa.Column('user_id', sa.String(length=64), nullable=False),
    sa.Column('review_id', sa.String(length=36), nullable=False),
    sa.Column('event', sa.String(), nullable=False),
    sa.Column('occasion', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('mail_id', sa.String(), nullable=True),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('error_code', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['review_id'], ['reviews.id'], name=op.f('fk_review_notices_review_id_reviews')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_review_notices_user_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_notices')),
    sa.UniqueConstraint('user_id', 'review_id', 'occasion', name=op.f('uq_review_notices_user_id_review_id_occasion'))
    )
    with op.batch_alter_table('review_notices', schema=None) as batch_op:
        batch_op.create_index('ix_review_notices_due', ['state', 'due_at'], unique=False)
        batch_op.create_index('ix_review_notices_newest', ['user_id', 'id'], unique=False)

    op.create_table('review_openings',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('company_id', sa.String(length=36), nullable=False),
    sa.Column('review_id', sa.String(length=36), nullable=False),
    sa.Column('user_id', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('letter_hash', sa.String(), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seconds', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['review_id'], ['reviews.id'], name=op.f('fk_review_openings_review_id_reviews')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_openings')),
    sa.UniqueConstraint('review_id', 'user_id', name=op.f('uq_review_openings_review_id_user_id'))
    )
    op.create_table('review_questions',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('company_id', sa.String(length=36), nullable=False),
    sa.Column('review_id', sa.String(length=36), nullable=False),
    sa.Column('application_id', sa.String(length=36), nullable=False),
    sa.Column('asked_by', sa.String(), nullable=False),
    sa.Column('asked_of', sa.String(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sealed_question', sa.LargeBinary(), nullable=True),
    sa.Column('answered_by', sa.String(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sealed_answer', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_review_questions_application_id_applications')),
    sa.ForeignKeyConstraint(['review_id'], ['reviews.id'], name=op.f('fk_review_questions_review_id_reviews')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_questions'))
    )
    with op.batch_alter_table('review_questions', schema=None) as batch_op:
        batch_op.create_index('ix_review_questions_asked', ['company_id', 'asked_of', 'answered_at'], unique=False)
        batch_op.create_index('ix_review_questions_review', ['review_id', 'id'], unique=False)

    with op.batch_alter_table('reviews', schema=None) as batch_op:
        batch_op.add_column(sa.Column('assigned_to', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('snoozed_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index('ix_reviews_assigned', ['company_id', 'assigned_to', 'due_at'], unique=False, sqlite_where=sa.text("state IN ('open', 'claimed', 'held')"), postgresql_where=sa.text("state IN ('open', 'claimed', 'held')"))
        batch_op.create_index('ix_reviews_waiting', ['company_id', 'due_at', 'id'], unique=False, sqlite_where=sa.text("state IN ('open', 'claimed', 'held')"), postgresql_where=sa.text("state IN ('open', 'claimed', 'held')"))

    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.add_column(sa.Column('notices', sa.String(), server_default='batched', nullable=False))
        batch_op.add_column(sa.Column('away_from', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('away_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('stand_in', sa.String(), nullable=True))
