"""Outreach: where people are, what is said of them, who asked, what happened."""

import sqlalchemy as sa
from alembic import op

from app.core import append_only

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLE = "outreach_step"
MAY_DELETE = dict.fromkeys(
    ("sqlite", "postgresql"), "EXISTS (SELECT 1 FROM outreach_request r WHERE r.id = OLD.request_id AND r.is_example)"
)
REASONS = "'complet', 'hors-secteur', 'securite', 'autre-demarche', 'trop-vague', 'sans-personne-a-aider', 'erreur'"
STATES = (
    "'signalee', 'a_trier', 'attribuee', 'transferee', 'doublon', 'non_recevable', 'renvoyee', 'planifiee', "
    "'tentative', 'contact_etabli', 'lien_en_cours', 'orientation_creee', 'non_rencontree', 'close'"
)
ACTORS = "'demandeur', 'coordinateur', 'equipe', 'horloge'"
NOTES = "'situation', 'pour-le-demandeur', 'interne-coordination', 'interne-equipe'"
SAFETY = (
    "'chien', 'lieu-isole', 'acces-difficile', 'circulation', 'materiel-au-sol', 'de-jour', 'a-deux', 'discretion', 'tension-sur-place'"
)
ACTIONS = (
    "'confier', 'attribuer', 'transferer', 'fusionner', 'refuser', 'planifier', 'renvoyer', 'equipe-suivante', "
    "'rendre', 'tenter', 'rencontrer', 'ne-pas-rencontrer', 'suivre', 'orienter', 'clore', 'retirer', 'expirer', "
    "'rouvrir'"
)


def upgrade() -> None:
    op.create_table(
        "outreach_assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("sector_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"], ["outreach_request.id"], name=op.f("fk_outreach_assignment_request_id_outreach_request"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["outreach_team.id"], name=op.f("fk_outreach_assignment_team_id_outreach_team"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_assignment")),
    )
    op.create_index(op.f("ix_outreach_assignment_request_id_id"), "outreach_assignment", ["request_id", "id"], unique=False)
    op.create_index(op.f("ix_outreach_assignment_team_id"), "outreach_assignment", ["team_id"], unique=False)

    op.create_table(
        "outreach_note",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("author", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.CheckConstraint(f"author IN ({ACTORS})", name=op.f("ck_outreach_note_known_author")),
        sa.CheckConstraint(f"kind IN ({NOTES})", name=op.f("ck_outreach_note_known_kind")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["outreach_request.id"], name=op.f("fk_outreach_note_request_id_outreach_request"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_note")),
    )
    op.create_index(op.f("ix_outreach_note_request_id_at"), "outreach_note", ["request_id", "at"], unique=False)

    op.create_table(
        "outreach_person",
        sa.Column("request_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"], ["outreach_request.id"], name=op.f("fk_outreach_person_request_id_outreach_request"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_outreach_person")),
    )
    op.create_table(
        "outreach_place",
        sa.Column("request_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("point", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"], ["outreach_request.id"], name=op.f("fk_outreach_place_request_id_outreach_request"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_outreach_place")),
    )
    op.create_table(
        "outreach_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("anchor_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["outreach_request.id"], name=op.f("fk_outreach_reminder_request_id_outreach_request"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_reminder")),
        sa.UniqueConstraint("request_id", "name", "anchor_at", name=op.f("uq_outreach_reminder_request_id_name_anchor_at")),
    )
    op.create_table(
        "outreach_requester",
        sa.Column("request_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"], ["outreach_request.id"], name=op.f("fk_outreach_requester_request_id_outreach_request"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_outreach_requester")),
    )
    op.create_table(
        "outreach_safety",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by", sa.String(length=20), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.CheckConstraint(f"code IN ({SAFETY})", name=op.f("ck_outreach_safety_known_code")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["outreach_request.id"], name=op.f("fk_outreach_safety_request_id_outreach_request"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_safety")),
    )
    op.create_index(op.f("ix_outreach_safety_request_id"), "outreach_safety", ["request_id"], unique=False)
    op.create_index(op.f("ix_outreach_safety_until"), "outreach_safety", ["until"], unique=False)

    op.create_table(
        "outreach_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("target", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("sector_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=30), nullable=True),
        sa.CheckConstraint(f"action IN ({ACTIONS})", name=op.f("ck_outreach_step_known_action")),
        sa.CheckConstraint(f"actor IN ({ACTORS})", name=op.f("ck_outreach_step_known_actor")),
        sa.CheckConstraint(f"reason IS NULL OR reason IN ({REASONS})", name=op.f("ck_outreach_step_known_reason")),
        sa.CheckConstraint(f"source IN ({STATES})", name=op.f("ck_outreach_step_known_source")),
        sa.CheckConstraint(f"target IN ({STATES})", name=op.f("ck_outreach_step_known_target")),
        sa.ForeignKeyConstraint(["request_id"], ["outreach_request.id"], name=op.f("fk_outreach_step_request_id_outreach_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_step")),
    )
    op.create_index(op.f("ix_outreach_step_request_id_id"), "outreach_step", ["request_id", "id"], unique=False)

    for statement in append_only.statements(TABLE, op.get_bind().dialect.name, MAY_DELETE):
        op.execute(statement)


def downgrade() -> None:
    for statement in append_only.undo(TABLE, op.get_bind().dialect.name):
        op.execute(statement)
    op.drop_table("outreach_step")
    op.drop_table("outreach_safety")
    op.drop_table("outreach_requester")
    op.drop_table("outreach_reminder")
    op.drop_table("outreach_place")
    op.drop_table("outreach_person")
    op.drop_table("outreach_note")
    op.drop_table("outreach_assignment")
