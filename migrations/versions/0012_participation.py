"""Participation: questionnaires and their versions, campaigns, what was answered."""

import sqlalchemy as sa
from alembic import op

from app.core.append_only import statements, undo

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


TABLES = (
    "verbatim",
    "sent_answer",
    "response",
    "paper_entry",
    "campaign_link",
    "campaign_draft",
    "access_code",
    "campaign",
    "questionnaire_version",
    "questionnaire",
    "sent_nonce",
)
"""In the order in which they go."""
OF_EXAMPLE = "EXISTS (SELECT 1 FROM questionnaire q WHERE q.id = OLD.questionnaire_id AND q.is_example)"
APPEND_ONLY = {"questionnaire_version": OF_EXAMPLE, "response": "1 = 1"}
"""When a row may be deleted."""


def upgrade() -> None:
    op.create_table(
        "sent_nonce",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sent_nonce")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_sent_nonce_expires_at"), "sent_nonce", ["expires_at"], unique=False)

    op.create_table(
        "questionnaire",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_questionnaire_organisation_id_organisation"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire")),
        sa.UniqueConstraint("organisation_id", "code", name=op.f("uq_questionnaire_organisation_id_code")),
    )
    op.create_table(
        "questionnaire_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_questionnaire_version_whole_digest")),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name=op.f("fk_questionnaire_version_questionnaire_id_questionnaire")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_version")),
        sa.UniqueConstraint("questionnaire_id", "number", name=op.f("uq_questionnaire_version_questionnaire_id_number")),
    )
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("results_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("needs_code", sa.Boolean(), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column("k", sa.Integer(), nullable=False),
        sa.Column("refresh", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.CheckConstraint("audience IN ('equipe', 'public')", name=op.f("ck_campaign_known_audience")),
        sa.CheckConstraint("refresh IN ('au_fil', 'a_la_fin')", name=op.f("ck_campaign_known_refresh")),
        sa.CheckConstraint("k >= 5", name=op.f("ck_campaign_enough_people")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_campaign_organisation_id_organisation"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["version_id"], ["questionnaire_version.id"], name=op.f("fk_campaign_version_id_questionnaire_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("slug", name=op.f("uq_campaign_slug")),
    )
    op.create_index(op.f("ix_campaign_organisation_id_closed_at"), "campaign", ["organisation_id", "closed_at"], unique=False)

    op.create_table(
        "access_code",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_access_code_campaign_id_campaign"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_access_code")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_access_code_campaign_id"), "access_code", ["campaign_id"], unique=False)

    op.create_table(
        "campaign_draft",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_draft_campaign_id_campaign"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_campaign_draft")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_campaign_draft_campaign_id"), "campaign_draft", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_campaign_draft_expires_on"), "campaign_draft", ["expires_on"], unique=False)

    op.create_table(
        "campaign_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("channel IN ('borne', 'enqueteur', 'telephone')", name=op.f("ck_campaign_link_known_channel")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_link_campaign_id_campaign"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_link")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_campaign_link_token_digest")),
    )
    op.create_index(op.f("ix_campaign_link_campaign_id"), "campaign_link", ["campaign_id"], unique=False)

    op.create_table(
        "paper_entry",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint("sheet >= 1", name=op.f("ck_paper_entry_a_number")),
        sa.CheckConstraint("turn IN (1, 2)", name=op.f("ck_paper_entry_first_or_second")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_paper_entry_account_id_account"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_paper_entry_campaign_id_campaign"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["version_id"], ["questionnaire_version.id"], name=op.f("fk_paper_entry_version_id_questionnaire_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_entry")),
        sa.UniqueConstraint("campaign_id", "sheet", "turn", name=op.f("uq_paper_entry_campaign_id_sheet_turn")),
    )
    op.create_index(op.f("ix_paper_entry_account_id"), "paper_entry", ["account_id"], unique=False)
    op.create_index(op.f("ix_paper_entry_entered_on"), "paper_entry", ["entered_on"], unique=False)

    op.create_table(
        "response",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "channel IN ('lien', 'affiche', 'borne', 'enqueteur', 'papier', 'telephone')", name=op.f("ck_response_known_channel")
        ),
        sa.CheckConstraint("length(week) = 8 AND week LIKE '____-W__'", name=op.f("ck_response_nothing_finer_than_a_week")),
        sa.CheckConstraint("length(id) = 36", name=op.f("ck_response_random_id")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_response_campaign_id_campaign"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["version_id"], ["questionnaire_version.id"], name=op.f("fk_response_version_id_questionnaire_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_response_campaign_id"), "response", ["campaign_id"], unique=False)

    op.create_table(
        "sent_answer",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_sent_answer_campaign_id_campaign"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sent_answer")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_sent_answer_campaign_id"), "sent_answer", ["campaign_id"], unique=False)

    op.create_table(
        "verbatim",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("review", sa.String(length=20), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("review IN ('a_relire', 'gardee', 'masquee', 'ecartee')", name=op.f("ck_verbatim_known_review")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_verbatim_campaign_id_campaign"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["version_id"], ["questionnaire_version.id"], name=op.f("fk_verbatim_version_id_questionnaire_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verbatim")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_verbatim_campaign_id_question"), "verbatim", ["campaign_id", "question"], unique=False)

    dialect = op.get_bind().dialect.name
    for table, condition in APPEND_ONLY.items():
        for statement in statements(table, dialect, {dialect: condition}):
            op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for table in reversed(tuple(APPEND_ONLY)):
        for statement in undo(table, dialect):
            op.execute(statement)
    for table in TABLES:
        op.drop_table(table)
