"""Outreach: rounds, what happened out there, what it led to."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

RESULTS = "'rencontree', 'non-trouvee', 'inaccessible', 'refus', 'danger', 'tiers-vu'"


def upgrade() -> None:
    op.create_table(
        "outreach_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("pair", sa.Text(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["outreach_team.id"], name=op.f("fk_outreach_round_team_id_outreach_team"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_round")),
    )
    op.create_index(op.f("ix_outreach_round_day"), "outreach_round", ["day"], unique=False)
    op.create_index(op.f("ix_outreach_round_team_id_day"), "outreach_round", ["team_id", "day"], unique=False)

    op.create_table(
        "outreach_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.CheckConstraint(f"result IN ({RESULTS})", name=op.f("ck_outreach_attempt_known_result")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["outreach_request.id"], name=op.f("fk_outreach_attempt_request_id_outreach_request"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["outreach_round.id"], name=op.f("fk_outreach_attempt_round_id_outreach_round"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["outreach_team.id"], name=op.f("fk_outreach_attempt_team_id_outreach_team"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_attempt")),
        sa.UniqueConstraint("mark", name=op.f("uq_outreach_attempt_mark")),
    )
    op.create_index(op.f("ix_outreach_attempt_request_id_at"), "outreach_attempt", ["request_id", "at"], unique=False)
    op.create_index(op.f("ix_outreach_attempt_round_id"), "outreach_attempt", ["round_id"], unique=False)
    op.create_index(op.f("ix_outreach_attempt_team_id"), "outreach_attempt", ["team_id"], unique=False)

    op.create_table(
        "outreach_meeting",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"], ["outreach_request.id"], name=op.f("fk_outreach_meeting_request_id_outreach_request"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["outreach_team.id"], name=op.f("fk_outreach_meeting_team_id_outreach_team"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_meeting")),
        sa.UniqueConstraint("mark", name=op.f("uq_outreach_meeting_mark")),
    )
    op.create_index(op.f("ix_outreach_meeting_request_id_at"), "outreach_meeting", ["request_id", "at"], unique=False)
    op.create_index(op.f("ix_outreach_meeting_team_id"), "outreach_meeting", ["team_id"], unique=False)

    op.create_table(
        "outreach_orientation",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("orientation_id", sa.Integer(), nullable=False),
        sa.Column("is_accompanied", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["orientation_id"], ["orientation.id"], name=op.f("fk_outreach_orientation_orientation_id_orientation"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["outreach_request.id"], name=op.f("fk_outreach_orientation_request_id_outreach_request"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("request_id", "orientation_id", name=op.f("pk_outreach_orientation")),
    )
    op.create_index(op.f("ix_outreach_orientation_orientation_id"), "outreach_orientation", ["orientation_id"], unique=False)

    op.create_table(
        "outreach_round_stop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("commune", sa.String(length=5), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["location_id"], ["location.id"], name=op.f("fk_outreach_round_stop_location_id_location"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["outreach_round.id"], name=op.f("fk_outreach_round_stop_round_id_outreach_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_round_stop")),
    )
    op.create_index(op.f("ix_outreach_round_stop_location_id"), "outreach_round_stop", ["location_id"], unique=False)
    op.create_index(op.f("ix_outreach_round_stop_round_id_position"), "outreach_round_stop", ["round_id", "position"], unique=False)

    op.create_table(
        "outreach_passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("stop_id", sa.Integer(), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("removed_at IS NULL OR removed_at >= placed_at", name=op.f("ck_outreach_passage_in_order")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["outreach_request.id"], name=op.f("fk_outreach_passage_request_id_outreach_request"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["outreach_round.id"], name=op.f("fk_outreach_passage_round_id_outreach_round"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["stop_id"], ["outreach_round_stop.id"], name=op.f("fk_outreach_passage_stop_id_outreach_round_stop"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_passage")),
        sa.UniqueConstraint("round_id", "request_id", name=op.f("uq_outreach_passage_round_id_request_id")),
    )
    op.create_index(op.f("ix_outreach_passage_request_id"), "outreach_passage", ["request_id"], unique=False)
    op.create_index(op.f("ix_outreach_passage_stop_id"), "outreach_passage", ["stop_id"], unique=False)


def downgrade() -> None:
    op.drop_table("outreach_passage")
    op.drop_table("outreach_round_stop")
    op.drop_table("outreach_orientation")
    op.drop_table("outreach_meeting")
    op.drop_table("outreach_attempt")
    op.drop_table("outreach_round")
