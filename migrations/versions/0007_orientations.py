"""Orientations: where each is, the person's agreement, who she is, what happened."""

import sqlalchemy as sa
from alembic import op

from app.core import append_only

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLE = "orientation_step"
MAY_DELETE = dict.fromkeys(
    ("sqlite", "postgresql"), "EXISTS (SELECT 1 FROM orientation WHERE orientation.id = OLD.orientation_id AND orientation.is_example)"
)
REASONS = (
    "'non-connaissance', 'non-demande-choisie', 'non-demande-contrainte', 'non-reception', 'non-proposition', "
    "'complet', 'hors-secteur', 'non-eligible', 'doublon', 'erreur', 'resolu-autrement', 'demenagement', 'deces', "
    "'injoignable'"
)
STATES = (
    "'brouillon', 'a_verifier', 'envoyee', 'recue', 'a_completer', 'liste_attente', 'acceptee', 'contact_etabli', "
    "'accompagnement', 'termine', 'refusee', 'sans_reponse', 'non_abouti', 'reorientee', 'annulee'"
)
ACTORS = "'emetteur', 'destinataire', 'personne', 'coordinateur', 'horloge'"
ACTIONS = (
    "'soumettre', 'envoyer', 'recevoir', 'demander-complement', 'completer', 'mettre-en-attente', "
    "'confirmer-attente', 'accepter', 'changer-rendez-vous', 'contact-etabli', 'accompagner', 'terminer', 'refuser', "
    "'ne-pas-aboutir', 'reorienter', 'annuler', 'expirer', 'clore', 'rouvrir'"
)
NOTES = "'presentation', 'message', 'interne-emetteur', 'interne-destinataire', 'pour-la-personne', 'signataire'"


