"""Orientations in any state, moved there by the table itself; the person is fictional."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Organisation
from app.core.clock import utc_now
from app.core.tokens import digest
from app.core.unit_of_work import unit_of_work
from app.directory.models import Service
from app.orientations.demo import REASONS, WAYS
from app.orientations.models import Agreement, AgreementWording, Orientation, OrientationPerson
from app.orientations.rules import Actor, Mover, State
from app.orientations.services.moving import move, set_clock
from app.orientations.settings import Context, settings_of

NAME, PHONE, EMAIL = "Zoé Exemplaire", "06 39 98 01 02", "zoe.exemplaire@exemple.fr"
"""Numbers in 06 39 98 are kept for fiction."""
WORDS = "J’accepte que ces informations soient partagées (exemple)."

__all__ = ["EMAIL", "NAME", "PHONE", "REASONS", "WAYS", "Maker"]


class Maker:
    """Makes orientations towards a service, sent by an organisation of an account."""

    def __init__(self, app, session: Session) -> None:
        session.expire_on_commit = False
        self._session = session
        self.settings = settings_of(app.extensions["reperes"])

    def context(self, now: datetime | None = None) -> Context:
        return Context(self._session, self.settings, now or utc_now())

    def orientation(
        self, service: Service, sender: Account, organisation: str, state: State = State.SENT, *, is_anonymous: bool = False, **values: Any
    ) -> Orientation:
        """Return one in a state, committed, with its person unless she is anonymous."""
        now = values.pop("at", None) or utc_now()
        context = self.context(now)
        with unit_of_work(self._session):
            sending = self._session.scalars(select(Organisation).where(Organisation.name == organisation)).one()
            made = Orientation(
                service_id=service.id, structure_id=service.structure_id, kind=service.main_kind or "domiciliation", departement="07",
                organisation_id=sending.id, sender_id=sender.id, recorded_at=now, created_at=now, state_since=now, last_action_at=now,
                **values,
            )  # fmt: skip
            self._session.add(made)
            self._session.flush()
            made.root_id = made.root_id or made.id
            if not is_anonymous:
                self._name(made, sender, now)
            if state is State.ACCEPTED or state is State.FAILED:
                made.appointment_at = made.appointment_at or now + timedelta(days=9)
            for action, actor in WAYS[state]:
                move(context, made, action, Mover(actor, sender.id if actor is Actor.SENDER else None), REASONS.get(action))
            set_clock(context, made)
        return made

    def _name(self, made: Orientation, sender: Account, now: datetime) -> None:
        if self._session.get(AgreementWording, digest(WORDS)) is None:
            self._session.add(AgreementWording(digest=digest(WORDS), version="essai", language="fr", text=WORDS, first_read_at=now))
            self._session.flush()
        self._session.add(Agreement(orientation_id=made.id, given_at=now, way="oral", wording=digest(WORDS), recorded_by=sender.id))
        self._session.flush()
        self._session.add(OrientationPerson(orientation_id=made.id, name=NAME, phone=PHONE, email=EMAIL))
        made.may_call = made.may_write = True
