"""What is journalled, what was purged, short messages, and what the directory learns from orientations."""

import sqlalchemy as sa
from alembic import op

from app.core import append_only
from app.directory.search import text_index

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLE = "audit_entry"
MAY_DELETE = {"sqlite": "OLD.at < datetime('now', '-365 days')", "postgresql": "OLD.at < now() - interval '365 days'"}


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("actor", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_subject_subject_id"), ["subject", "subject_id"], unique=False)
    op.create_table(
        "outgoing_sms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("message_id", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gave_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_sms")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outgoing_sms_message_id")),
    )
    with op.batch_alter_table("outgoing_sms", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outgoing_sms_sent_at_gave_up_at_next_try_at"), ["sent_at", "gave_up_at", "next_try_at"], unique=False
        )
    op.create_table(
        "purged",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purged")),
    )
    with op.batch_alter_table("purged", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_purged_at"), ["at"], unique=False)
    op.create_table(
        "service_orientations",
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("met", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_orientations_service_id_service"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("service_id", "week", name=op.f("pk_service_orientations")),
    )
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.add_column(sa.Column("receives_orientations", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("response_band", sa.String(length=20), nullable=False, server_default=""))
    # New services say it themselves: what stood by default filled those that were there.
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.alter_column("receives_orientations", server_default=None)
        batch_op.alter_column("response_band", server_default=None)
    # SQLite makes the table of services again, and its triggers go with the old one.
    text_index.install(op.get_bind())
    for statement in append_only.statements(TABLE, op.get_bind().dialect.name, MAY_DELETE):
        op.execute(statement)


def downgrade() -> None:
    for statement in append_only.undo(TABLE, op.get_bind().dialect.name):
        op.execute(statement)
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.drop_column("response_band")
        batch_op.drop_column("receives_orientations")
    op.drop_table("service_orientations")
    with op.batch_alter_table("purged", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_purged_at"))
    op.drop_table("purged")
    with op.batch_alter_table("outgoing_sms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outgoing_sms_sent_at_gave_up_at_next_try_at"))
    op.drop_table("outgoing_sms")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_subject_subject_id"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_at"))
    op.drop_table("audit_entry")
    text_index.install(op.get_bind())
