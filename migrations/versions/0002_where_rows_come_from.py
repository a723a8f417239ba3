"""Where rows come from: imports, local edits, duplicates; searches without answer."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LISTED = ("structure", "service")


def upgrade() -> None:
    for table in LISTED:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("dataset", sa.String(length=40), nullable=True))
            batch.add_column(sa.Column("digest", sa.String(length=32), nullable=True))
            batch.add_column(sa.Column("vanished_at", sa.Date(), nullable=True))
            batch.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
            name = op.f(f"fk_{table}_merged_into_id_{table}")
            batch.create_foreign_key(name, table, ["merged_into_id"], ["id"], ondelete="SET NULL")
            batch.create_index(op.f(f"ix_{table}_merged_into_id"), ["merged_into_id"])
    op.add_column("directory_state", sa.Column("index_mark", sa.String(length=32), nullable=True))
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dataset", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    op.create_table(
        "local_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=True),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("upstream", sa.JSON(), nullable=True),
        sa.Column("proposed", sa.JSON(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_by", sa.String(length=40), nullable=False),
        sa.CheckConstraint("(service_id IS NULL) <> (structure_id IS NULL)", name=op.f("ck_local_edit_one_subject")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_local_edit_service_id_service"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["structure_id"], ["structure.id"], name=op.f("fk_local_edit_structure_id_structure"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_edit")),
        sa.UniqueConstraint("service_id", "field", name=op.f("uq_local_edit_service_id_field")),
        sa.UniqueConstraint("structure_id", "field", name=op.f("uq_local_edit_structure_id_field")),
    )
    op.create_table(
        "duplicate_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undo", sa.JSON(), nullable=False),
        sa.CheckConstraint("first_id <= second_id", name=op.f("ck_duplicate_pair_in_order")),
        sa.CheckConstraint("state IN ('proposed', 'merged', 'dismissed')", name=op.f("ck_duplicate_pair_known_state")),
        sa.ForeignKeyConstraint(["first_id"], ["structure.id"], name=op.f("fk_duplicate_pair_first_id_structure"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["second_id"], ["structure.id"], name=op.f("fk_duplicate_pair_second_id_structure"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_pair")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_duplicate_pair_first_id_second_id")),
    )
    op.create_index("ix_duplicate_pair_second_id", "duplicate_pair", ["second_id"])
    op.create_table(
        "unanswered_search",
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("commune", sa.String(length=5), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "commune", "week", name=op.f("pk_unanswered_search")),
    )


def downgrade() -> None:
    op.drop_table("unanswered_search")
    op.drop_table("duplicate_pair")
    op.drop_table("local_edit")
    op.drop_table("import_run")
    op.drop_column("directory_state", "index_mark")
    for table in reversed(LISTED):
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"fk_{table}_merged_into_id_{table}"), type_="foreignkey")
            batch.drop_index(op.f(f"ix_{table}_merged_into_id"))
            for column in ("merged_into_id", "vanished_at", "digest", "dataset"):
                batch.drop_column(column)
