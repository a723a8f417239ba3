"""Fictional orientations in every state, for trying: each marked « exemple », towards fictional services, about nobody.

Telephone numbers are those that the regulator keeps for fiction (06 39 98 …).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Membership, Organisation
from app.accounts.rules import MemberRole, Role
from app.accounts.services.administration import grant
from app.core.blind_index import mark_of, name_form, phone_form
from app.core.tokens import digest
from app.directory.models import Keeping, Service
from app.directory.rules import ClaimWay
from app.orientations.models import (
    Agreement,
    AgreementWording,
    Orientation,
    OrientationNote,
    OrientationPerson,
    OrientationStep,
)
from app.orientations.models.person import new_note
from app.orientations.rules import Action, Actor, AgreementWay, Mover, NoteKind, Outcome, Reason, State, Told
from app.orientations.services.moving import move
from app.orientations.settings import Context

SOURCE = "exemple"
SENDING, RECEIVING = "Mission locale de l’Exemple (exemple)", "Accueil de l’Exemple (exemple)"
WORDS = "Texte d’exemple : une personne fictive accepte que ces informations fictives soient partagées."
NAMES = ("Camille E.", "Sacha", "Noa E.", "Lou", "Dominique E.")
SITUATION = "Exemple : cherche une réponse à ce besoin, disponible le matin."
APART = timedelta(days=3)
"""Between two steps."""

_SEND = (Action.SEND, Actor.SENDER)
WAYS: Mapping[State, tuple[tuple[Action, Actor], ...]] = {
    State.DRAFT: (),
    State.TO_VERIFY: ((Action.SUBMIT, Actor.SENDER),),
    State.SENT: (_SEND,),
    State.RECEIVED: (_SEND, (Action.RECEIVE, Actor.TARGET)),
    State.INCOMPLETE: (_SEND, (Action.ASK, Actor.TARGET)),
    State.WAITING: (_SEND, (Action.WAIT, Actor.TARGET)),
    State.ACCEPTED: (_SEND, (Action.ACCEPT, Actor.TARGET)),
    State.CONTACT: (_SEND, (Action.MEET, Actor.TARGET)),
    State.SUPPORT: (_SEND, (Action.MEET, Actor.TARGET), (Action.SUPPORT, Actor.TARGET)),
    State.DONE: (_SEND, (Action.MEET, Actor.TARGET), (Action.FINISH, Actor.TARGET)),
    State.REFUSED: (_SEND, (Action.REFUSE, Actor.TARGET)),
    State.SILENT: (_SEND, (Action.EXPIRE, Actor.CLOCK)),
    State.FAILED: (_SEND, (Action.ACCEPT, Actor.TARGET), (Action.FAIL, Actor.TARGET)),
    State.REDIRECTED: (_SEND, (Action.REFUSE, Actor.TARGET), (Action.REDIRECT, Actor.SENDER)),
    State.CANCELLED: (_SEND, (Action.CANCEL, Actor.SENDER)),
}
"""How each state is reached from a draft."""
REASONS: Mapping[Action, Reason] = {Action.REFUSE: Reason.FULL, Action.FAIL: Reason.UNREACHABLE}


@dataclass(frozen=True, slots=True)
class _Sides:
    """The two fictional organisations."""

    sending: Organisation
    receiving: Organisation


def load(context: Context) -> int:
    """Add an orientation in each state, towards a fictional service that receives some; return how many. Nothing where there are some."""
    session = context.session
    if session.scalar(select(Orientation.id).where(Orientation.is_example).limit(1)) is not None:
        return 0
    receiving = select(Service).where(Service.source == SOURCE, Service.receives_orientations, Service.is_protected.is_(False))
    services = session.scalars(receiving.order_by(Service.id).limit(len(State))).all()
    if not services:
        return 0
    sides = _sides(context, services)
    session.merge(AgreementWording(digest=digest(WORDS), version=SOURCE, language="fr", text=WORDS, first_read_at=context.now))
    session.flush()
    for rank, state in enumerate(State):
        _orientation(context, services[rank % len(services)], sides, rank, state)
    return len(State)


def admit(context: Context, account: Account) -> None:
    """Let an account try both sides, and coordination, of what is fictional."""
    session = context.session
    for name in (SENDING, RECEIVING):
        number = session.scalar(select(Organisation.id).where(Organisation.name == name))
        known = select(Membership.id).where(Membership.account_id == account.id, Membership.organisation_id == number)
        if number is not None and session.scalar(known) is None:
            session.add(Membership(account_id=account.id, organisation_id=number, role=MemberRole.EDITOR, created_at=context.now))
    grant(account, Role.COORDINATOR, "", context.now)


def remove(session: Session) -> int:
    """Remove every fictional orientation and both organisations; return how many orientations there were."""
    examples = session.scalars(select(Orientation.id).where(Orientation.is_example)).all()
    for model in (OrientationStep, OrientationNote, OrientationPerson, Agreement):
        session.execute(delete(model).where(model.orientation_id.in_(examples)))
    session.execute(delete(Orientation).where(Orientation.id.in_(examples)))
    session.execute(delete(Organisation).where(Organisation.name.in_((SENDING, RECEIVING))))
    return len(examples)


def _sides(context: Context, services: Sequence[Service]) -> _Sides:
    found = [Organisation(name=name, created_at=context.now, verified_at=context.now) for name in (SENDING, RECEIVING)]
    context.session.add_all(found)
    context.session.flush()
    for structure in sorted({service.structure_id for service in services}):
        kept = Keeping(organisation_id=found[1].id, structure_id=structure, way=ClaimWay.MODERATOR, since=context.now)
        context.session.add(kept)
    return _Sides(*found)


def _orientation(context: Context, service: Service, sides: _Sides, rank: int, state: State) -> None:
    steps = WAYS[state]
    began = context.now - APART * (len(steps) + rank % 3)
    made = _draft(context, service, sides, began)
    _name(context, made, rank, began)
    made.appointment_at = context.now + APART if state is State.ACCEPTED else None
    for number, (action, actor) in enumerate(steps):
        organisation = {Actor.SENDER: sides.sending.id, Actor.TARGET: sides.receiving.id}.get(actor)
        move(context._replace(now=began + APART * number), made, action, Mover(actor, organisation=organisation), REASONS.get(action))
    if state is State.DONE:
        made.outcome, made.told_contact, made.told_help, made.told_need = Outcome.MET, Told.YES, Told.YES, Told.PARTLY
        made.told_at = context.now


def _draft(context: Context, service: Service, sides: _Sides, began: datetime) -> Orientation:
    structure = service.structure
    made = Orientation(
        service_id=service.id, structure_id=structure.id, kind=service.main_kind, commune=structure.code_insee,
        departement=structure.code_insee[:2], organisation_id=sides.sending.id, recorded_at=began, created_at=began, state_since=began,
        last_action_at=began, may_call=True, may_write=True, is_example=True,
    )  # fmt: skip
    context.session.add(made)
    context.session.flush()
    made.root_id = made.id
    return made


def _name(context: Context, made: Orientation, rank: int, began: datetime) -> None:
    """Who it is about: nobody."""
    name, phone = NAMES[rank % len(NAMES)], f"06 39 98 00 {rank:02}"
    context.session.add(Agreement(orientation_id=made.id, given_at=began, way=AgreementWay.ORAL, wording=digest(WORDS)))
    context.session.flush()
    person = OrientationPerson(orientation_id=made.id, name=name, phone=phone)
    person.name_mark = mark_of(context.settings.keyring, "orientation_person.name", name_form(name))
    person.phone_mark = mark_of(context.settings.keyring, "orientation_person.phone", phone_form(phone))
    context.session.add(person)
    context.session.add(new_note(made.id, NoteKind.TO_TARGET, SITUATION, Mover(Actor.SENDER), began))
