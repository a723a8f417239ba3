"""Outreach: sectors, teams, requests."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

REQUESTERS = "'professionnel', 'partenaire', 'personne', 'riverain'"
CONSENTS = "'oui', 'non', 'plus-tard'"
OUTCOMES = (
    "'accueillie', 'vue-sur-place', 'refus', 'non-rencontree', 'deja-suivie', 'partie', 'hospitalisee', 'decedee', "
    "'relais', 'retiree', 'inconnue'"
)
REASONS = "'complet', 'hors-secteur', 'securite', 'autre-demarche', 'trop-vague', 'sans-personne-a-aider', 'erreur'"
STATES = (
    "'signalee', 'a_trier', 'attribuee', 'transferee', 'doublon', 'non_recevable', 'renvoyee', 'planifiee', "
    "'tentative', 'contact_etabli', 'lien_en_cours', 'orientation_creee', 'non_rencontree', 'close'"
)
URGENCIES = "'72h', '14j'"


def upgrade() -> None:
    op.create_table(
        "outreach_sector",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_outreach_sector_organisation_id_organisation"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_sector")),
    )
    op.create_index(op.f("ix_outreach_sector_departement"), "outreach_sector", ["departement"], unique=False)
    op.create_index(op.f("ix_outreach_sector_organisation_id"), "outreach_sector", ["organisation_id"], unique=False)

    op.create_table(
        "outreach_team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("telephone", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_outreach_team_organisation_id_organisation"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_team")),
    )
    op.create_index(op.f("ix_outreach_team_departement"), "outreach_team", ["departement"], unique=False)
    op.create_index(op.f("ix_outreach_team_organisation_id"), "outreach_team", ["organisation_id"], unique=False)

    op.create_table(
        "outreach_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("asked_as", sa.String(length=20), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("commune", sa.String(length=5), nullable=False),
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("sector_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("urgency", sa.String(length=10), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("has_children", sa.Boolean(), nullable=False),
        sa.Column("has_animals", sa.Boolean(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reads_in", sa.String(length=10), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("code_digest", sa.String(length=64), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_action_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contact_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("blurred_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("purged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consent", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=30), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.CheckConstraint(f"asked_as IN ({REQUESTERS})", name=op.f("ck_outreach_request_known_requester")),
        sa.CheckConstraint(f"consent IS NULL OR consent IN ({CONSENTS})", name=op.f("ck_outreach_request_known_consent")),
        sa.CheckConstraint(f"outcome IS NULL OR outcome IN ({OUTCOMES})", name=op.f("ck_outreach_request_known_outcome")),
        sa.CheckConstraint(f"reason IS NULL OR reason IN ({REASONS})", name=op.f("ck_outreach_request_known_reason")),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_outreach_request_known_state")),
        sa.CheckConstraint(f"urgency IN ({URGENCIES})", name=op.f("ck_outreach_request_known_urgency")),
        sa.CheckConstraint("people >= 1", name=op.f("ck_outreach_request_somebody")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_outreach_request_account_id_account"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["outreach_request.id"],
            name=op.f("fk_outreach_request_merged_into_id_outreach_request"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_outreach_request_organisation_id_organisation"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["sector_id"], ["outreach_sector.id"], name=op.f("fk_outreach_request_sector_id_outreach_sector"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["outreach_team.id"], name=op.f("fk_outreach_request_team_id_outreach_team"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_request")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_outreach_request_code_digest")),
    )
    op.create_index(op.f("ix_outreach_request_account_id"), "outreach_request", ["account_id"], unique=False)
    op.create_index(op.f("ix_outreach_request_closed_at_purged_at"), "outreach_request", ["closed_at", "purged_at"], unique=False)
    op.create_index(op.f("ix_outreach_request_commune_state"), "outreach_request", ["commune", "state"], unique=False)
    op.create_index(op.f("ix_outreach_request_departement_state"), "outreach_request", ["departement", "state"], unique=False)
    op.create_index(op.f("ix_outreach_request_merged_into_id"), "outreach_request", ["merged_into_id"], unique=False)
    op.create_index(op.f("ix_outreach_request_next_due_at"), "outreach_request", ["next_due_at"], unique=False)
    op.create_index(
        op.f("ix_outreach_request_organisation_id_state_last_action_at"),
        "outreach_request",
        ["organisation_id", "state", "last_action_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_outreach_request_sector_id_state_last_action_at"),
        "outreach_request",
        ["sector_id", "state", "last_action_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_outreach_request_team_id_state_last_action_at"), "outreach_request", ["team_id", "state", "last_action_at"], unique=False
    )

    op.create_table(
        "outreach_sector_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sector_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=14), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("area", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sector_id"], ["outreach_sector.id"], name=op.f("fk_outreach_sector_area_sector_id_outreach_sector"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_sector_area")),
        sa.UniqueConstraint("sector_id", "kind", "code", name=op.f("uq_outreach_sector_area_sector_id_kind_code")),
    )
    op.create_index(op.f("ix_outreach_sector_area_area"), "outreach_sector_area", ["area"], unique=False)

    op.create_table(
        "outreach_team_sector",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("sector_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sector_id"], ["outreach_sector.id"], name=op.f("fk_outreach_team_sector_sector_id_outreach_sector"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["outreach_team.id"], name=op.f("fk_outreach_team_sector_team_id_outreach_team"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", "sector_id", name=op.f("pk_outreach_team_sector")),
    )
    op.create_index(op.f("ix_outreach_team_sector_sector_id_rank"), "outreach_team_sector", ["sector_id", "rank"], unique=False)


def downgrade() -> None:
    op.drop_table("outreach_team_sector")
    op.drop_table("outreach_sector_area")
    op.drop_table("outreach_request")
    op.drop_table("outreach_team")
    op.drop_table("outreach_sector")
