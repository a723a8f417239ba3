"""Migrations, for commands alone: Alembic weighs 11 MB and a tenth of a second, which no page needs.

`flask --app app.ops.migrating db …` writes and tries new ones.
"""

from flask import Flask, current_app

from app.config import ROOT

VERSIONS = ROOT / "migrations" / "versions"


def create_app() -> Flask:
    """Build the application with Flask-Migrate's commands."""
    from app import create_app as create

    app = create()
    bind(app)
    return app


def bind(app: Flask) -> None:
    """Give an application what Flask-Migrate works with."""
    from flask_migrate import Migrate

    from app.extensions import db

    Migrate(directory=str(ROOT / "migrations"), render_as_batch=True).init_app(app, db)


def upgrade() -> None:
    """Bring the tables of the present application up to date."""
    import flask_migrate

    bind(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001 - the application itself
    flask_migrate.upgrade()


def last_revision() -> str:
    """Return the last migration of this release: they are numbered, and each follows the one before."""
    return max(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*_*.py"))