def upgrade() -> None:
    op.create_table(
        "agreement_wording",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("first_read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_agreement_wording")),
    )
    op.create_table(
        "orientation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("structure_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("commune", sa.String(length=5), nullable=False),
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("sender_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("is_direct", sa.Boolean(), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("may_call", sa.Boolean(), nullable=False),
        sa.Column("may_write", sa.Boolean(), nullable=False),
        sa.Column("may_leave_message", sa.Boolean(), nullable=False),
        sa.Column("may_print", sa.Boolean(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("code_digest", sa.String(length=64), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_action_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contact_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("purged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("appointment_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("calls_before", sa.Date(), nullable=True),
        sa.Column("appointment_place", sa.Text(), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("wait_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=30), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("told_contact", sa.String(length=20), nullable=True),
        sa.Column("told_help", sa.String(length=20), nullable=True),
        sa.Column("told_need", sa.String(length=20), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wants_call_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('repondu', 'en-partie', 'non-repondu', 'relais', 'inconnu')",
            name=op.f("ck_orientation_known_outcome"),
        ),
        sa.CheckConstraint(
            f"reason IS NULL OR reason IN ({REASONS})",
            name=op.f("ck_orientation_known_reason"),
        ),
        sa.CheckConstraint(
            f"state IN ({STATES})",
            name=op.f("ck_orientation_known_state"),
        ),
        sa.CheckConstraint(
            "told_contact IS NULL OR told_contact IN ('oui', 'en-partie', 'non', 'pas-encore')",
            name=op.f("ck_orientation_known_told_contact"),
        ),
        sa.CheckConstraint(
            "told_help IS NULL OR told_help IN ('oui', 'en-partie', 'non', 'pas-encore')", name=op.f("ck_orientation_known_told_help")
        ),
        sa.CheckConstraint(
            "told_need IS NULL OR told_need IN ('oui', 'en-partie', 'non', 'pas-encore')", name=op.f("ck_orientation_known_told_need")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_orientation_organisation_id_organisation"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["orientation.id"], name=op.f("fk_orientation_parent_id_orientation"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["root_id"], ["orientation.id"], name=op.f("fk_orientation_root_id_orientation"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["sender_id"], ["account.id"], name=op.f("fk_orientation_sender_id_account"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_orientation_service_id_service"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_orientation_structure_id_structure"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orientation")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_orientation_code_digest")),
    )
    op.create_index("ix_orientation_closed_at_purged_at", "orientation", ["closed_at", "purged_at"])
    op.create_index("ix_orientation_departement_state", "orientation", ["departement", "state"])
    op.create_index("ix_orientation_next_due_at", "orientation", ["next_due_at"])
    op.create_index("ix_orientation_organisation_id_state_last_action_at", "orientation", ["organisation_id", "state", "last_action_at"])
    op.create_index("ix_orientation_parent_id", "orientation", ["parent_id"])
    op.create_index("ix_orientation_root_id", "orientation", ["root_id"])
    op.create_index("ix_orientation_sender_id", "orientation", ["sender_id"])
    op.create_index("ix_orientation_service_id_sent_at", "orientation", ["service_id", "sent_at"])
    op.create_index("ix_orientation_structure_id_state_last_action_at", "orientation", ["structure_id", "state", "last_action_at"])
    op.create_table(
        "agreement",
        sa.Column("orientation_id", sa.Integer(), nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("wording", sa.String(length=64), nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=20), nullable=True),
        sa.CheckConstraint("way IN ('oral', 'ecrit', 'sms')", name=op.f("ck_agreement_known_way")),
        sa.CheckConstraint(
            f"withdrawn_by IS NULL OR withdrawn_by IN ({ACTORS})",
            name=op.f("ck_agreement_known_actor"),
        ),
        sa.CheckConstraint("(withdrawn_at IS NULL) = is_given", name=op.f("ck_agreement_given_until_withdrawn")),
        sa.ForeignKeyConstraint(
            ["orientation_id"], ["orientation.id"], name=op.f("fk_agreement_orientation_id_orientation"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_agreement_recorded_by_account"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["wording"], ["agreement_wording.digest"], name=op.f("fk_agreement_wording_agreement_wording")),
        sa.PrimaryKeyConstraint("orientation_id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("orientation_id", "is_given", name=op.f("uq_agreement_orientation_id_is_given")),
    )
    op.create_index("ix_agreement_recorded_by", "agreement", ["recorded_by"])
    op.create_index("ix_agreement_wording", "agreement", ["wording"])
    op.create_table(
        "orientation_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("orientation_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code_digest", sa.String(length=64), nullable=True),
        sa.Column("code_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code_tries", sa.Integer(), nullable=False),
        sa.Column("identified_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("purpose IN ('destinataire', 'personne')", name=op.f("ck_orientation_link_known_purpose")),
        sa.ForeignKeyConstraint(
            ["orientation_id"], ["orientation.id"], name=op.f("fk_orientation_link_orientation_id_orientation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orientation_link")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_orientation_link_token_digest")),
    )
    op.create_index("ix_orientation_link_orientation_id_purpose", "orientation_link", ["orientation_id", "purpose"])
    op.create_table(
        "orientation_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("orientation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("anchor_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["orientation_id"], ["orientation.id"], name=op.f("fk_orientation_reminder_orientation_id_orientation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orientation_reminder")),
        sa.UniqueConstraint("orientation_id", "name", "anchor_at", name=op.f("uq_orientation_reminder_orientation_id_name_anchor_at")),
    )
    op.create_table(
        "orientation_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("orientation_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("target", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("is_reported", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=True),
        sa.CheckConstraint(
            f"action IN ({ACTIONS})",
            name=op.f("ck_orientation_step_known_action"),
        ),
        sa.CheckConstraint(f"actor IN ({ACTORS})", name=op.f("ck_orientation_step_known_actor")),
        sa.CheckConstraint(
            f"reason IS NULL OR reason IN ({REASONS})",
            name=op.f("ck_orientation_step_known_reason"),
        ),
        sa.CheckConstraint(
            f"source IN ({STATES})",
            name=op.f("ck_orientation_step_known_source"),
        ),
        sa.CheckConstraint(
            f"target IN ({STATES})",
            name=op.f("ck_orientation_step_known_target"),
        ),
        sa.ForeignKeyConstraint(["orientation_id"], ["orientation.id"], name=op.f("fk_orientation_step_orientation_id_orientation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orientation_step")),
    )
    op.create_index("ix_orientation_step_orientation_id_id", "orientation_step", ["orientation_id", "id"])
    op.create_table(
        "orientation_note",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("orientation_id", sa.Integer(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("author", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.CheckConstraint(f"author IN ({ACTORS})", name=op.f("ck_orientation_note_known_author")),
        sa.CheckConstraint(
            f"kind IN ({NOTES})",
            name=op.f("ck_orientation_note_known_kind"),
        ),
        sa.CheckConstraint("agreed", name=op.f("ck_orientation_note_agreed")),
        sa.ForeignKeyConstraint(
            ["orientation_id", "agreed"],
            ["agreement.orientation_id", "agreement.is_given"],
            name=op.f("fk_orientation_note_orientation_id_agreed_agreement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orientation_note")),
    )
    op.create_index("ix_orientation_note_orientation_id_at", "orientation_note", ["orientation_id", "at"])
    op.create_table(
        "orientation_person",
        sa.Column("orientation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("name_mark", sa.String(length=64), nullable=True),
        sa.Column("phone_mark", sa.String(length=64), nullable=True),
        sa.CheckConstraint("agreed", name=op.f("ck_orientation_person_agreed")),
        sa.ForeignKeyConstraint(
            ["orientation_id", "agreed"],
            ["agreement.orientation_id", "agreement.is_given"],
            name=op.f("fk_orientation_person_orientation_id_agreed_agreement"),
        ),
        sa.PrimaryKeyConstraint("orientation_id", name=op.f("pk_orientation_person")),
    )
    op.create_index("ix_orientation_person_name_mark", "orientation_person", ["name_mark"])
    op.create_index("ix_orientation_person_phone_mark", "orientation_person", ["phone_mark"])
    for statement in append_only.statements(TABLE, op.get_bind().dialect.name, MAY_DELETE):
        op.execute(statement)


def downgrade() -> None:
    for statement in append_only.undo(TABLE, op.get_bind().dialect.name):
        op.execute(statement)
    op.drop_table("orientation_person")
    op.drop_table("orientation_note")
    op.drop_table("orientation_step")
    op.drop_table("orientation_reminder")
    op.drop_table("orientation_link")
    op.drop_table("agreement")
    op.drop_table("orientation")
    op.drop_table("agreement_wording")
