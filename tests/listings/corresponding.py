"""Correspondents, and what is asked of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.directory.models import Keeping, Structure
from app.listings.asking import sweep_questions
from app.listings.models import Correspondent, Question
from app.listings.services.corresponding import agree
from tests.support.plugins.applications import make_config

KEY = make_config("", "").secret_key
LONG_AGO = timedelta(days=90)


def agreed(session: Session, structure: Structure, email: str = "benevole@exemple.fr", **values: Any) -> Correspondent:
    """Let an e-mail be asked about a listing, since three months."""
    with unit_of_work(session):
        made = agree(session, structure, email, values.pop("language", "fr"), values.pop("account", None), key=KEY)
        made.agreed_at = utc_now() - LONG_AGO
        for name, value in values.items():
            setattr(made, name, value)
    return made


def keep(session: Session, structure: Structure) -> None:
    """Let an organisation keep a listing."""
    with unit_of_work(session):
        organisation = Organisation(name=f"Organisation {structure.id}", created_at=utc_now())
        session.add(organisation)
        session.flush()
        session.add(Keeping(organisation_id=organisation.id, structure_id=structure.id, way="siret", since=utc_now()))


def sweep(session: Session, config: Any) -> int:
    """Do what the worker does."""
    with unit_of_work(session):
        return sweep_questions(config)(session, utc_now())


def questions(session: Session) -> list[Question]:
    """Return what was asked, in its order, read anew."""
    session.expire_all()
    return list(session.scalars(select(Question).order_by(Question.id)))


def path_of(letter: Any) -> str:
    """Return the path of the link of a letter."""
    url = next(block.url for block in letter.blocks if hasattr(block, "url"))
    return "/" + url.split("/", 3)[3]


def at_noon(day: str) -> datetime:
    """Return an instant of a day."""
    return datetime.fromisoformat(f"{day} 12:00").replace(tzinfo=UTC)
