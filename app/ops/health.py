"""Is it alive, is it ready: for whoever watches over the process."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Response, current_app, jsonify
from flask_migrate import Config as AlembicConfig
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.config import ROOT
from app.extensions import db
from app.web.access import public
from app.web.logs import logger

pages = Blueprint("health", __name__)


@pages.get("/healthz")
@public
def tell_alive() -> Response:
    """Say that the process answers; touches nothing else."""
    return _uncached(jsonify(status="ok"), 200)


@pages.get("/readyz")
@public
def tell_ready() -> Response:
    """Say whether the database answers and has the tables that this release expects."""
    checks = {"database": _database_answers()}
    checks["migrations"] = checks["database"] and _is_migrated()
    ready = all(checks.values())
    return _uncached(jsonify(status="ok" if ready else "unavailable", checks=checks), 200 if ready else 503)


def _database_answers() -> bool:
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        logger().error("database unavailable", error=type(error).__name__)
        return False
    return True


def _is_migrated() -> bool:
    current = MigrationContext.configure(db.session.connection()).get_current_revision()
    return current == expected_revision()


def expected_revision() -> str | None:
    """Return the last migration of this release."""
    found: dict[str, str | None] = current_app.extensions.setdefault("reperes_revision", {})
    if "head" not in found:
        config = AlembicConfig()
        config.set_main_option("script_location", str(ROOT / "migrations"))
        found["head"] = ScriptDirectory.from_config(config).get_current_head()
    return found["head"]


def _uncached(response: Response, status: int) -> Response:
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
