"""Building questionnaires, asking them again, giving back what was heard; votes in a room."""

import sqlalchemy as sa
from alembic import op

from app.participation.receipts import new_receipt

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = (
    "followed_response",
    "finding",
    "committee_comment",
    "trial_answer",
    "committee_link",
    "room_vote_count",
    "questionnaire_draft",
    "room_vote",
    "recording",
)
"""In the order in which they go."""


def upgrade() -> None:
    op.create_table(
        "recording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=20), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_recording_organisation_id_organisation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording")),
        sa.UniqueConstraint("organisation_id", "digest", name=op.f("uq_recording_organisation_id_digest")),
    )
    op.create_table(
        "room_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=20), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_room_vote_organisation_id_organisation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_vote")),
        sa.UniqueConstraint("slug", name=op.f("uq_room_vote_slug")),
    )
    with op.batch_alter_table("room_vote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_room_vote_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "questionnaire_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("stamps", sa.JSON(), nullable=False),
        sa.Column("gates", sa.JSON(), nullable=False),
        sa.Column("easy_review", sa.JSON(), nullable=False),
        sa.Column("data_sheet", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_questionnaire_draft_organisation_id_organisation"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_questionnaire_draft_questionnaire_id_questionnaire"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_draft")),
        sa.UniqueConstraint("questionnaire_id", name=op.f("uq_questionnaire_draft_questionnaire_id")),
    )
    with op.batch_alter_table("questionnaire_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questionnaire_draft_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "room_vote_count",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("phones", sa.Integer(), nullable=False),
        sa.Column("hands", sa.Integer(), nullable=False),
        sa.CheckConstraint("phones >= 0 AND hands >= 0", name=op.f("ck_room_vote_count_counts")),
        sa.ForeignKeyConstraint(["vote_id"], ["room_vote.id"], name=op.f("fk_room_vote_count_vote_id_room_vote"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("vote_id", "code", name=op.f("pk_room_vote_count")),
    )
    op.create_table(
        "committee_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opinion", sa.String(length=10), nullable=True),
        sa.Column("read_sha256", sa.String(length=64), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("opinion IS NULL OR opinion IN ('approuve', 'oppose')", name=op.f("ck_committee_link_known_opinion")),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["questionnaire_draft.id"], name=op.f("fk_committee_link_draft_id_questionnaire_draft"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_link")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_committee_link_token_digest")),
    )
    with op.batch_alter_table("committee_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_committee_link_draft_id"), ["draft_id"], unique=False)

    op.create_table(
        "trial_answer",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["questionnaire_draft.id"], name=op.f("fk_trial_answer_draft_id_questionnaire_draft"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_trial_answer")),
    )
    with op.batch_alter_table("trial_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trial_answer_draft_id"), ["draft_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_trial_answer_made_on"), ["made_on"], unique=False)

    op.create_table(
        "committee_comment",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["questionnaire_draft.id"], name=op.f("fk_committee_comment_draft_id_questionnaire_draft"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["link_id"], ["committee_link.id"], name=op.f("fk_committee_comment_link_id_committee_link"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_comment")),
    )
    with op.batch_alter_table("committee_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_committee_comment_draft_id"), ["draft_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_committee_comment_link_id"), ["link_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_committee_comment_made_at"), ["made_at"], unique=False)

    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("heard", sa.JSON(), nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("decision IN ('fait', 'en_cours', 'plus_tard', 'non')", name=op.f("ck_finding_known_decision")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_finding_campaign_id_campaign"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_campaign_id_place"), ["campaign_id", "place"], unique=False)

    op.create_table(
        "followed_response",
        sa.Column("response_id", sa.String(length=36), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.CheckConstraint("length(mark) = 64", name=op.f("ck_followed_response_whole_digest")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_followed_response_response_id_response"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_followed_response")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("followed_response", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_followed_response_series_id_mark"), ["series_id", "mark"], unique=False)

    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.add_column(sa.Column("series_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("wave", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("target", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("is_followed", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("receipt", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("given_back_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_campaign_series_id"), ["series_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_campaign_series_id_campaign"), "campaign", ["series_id"], ["id"], ondelete="SET NULL")
        batch_op.drop_column("departement")
    campaign = sa.table("campaign", sa.column("id"), sa.column("receipt"))
    for number in op.get_bind().scalars(sa.select(campaign.c.id)).all():
        op.execute(sa.update(campaign).where(campaign.c.id == number).values(receipt=new_receipt()))
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.alter_column("receipt", existing_type=sa.String(length=60), nullable=False)
        batch_op.alter_column("wave", existing_type=sa.Integer(), server_default=None)
        batch_op.alter_column("is_followed", existing_type=sa.Boolean(), server_default=None)
        batch_op.create_unique_constraint(batch_op.f("uq_campaign_receipt"), ["receipt"])


def downgrade() -> None:
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.add_column(sa.Column("departement", sa.String(length=3), nullable=False, server_default=""))
        batch_op.drop_constraint(batch_op.f("fk_campaign_series_id_campaign"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_campaign_receipt"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_campaign_series_id"))
        for column in ("given_back_at", "receipt", "is_followed", "target", "wave", "series_id"):
            batch_op.drop_column(column)
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.alter_column("departement", existing_type=sa.String(length=3), server_default=None)
    for table in TABLES:
        op.drop_table(table)
