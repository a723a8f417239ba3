"""The form that orients somebody, filled as a professional does."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.orientations.models import Orientation
from tests.orientations.making import EMAIL, NAME, PHONE

WORDS = "Cherche une adresse pour son courrier."
PERSON = {
    "accord": "y",
    "maniere": "oral",
    "lu_en": "ar",
    "nom": NAME,
    "telephone": PHONE,
    "courriel": EMAIL,
    "canaux": ["appeler", "papier"],
    "langue": "ar",
    "presentation": WORDS,
}
"""Somebody who agreed, and all that may be said of her."""
SEND, DRAFT, CODE = {"geste": "envoyer"}, {"geste": "brouillon"}, {"geste": "code"}


def path(service: Any) -> str:
    return f"/services/{service.id}/orienter"


def only(session: Session) -> Orientation:
    """The only orientation that there is, as it stands."""
    session.expire_all()
    return session.scalars(select(Orientation)).one()


def count(session: Session) -> int:
    return len(session.scalars(select(Orientation.id)).all())
