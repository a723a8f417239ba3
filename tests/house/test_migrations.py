"""Migrations: up and down with rows in the tables, on both engines, and nowhere else than at the models."""

import ast
from datetime import UTC, date, datetime, time

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy.types import TypeDecorator

from app.core.encryption import OfRow, SealedOfRow
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.ops.migrating import bind, last_revision
from tests.tools.tracked import tracked_files

CHOSEN: dict[str, dict[str, object]] = {
    "service": {"audience": "inconditionnel", "gender": "", "family": ""},
    "location": {"role": "fixe"},
    "service_area": {"purpose": "couverture"},
    "temporary_info": {"kind": "closure", "structure_id": 1},
    "local_edit": {"structure_id": 1},
    "duplicate_pair": {"state": "proposed"},
    "account_grant": {"role": "moderateur"},
    "membership": {"role": "membre"},
    "invitation": {"role": "membre"},
    "keeping": {"way": "siret"},
    "ticket": {"sort": "signalement", "state": "ouvert"},
    "question": {"occasion": "aout"},
    "finding": {"decision": "fait"},
    "revision": {"origin": "import", "structure_id": 1},
    "orientation": {"state": "envoyee"},
    "agreement_wording": {"digest": "code"},
    "agreement": {"way": "oral"},
    "orientation_note": {"kind": "message", "author": "emetteur"},
    "orientation_link": {"purpose": "personne"},
    "outreach_request": {"state": "signalee", "asked_as": "personne", "urgency": "14j"},
    "outreach_safety": {"code": "chien"},
    "outreach_note": {"kind": "situation", "author": "demandeur"},
    "outreach_step": {"action": "confier", "source": "signalee", "target": "a_trier", "actor": "horloge"},
    "outreach_attempt": {"result": "refus"},
    "questionnaire_version": {"sha256": "0" * 64},
    "campaign": {"audience": "equipe", "refresh": "au_fil", "k": 5},
    "campaign_link": {"channel": "borne"},
    "paper_entry": {"turn": 1},
    "response": {"id": "0" * 36, "channel": "lien", "week": "2026-W47"},
    "followed_response": {"response_id": "0" * 36, "mark": "0" * 64},
    "verbatim": {"review": "a_relire"},
    "orientation_step": {"action": "envoyer", "source": "brouillon", "target": "envoyee", "actor": "emetteur"},
}
"""Values that constraints ask for beyond the type: known codes; of closures and messages, each has one subject."""


def alembic_of(app: Flask) -> AlembicConfig:
    return app.extensions["migrate"].migrate.get_config()


def tables(engine: sa.Engine) -> dict[str, list[str]]:
    """Return each table with the description of its columns, indexes and constraints."""
    inspector = sa.inspect(engine)
    described = {}
    for name in inspector.get_table_names():
        parts = [f"{c['name']} {c['type']} {'NULL' if c['nullable'] else 'NOT NULL'}" for c in inspector.get_columns(name)]
        parts += [f"index {i['name']} {i['column_names']} {i['unique']}" for i in inspector.get_indexes(name)]
        parts += [f"foreign {k['name']} {k['constrained_columns']} {k['referred_table']}" for k in inspector.get_foreign_keys(name)]
        parts += [f"check {k['name']}" for k in inspector.get_check_constraints(name)]
        parts += [f"unique {k['name']}" for k in inspector.get_unique_constraints(name)]
        described[name] = sorted(parts)
    return described


def fill_every_table() -> None:
    """Put one row into each table of the models, whatever it is: values by type, references to the rows already there."""
    with unit_of_work(db.session) as session:
        for table in db.metadata.sorted_tables:
            row = {column.name: value_for(column) for column in table.columns} | CHOSEN.get(table.name, {})
            session.execute(table.insert().values(row))


def value_for(column: sa.Column[object]) -> object:
    if column.nullable:
        return sa.null()
    if column.foreign_keys or (column.primary_key and isinstance(column.type, sa.Integer)):
        return "code" if isinstance(column.type, sa.String) else 1
    by_type: tuple[tuple[type[sa.types.TypeEngine[object]], object], ...] = (
        (sa.DateTime, datetime(2026, 11, 21, 9, 0, tzinfo=UTC)),
        (sa.Date, date(2026, 11, 21)),
        (sa.Time, time(20, 0)),
        (sa.Boolean, True),
        (sa.JSON, ["un"]),
        (sa.Integer, 1),
        (sa.Float, 45.0),
        (sa.LargeBinary, b"1"),
        (sa.String, "x"),
    )
    if isinstance(column.type, SealedOfRow):
        return OfRow("x", "x")
    kept_as = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    return next(value for kind, value in by_type if isinstance(kept_as, kind))


def test_the_migrations_lead_to_the_models(unmigrated_app: Flask) -> None:
    config = alembic_of(unmigrated_app)
    command.upgrade(config, "head")
    command.check(config)


def test_every_migration_goes_down_and_up_again_over_rows(unmigrated_app: Flask) -> None:
    config = alembic_of(unmigrated_app)
    command.upgrade(config, "head")
    at_head = tables(db.engine)
    fill_every_table()
    counts = {table.name: db.session.scalar(sa.select(sa.func.count()).select_from(table)) for table in db.metadata.sorted_tables}
    assert set(counts.values()) == {1}
    db.session.remove()
    for _revision in ScriptDirectory.from_config(config).walk_revisions():
        command.downgrade(config, "-1")
    assert set(tables(db.engine)) <= {"alembic_version"}
    for _revision in ScriptDirectory.from_config(config).walk_revisions():
        command.upgrade(config, "+1")
    assert tables(db.engine) == at_head


def test_migrating_twice_changes_nothing(unmigrated_app: Flask) -> None:
    config = alembic_of(unmigrated_app)
    command.upgrade(config, "head")
    before = tables(db.engine)
    command.upgrade(config, "head")
    assert tables(db.engine) == before


def test_there_is_one_head(house: Flask) -> None:
    bind(house)
    with house.app_context():
        assert len(ScriptDirectory.from_config(alembic_of(house)).get_heads()) == 1
        assert ScriptDirectory.from_config(alembic_of(house)).get_current_head() == last_revision()


@pytest.mark.parametrize("step", ["upgrade", "downgrade"])
def test_every_migration_says_what_it_does_and_does_it_both_ways(step: str) -> None:
    scripts = tracked_files("migrations/versions/*.py")
    assert scripts
    for script in scripts:
        tree = ast.parse(script.read_text(encoding="utf-8"))
        functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert ast.get_docstring(tree), script.name
        assert not all(isinstance(node, ast.Pass) for node in functions[step].body), script.name
