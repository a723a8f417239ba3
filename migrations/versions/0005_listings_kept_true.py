"""Listings: who keeps them, what waits for a decision, what was asked, every version."""

import sqlalchemy as sa
from alembic import op

from app.directory.search import text_index

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kind_synonym",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phrase", sa.String(length=240), nullable=False),
        sa.Column("text", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kind_synonym")),
        sa.UniqueConstraint("phrase", name=op.f("uq_kind_synonym_phrase")),
    )
    op.create_table(
        "correspondent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_digest", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unanswered", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_correspondent_account_id_account"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_correspondent_structure_id_structure"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correspondent")),
        sa.UniqueConstraint("structure_id", "email_digest", name=op.f("uq_correspondent_structure_id_email_digest")),
    )
    with op.batch_alter_table("correspondent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correspondent_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_correspondent_email_digest"), ["email_digest"], unique=False)
    op.create_table(
        "keeping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("way IN ('siret', 'courriel', 'moderation')", name=op.f("ck_keeping_known_way")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_keeping_organisation_id_organisation"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["structure_id"], ["structure.id"], name=op.f("fk_keeping_structure_id_structure"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keeping")),
        sa.UniqueConstraint("organisation_id", "structure_id", name=op.f("uq_keeping_organisation_id_structure_id")),
    )
    with op.batch_alter_table("keeping", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_keeping_structure_id"), ["structure_id"], unique=False)
    op.create_table(
        "listing_views",
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_listing_views_structure_id_structure"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("structure_id", "week", name=op.f("pk_listing_views")),
    )
    op.create_table(
        "service_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_service_template_organisation_id_organisation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_template")),
    )
    with op.batch_alter_table("service_template", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_template_organisation_id"), ["organisation_id"], unique=False)
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("correspondent_id", sa.Integer(), nullable=False),
        sa.Column("recipient_digest", sa.String(length=64), nullable=False),
        sa.Column("occasion", sa.String(length=20), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.CheckConstraint("occasion IN ('aout', 'noel', 'anciennete')", name=op.f("ck_question_known_occasion")),
        sa.ForeignKeyConstraint(
            ["correspondent_id"], ["correspondent.id"], name=op.f("fk_question_correspondent_id_correspondent"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("message_id", name=op.f("uq_question_message_id")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_question_token_digest")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_correspondent_id_asked_at"), ["correspondent_id", "asked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_question_recipient_digest_asked_at"), ["recipient_digest", "asked_at"], unique=False)
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=True),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "origin IN ('premiere', 'import', 'association', 'proposition', 'moderation', 'confirmation', 'reunion')",
            name=op.f("ck_revision_known_origin"),
        ),
        sa.CheckConstraint("(service_id IS NULL) <> (structure_id IS NULL)", name=op.f("ck_revision_one_subject")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_revision_service_id_service"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["structure_id"], ["structure.id"], name=op.f("fk_revision_structure_id_structure"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_revision_service_id_id"), ["service_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_revision_structure_id_id"), ["structure_id", "id"], unique=False)
    op.create_table(
        "template_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_template_use_service_id_service"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["template_id"], ["service_template.id"], name=op.f("fk_template_use_template_id_service_template"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_use")),
        sa.UniqueConstraint("template_id", "service_id", name=op.f("uq_template_use_template_id_service_id")),
    )
    with op.batch_alter_table("template_use", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_template_use_service_id"), ["service_id"], unique=False)
    op.create_table(
        "ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sort", sa.String(length=20), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("proposed", sa.JSON(), nullable=False),
        sa.Column("base", sa.JSON(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("way", sa.String(length=20), nullable=True),
        sa.Column("code_digest", sa.String(length=64), nullable=True),
        sa.Column("code_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code_tries", sa.Integer(), nullable=False),
        sa.Column("secret_digest", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("sort IN ('signalement', 'proposition', 'prise-en-main', 'fermeture')", name=op.f("ck_ticket_known_sort")),
        sa.CheckConstraint("state IN ('ouvert', 'accepte', 'refuse', 'en-partie')", name=op.f("ck_ticket_known_state")),
        sa.CheckConstraint("way IS NULL OR way IN ('siret', 'courriel', 'moderation')", name=op.f("ck_ticket_known_way")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_ticket_account_id_account"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_ticket_organisation_id_organisation"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_ticket_service_id_service"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["structure_id"], ["structure.id"], name=op.f("fk_ticket_structure_id_structure"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("secret_digest", name=op.f("uq_ticket_secret_digest")),
    )
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ticket_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ticket_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ticket_service_id"), ["service_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ticket_state_departement_created_at"), ["state", "departement", "created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_ticket_structure_id"), ["structure_id"], unique=False)
    with op.batch_alter_table("duplicate_pair", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
    with op.batch_alter_table("structure", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("structure", schema=None) as batch_op:
        batch_op.drop_column("ended_on")
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.drop_column("ended_on")
    with op.batch_alter_table("duplicate_pair", schema=None) as batch_op:
        batch_op.drop_column("proposed_at")
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ticket_structure_id"))
        batch_op.drop_index(batch_op.f("ix_ticket_state_departement_created_at"))
        batch_op.drop_index(batch_op.f("ix_ticket_service_id"))
        batch_op.drop_index(batch_op.f("ix_ticket_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_ticket_account_id"))
    op.drop_table("ticket")
    with op.batch_alter_table("template_use", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_template_use_service_id"))
    op.drop_table("template_use")
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_structure_id_id"))
        batch_op.drop_index(batch_op.f("ix_revision_service_id_id"))
        batch_op.drop_index(batch_op.f("ix_revision_account_id"))
    op.drop_table("revision")
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_recipient_digest_asked_at"))
        batch_op.drop_index(batch_op.f("ix_question_correspondent_id_asked_at"))
    op.drop_table("question")
    with op.batch_alter_table("service_template", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_template_organisation_id"))
    op.drop_table("service_template")
    op.drop_table("listing_views")
    with op.batch_alter_table("keeping", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_keeping_structure_id"))
    op.drop_table("keeping")
    with op.batch_alter_table("correspondent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_correspondent_email_digest"))
        batch_op.drop_index(batch_op.f("ix_correspondent_account_id"))
    op.drop_table("correspondent")
    op.drop_table("kind_synonym")
    # SQLite makes the table of services again to take a column out, and its triggers go with the old one.
    text_index.install(op.get_bind())
