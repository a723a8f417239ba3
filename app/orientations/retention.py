"""How long what tells who is oriented is kept; steps, dates and codes stay, and say nobody."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app.core.retention import Condition, Rule, Sweeping, count_rows, delete_rows
from app.orientations.models import Agreement, Orientation, OrientationLink, OrientationNote, OrientationPerson
from app.orientations.rules import State
from app.orientations.settings import Settings

AT_ONCE = 200
"""Orientations that one transaction purges."""
LINK_KEPT = timedelta(days=30)
"""Once it opens nothing: its page still says that its time is over."""


def rules(settings: Settings) -> Sequence[Rule]:
    """Return the rules of the orientations, with the delays of this installation."""
    kept, drafts = settings.delays.identity_kept, settings.delays.draft_kept

    def is_old(now: datetime) -> ColumnElement[bool]:
        never_left = and_(Orientation.sent_at.is_(None), Orientation.closed_at < now - timedelta(days=min(kept, drafts)))
        return and_(Orientation.purged_at.is_(None), or_(Orientation.closed_at < now - timedelta(days=kept), never_left))

    def is_abandoned(now: datetime) -> ColumnElement[bool]:
        return and_(Orientation.state == State.DRAFT, Orientation.last_action_at < now - timedelta(days=drafts))

    return (
        Rule(
            "identites",
            "Orientations fermées : nom, téléphone, courriel, textes, code et liens de la personne, lieu du rendez-vous, "
            "conditions cochées ; restent les étapes, leurs dates et leurs codes, sans la personne",
            f"{kept} jours",
            "la fermeture",
            "Rouvrir une demande mal finie, répondre à une réclamation.",
            count_rows(Orientation, is_old),
            purging(is_old),
        ),
        Rule(
            "accords-retires",
            "Ce qui reste d’une orientation dont la personne a retiré son accord ; son nom, ses contacts et les textes "
            "sont effacés au moment du retrait",
            "1 jour",
            "le retrait",
            "Respecter le retrait.",
            count_rows(Orientation, is_withdrawn),
            purging(is_withdrawn),
        ),
        Rule(
            "brouillons",
            "Brouillons d’orientation jamais envoyés, en entier",
            f"{drafts} jours",
            "la dernière modification",
            "Finir ce qui a été commencé.",
            count_rows(Orientation, is_abandoned),
            dropping(is_abandoned),
        ),
        Rule(
            "liens",
            "Liens secrets d’une orientation, gardés en empreintes",
            f"{LINK_KEPT.days} jours",
            "la fin de leur validité, ou leur retrait",
            "Dire qu’un lien n’est plus valable plutôt qu’inconnu.",
            count_rows(OrientationLink, is_dead_link),
            delete_rows(OrientationLink, is_dead_link),
        ),
    )


def is_withdrawn(now: datetime) -> ColumnElement[bool]:
    """Return the condition that an agreement was taken back and that something remains."""
    taken_back = and_(Agreement.is_given.is_(False), Agreement.withdrawn_at < now - timedelta(days=1))
    return and_(Orientation.purged_at.is_(None), Orientation.id.in_(select(Agreement.orientation_id).where(taken_back)))


def is_dead_link(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a link has opened nothing for a while."""
    return or_(OrientationLink.expires_at < now - LINK_KEPT, OrientationLink.revoked_at < now - LINK_KEPT)


def purging(due: Condition) -> Sweeping:
    """Return what forgets the person of some orientations, and keeps what is counted."""

    def purge(session: Session, now: datetime) -> int:
        found = session.scalars(select(Orientation).where(due(now)).order_by(Orientation.id).limit(AT_ONCE)).all()
        _delete_person(session, [orientation.id for orientation in found])
        for orientation in found:
            _forget(orientation, now)
        session.flush()
        return len(found)

    return purge


def dropping(due: Condition) -> Sweeping:
    """Return what deletes some orientations whole: drafts have no step."""

    def drop(session: Session, now: datetime) -> int:
        numbers = session.scalars(select(Orientation.id).where(due(now)).order_by(Orientation.id).limit(AT_ONCE)).all()
        _delete_person(session, numbers)
        whole = delete(Orientation).where(Orientation.id.in_(numbers), due(now))
        gone: int = session.execute(whole.execution_options(synchronize_session=False)).rowcount  # type: ignore[attr-defined]
        if gone != len(numbers):  # one was sent meanwhile: everything again, without it
            raise StaleDataError
        return gone

    return drop


def _delete_person(session: Session, numbers: Iterable[int]) -> None:
    """Delete who the persons are, what was written about them, and their links; agreements stay: they say that somebody agreed, not who."""
    wanted = list(numbers)
    for rows in (OrientationNote, OrientationPerson, OrientationLink):
        session.execute(delete(rows).where(rows.orientation_id.in_(wanted)).execution_options(synchronize_session=False))


def _forget(orientation: Orientation, now: datetime) -> None:
    """Empty what could lead to the person; the version tells whoever was reading the page that it changed."""
    orientation.code = orientation.code_digest = orientation.appointment_place = None
    orientation.conditions = []
    orientation.may_call = orientation.may_write = orientation.may_leave_message = orientation.may_print = False
    orientation.wants_call_at = None
    orientation.purged_at = now
