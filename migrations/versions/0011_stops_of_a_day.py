"""Stops of a day: what is said of one stop for a day, and where it is instead."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INSTEAD = "fk_location_instead_of_id_location"
OF_STOP = "fk_temporary_info_location_id_location"
ONE_SUBJECT = "ck_temporary_info_one_subject"


def upgrade() -> None:
    with op.batch_alter_table("location", schema=None) as batch_op:
        batch_op.add_column(sa.Column("instead_of_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f(INSTEAD), "location", ["instead_of_id"], ["id"], ondelete="CASCADE")
        batch_op.create_index(batch_op.f("ix_location_instead_of_id"), ["instead_of_id"], unique=False)
    with op.batch_alter_table("temporary_info", schema=None) as batch_op:
        batch_op.add_column(sa.Column("location_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f(OF_STOP), "location", ["location_id"], ["id"], ondelete="CASCADE")
        batch_op.create_index(batch_op.f("ix_temporary_info_location_id"), ["location_id"], unique=False)
        batch_op.drop_constraint(batch_op.f(ONE_SUBJECT), type_="check")
        batch_op.create_check_constraint(
            batch_op.f(ONE_SUBJECT),
            "CASE WHEN structure_id IS NULL THEN 0 ELSE 1 END + CASE WHEN service_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN location_id IS NULL THEN 0 ELSE 1 END = 1",
        )


def downgrade() -> None:
    # What is said of one stop can be said of nothing else: the whole service would close.
    op.execute("DELETE FROM temporary_info WHERE location_id IS NOT NULL")
    op.execute("DELETE FROM location WHERE instead_of_id IS NOT NULL")
    with op.batch_alter_table("temporary_info", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(ONE_SUBJECT), type_="check")
        batch_op.create_check_constraint(batch_op.f(ONE_SUBJECT), "(service_id IS NULL) <> (structure_id IS NULL)")
        batch_op.drop_index(batch_op.f("ix_temporary_info_location_id"))
        batch_op.drop_constraint(batch_op.f(OF_STOP), type_="foreignkey")
        batch_op.drop_column("location_id")
    with op.batch_alter_table("location", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_location_instead_of_id"))
        batch_op.drop_constraint(batch_op.f(INSTEAD), type_="foreignkey")
        batch_op.drop_column("instead_of_id")
