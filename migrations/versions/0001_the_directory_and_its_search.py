"""The directory and its search."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "directory_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_state")),
    )
    op.create_table(
        "hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("expression", sa.String(length=500), nullable=False),
        sa.Column("school_holidays", sa.String(length=500), nullable=False),
        sa.Column("zone", sa.String(length=1), nullable=False),
        sa.Column("raw", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hours")),
        sa.UniqueConstraint("expression", "school_holidays", "zone", "raw", name=op.f("uq_hours_expression_school_holidays_zone_raw")),
    )
    op.create_table(
        "search_entry",
        sa.Column("theme", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cell", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("service_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("location_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.Column("area", sa.Integer(), nullable=False),
        sa.Column("hours_id", sa.Integer(), nullable=False),
        sa.Column("publics", sa.Integer(), nullable=False),
        sa.Column("traits", sa.Integer(), nullable=False),
        sa.Column("languages", sa.BigInteger(), nullable=False),
        sa.Column("fresh", sa.Integer(), nullable=False),
        sa.Column("collectivite", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("theme", "cell", "service_id", "location_id", name=op.f("pk_search_entry")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("search_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_entry_service_id"), ["service_id"], unique=False)

    op.create_table(
        "structure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("source_id", sa.String(length=120), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("siret", sa.String(length=14), nullable=True),
        sa.Column("date_maj", sa.Date(), nullable=True),
        sa.Column("lien_source", sa.Text(), nullable=True),
        sa.Column("adresse", sa.Text(), nullable=False),
        sa.Column("complement_adresse", sa.Text(), nullable=False),
        sa.Column("code_postal", sa.String(length=5), nullable=False),
        sa.Column("commune", sa.Text(), nullable=False),
        sa.Column("code_insee", sa.String(length=5), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("telephone", sa.Text(), nullable=False),
        sa.Column("courriel", sa.Text(), nullable=False),
        sa.Column("site_web", sa.Text(), nullable=False),
        sa.Column("accessibilite_lieu", sa.Text(), nullable=True),
        sa.Column("reseaux_porteurs", sa.JSON(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("hours_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hours_confirmed_by", sa.String(length=40), nullable=True),
        sa.Column("contact_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contact_confirmed_by", sa.String(length=40), nullable=True),
        sa.Column("conditions_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("conditions_confirmed_by", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_structure")),
        sa.UniqueConstraint("source", "source_id", name=op.f("uq_structure_source_source_id")),
    )
    with op.batch_alter_table("structure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_structure_siret"), ["siret"], unique=False)

    op.create_table(
        "service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("source_id", sa.String(length=120), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("lien_source", sa.Text(), nullable=True),
        sa.Column("date_maj", sa.Date(), nullable=True),
        sa.Column("type", sa.String(length=30), nullable=True),
        sa.Column("thematiques", sa.JSON(), nullable=False),
        sa.Column("frais", sa.String(length=20), nullable=True),
        sa.Column("frais_precisions", sa.Text(), nullable=False),
        sa.Column("publics", sa.JSON(), nullable=False),
        sa.Column("publics_precisions", sa.Text(), nullable=False),
        sa.Column("conditions_acces", sa.Text(), nullable=False),
        sa.Column("telephone", sa.Text(), nullable=False),
        sa.Column("courriel", sa.Text(), nullable=False),
        sa.Column("modes_accueil", sa.JSON(), nullable=False),
        sa.Column("contact_nom_prenom", sa.Text(), nullable=False),
        sa.Column("lien_mobilisation", sa.Text(), nullable=False),
        sa.Column("modes_mobilisation", sa.JSON(), nullable=False),
        sa.Column("mobilisable_par", sa.JSON(), nullable=False),
        sa.Column("mobilisation_precisions", sa.Text(), nullable=False),
        sa.Column("volume_horaire_hebdomadaire", sa.Double(), nullable=True),
        sa.Column("nombre_semaines", sa.Integer(), nullable=True),
        sa.Column("main_kind", sa.String(length=60), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("age_min", sa.Integer(), nullable=True),
        sa.Column("age_max", sa.Integer(), nullable=True),
        sa.Column("gender", sa.String(length=10), nullable=False),
        sa.Column("family", sa.String(length=20), nullable=False),
        sa.Column("animals", sa.Boolean(), nullable=True),
        sa.Column("step_free", sa.Boolean(), nullable=True),
        sa.Column("spoken_languages", sa.JSON(), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("what_happens", sa.Text(), nullable=False),
        sa.Column("by_appointment", sa.Boolean(), nullable=False),
        sa.Column("through_siao", sa.Boolean(), nullable=False),
        sa.Column("organisations_only", sa.Boolean(), nullable=False),
        sa.Column("places_left", sa.String(length=20), nullable=True),
        sa.Column("places_left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("hours_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hours_confirmed_by", sa.String(length=40), nullable=True),
        sa.Column("contact_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contact_confirmed_by", sa.String(length=40), nullable=True),
        sa.Column("conditions_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("conditions_confirmed_by", sa.String(length=40), nullable=True),
        sa.CheckConstraint("audience IN ('inconditionnel', 'preferentiel', 'exclusif')", name=op.f("ck_service_known_audience")),
        sa.CheckConstraint("family IN ('', 'familles', 'isoles')", name=op.f("ck_service_known_family")),
        sa.CheckConstraint("gender IN ('', 'femmes', 'hommes')", name=op.f("ck_service_known_gender")),
        sa.CheckConstraint("age_min IS NULL OR age_max IS NULL OR age_min <= age_max", name=op.f("ck_service_ages_in_order")),
        sa.ForeignKeyConstraint(["structure_id"], ["structure.id"], name=op.f("fk_service_structure_id_structure"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("source", "source_id", name=op.f("uq_service_source_source_id")),
    )
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_structure_id"), ["structure_id"], unique=False)

    op.create_table(
        "location",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("adresse", sa.Text(), nullable=False),
        sa.Column("complement_adresse", sa.Text(), nullable=False),
        sa.Column("code_postal", sa.String(length=5), nullable=False),
        sa.Column("commune", sa.Text(), nullable=False),
        sa.Column("code_insee", sa.String(length=5), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("hours_id", sa.Integer(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.CheckConstraint("role IN ('fixe', 'arret')", name=op.f("ck_location_known_role")),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_location_whole_point")),
        sa.CheckConstraint("starts IS NULL OR ends IS NULL OR starts <= ends", name=op.f("ck_location_dates_in_order")),
        sa.ForeignKeyConstraint(["hours_id"], ["hours.id"], name=op.f("fk_location_hours_id_hours")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_location_service_id_service"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_location")),
    )
    with op.batch_alter_table("location", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_location_code_insee"), ["code_insee"], unique=False)
        batch_op.create_index(batch_op.f("ix_location_hours_id"), ["hours_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_location_service_id"), ["service_id"], unique=False)

    op.create_table(
        "service_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=14), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("area", sa.Integer(), nullable=False),
        sa.CheckConstraint("purpose IN ('eligibilite', 'couverture')", name=op.f("ck_service_area_known_purpose")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_area_service_id_service"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_area")),
        sa.UniqueConstraint("service_id", "purpose", "kind", "code", name=op.f("uq_service_area_service_id_purpose_kind_code")),
    )
    with op.batch_alter_table("service_area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_area_service_id_purpose_area"), ["service_id", "purpose", "area"], unique=False)

    op.create_table(
        "service_kind",
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_guessed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_kind_service_id_service"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("service_id", "kind", name=op.f("pk_service_kind")),
    )
    with op.batch_alter_table("service_kind", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_kind_kind"), ["kind"], unique=False)

    op.create_table(
        "temporary_info",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=True),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("expression", sa.String(length=500), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('closure', 'hours', 'message')", name=op.f("ck_temporary_info_known_kind")),
        sa.CheckConstraint("(service_id IS NULL) <> (structure_id IS NULL)", name=op.f("ck_temporary_info_one_subject")),
        sa.CheckConstraint("starts <= ends", name=op.f("ck_temporary_info_dates_in_order")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_temporary_info_service_id_service"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_temporary_info_structure_id_structure"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_temporary_info")),
    )
    with op.batch_alter_table("temporary_info", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_temporary_info_service_id"), ["service_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_temporary_info_structure_id"), ["structure_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("temporary_info", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_temporary_info_structure_id"))
        batch_op.drop_index(batch_op.f("ix_temporary_info_service_id"))

    op.drop_table("temporary_info")
    with op.batch_alter_table("service_kind", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_kind_kind"))

    op.drop_table("service_kind")
    with op.batch_alter_table("service_area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_area_service_id_purpose_area"))

    op.drop_table("service_area")
    with op.batch_alter_table("location", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_location_service_id"))
        batch_op.drop_index(batch_op.f("ix_location_hours_id"))
        batch_op.drop_index(batch_op.f("ix_location_code_insee"))

    op.drop_table("location")
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_structure_id"))

    op.drop_table("service")
    with op.batch_alter_table("structure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_structure_siret"))

    op.drop_table("structure")
    with op.batch_alter_table("search_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_search_entry_service_id"))

    op.drop_table("search_entry")
    op.drop_table("hours")
    op.drop_table("directory_state")
