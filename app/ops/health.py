"""Is it alive, is it ready: for whoever watches over the process."""

from datetime import timedelta

from flask import Blueprint, Response, jsonify
from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError

from app.core.clock import utc_now
from app.extensions import db
from app.jobs.queries import in_trouble, last_finished
from app.mail import queries as mails
from app.ops.migrating import last_revision
from app.sms import queries as messages
from app.web.access import public
from app.web.logs import logger

pages = Blueprint("health", __name__)

MAIL_WAITS_AT_MOST = timedelta(minutes=15)
JOBS_REST_AT_MOST = timedelta(minutes=10)
"""The outbox is swept each minute."""


@pages.get("/healthz")
@public
def tell_alive() -> Response:
    """Say that the process answers; touches nothing else."""
    return _uncached(jsonify(status="ok"), 200)


@pages.get("/readyz")
@public
def tell_ready() -> Response:
    """Say whether the database answers and has the tables that this release expects: without them, 503.

    Jobs, mail or short messages that are late make it `degraded`, with status 200: pages answer all the same.
    """
    checks = {"database": _database_answers()}
    checks["migrations"] = checks["database"] and _is_migrated()
    if not all(checks.values()):
        return _uncached(jsonify(status="unavailable", checks=checks), 503)
    now = utc_now()
    session = db.session()
    outbox, sms = mails.standing(session, now), messages.standing(session, now)
    finished_at, failing = last_finished(session, "outbox"), in_trouble(session)
    checks["outbox"] = outbox.late < MAIL_WAITS_AT_MOST
    checks["sms"] = sms.late < MAIL_WAITS_AT_MOST
    checks["jobs"] = finished_at > now - JOBS_REST_AT_MOST if finished_at else not outbox.waiting
    details = {
        "outbox": _told(outbox),
        "sms": _told(sms),
        "jobs": {"last_finished": finished_at.isoformat(timespec="seconds") if finished_at else None, "failing": failing},
    }
    return _uncached(jsonify(status="ok" if all(checks.values()) else "degraded", checks=checks, details=details), 200)


def _told(outbox: mails.Standing | messages.Standing) -> dict[str, int]:
    return {
        "waiting": outbox.waiting,
        "late_seconds": int(outbox.late.total_seconds()),
        "given_up": outbox.given_up,
        "perhaps_twice": outbox.perhaps_twice,
    }


def _database_answers() -> bool:
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        logger().error("database unavailable", error=type(error).__name__)
        return False
    return True


def _is_migrated() -> bool:
    if not inspect(db.session.connection()).has_table("alembic_version"):
        return False
    return bool(db.session.scalar(text("SELECT version_num FROM alembic_version")) == last_revision())


def _uncached(response: Response, status: int) -> Response:
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
