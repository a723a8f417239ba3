"""Those who open the pages of the desk: an owner who keeps a listing, a moderator; signed in by secrets that only tests share."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy.orm import Session

from app.accounts.models import Account, DeviceSession, Grant, Invitation, Membership, Organisation
from app.accounts.recognising import KEY
from app.core.clock import utc_now
from app.core.tokens import digest
from app.directory import editing
from app.directory.history import Author
from app.directory.models import DuplicatePair, Keeping, LocalEdit, Location, Service, ServiceKind, Structure
from app.directory.rules import Origin
from app.listings.models import Correspondent, Question, ServiceTemplate, Ticket
from app.orientations.models import (
    Agreement,
    AgreementWording,
    Orientation,
    OrientationLink,
    OrientationPerson,
    OrientationStep,
)
from app.orientations.models.person import new_note
from app.orientations.rules import Action, Actor, LinkPurpose, Mover, NoteKind, State
from tests.support.askers import add_participation
from tests.support.goers import add_outreach

DEPARTEMENT = "07"
SECRETS: Mapping[str, str] = {
    who: f"the secret of the device of the {who}"
    for who in ("owner", "moderator", "sender", "coordinator", "administrator", "goer", "asker")
}
PERSON_LINK = "a-link-of-the-person-that-only-tests-share"
LINK = "a-link-that-only-tests-share"
"""Of the question, of the target of an orientation, of the ticket that is followed, of the invitation."""


def add_people(session: Session, service: Service) -> dict[str, str]:
    """Add the people, what they keep and what waits for them; return the ids that paths need. Commits nothing."""
    now = utc_now()
    organisation = _organisation(session, service, now)
    unverified = Organisation(name="Autre association exemple", departement=DEPARTEMENT, created_at=now)
    session.add(unverified)
    session.flush()
    tickets = _tickets(session, service, organisation.id, now)
    editing.edit(session, service, {"documents": ["une pièce d’identité"]}, Author(Origin.ASSOCIATION, "association"))
    template = ServiceTemplate(
        organisation_id=organisation.id, name="Modèle exemple", fields={"conditions_acces": "Sans condition."}, updated_at=now
    )
    other = session.query(Structure).filter(Structure.id != service.structure_id).order_by(Structure.id).first()
    assert other is not None
    first, second = sorted((service.structure_id, other.id))
    pair = DuplicatePair(first_id=first, second_id=second, score=0.9, reasons=["name"])
    conflict = LocalEdit(
        service_id=service.id, field="telephone", upstream="", proposed="04 00 00 00 00", proposed_at=now, edited_at=now,
        edited_by="association",
    )  # fmt: skip
    session.add_all([template, pair, conflict, *_questions(service, organisation.id, now)])
    session.flush()
    return {
        "organisation": str(organisation.id),
        "unverified": str(unverified.id),
        "template": str(template.id),
        "pair": str(pair.id),
        "conflict": str(conflict.id),
        "link": LINK,
        "person": PERSON_LINK,
        **tickets,
        **_orientations(session, service, now),
        **add_outreach(session, _device, now),
        **add_participation(session, _device, now),
        "bus": str(_bus(session, service).id),
    }


def _orientations(session: Session, service: Service, now: datetime) -> dict[str, str]:
    """An orientation towards the service in the states whose pages differ, sent by somebody of another organisation."""
    people = {
        who: Account(email=f"{who}@exemple.fr", created_at=now, last_seen_at=now) for who in ("sender", "coordinator", "administrator")
    }
    people["coordinator"].grants.append(Grant(role="coordinateur", territory=DEPARTEMENT, granted_at=now))
    people["administrator"].grants.append(Grant(role="administrateur", granted_at=now))
    sending = Organisation(name="Mission locale exemple", departement=DEPARTEMENT, created_at=now, verified_at=now)
    session.add_all([*people.values(), sending])
    session.flush()
    session.add(Membership(account_id=people["sender"].id, organisation_id=sending.id, role="membre", created_at=now))
    session.add_all(_device(account, who, now) for who, account in people.items())
    service.receives_orientations, service.courriel = True, "accueil@exemple.fr"
    session.add(AgreementWording(digest="0" * 64, version="essai", language="fr", text="D’accord (exemple).", first_read_at=now))
    session.flush()
    made = {
        state: _orientation(session, service, sending, state, now)
        for state in (State.DRAFT, State.TO_VERIFY, State.SENT, State.ACCEPTED, State.REFUSED)
    }
    for purpose, token in ((LinkPurpose.TARGET, LINK), (LinkPurpose.PERSON, PERSON_LINK)):
        session.add(
            OrientationLink(
                orientation_id=made[State.ACCEPTED].id, purpose=purpose, token_digest=digest(token), created_at=now,
                expires_at=now + timedelta(days=30),
            )
        )  # fmt: skip
    return {f"orientation_{state}": str(orientation.id) for state, orientation in made.items()}


def _orientation(session: Session, service: Service, sending: Organisation, state: State, now: datetime) -> Orientation:
    made = Orientation(
        state=state, service_id=service.id, structure_id=service.structure_id, kind=service.main_kind, departement=DEPARTEMENT,
        commune="07186", organisation_id=sending.id, recorded_at=now, created_at=now, state_since=now, last_action_at=now,
        sent_at=None if state is State.DRAFT else now, first_sent_at=now, appointment_at=now + timedelta(days=8),
        reason="complet" if state is State.REFUSED else None, closed_at=now if state is State.REFUSED else None, may_call=True,
    )  # fmt: skip
    session.add(made)
    session.flush()
    made.root_id, made.code = made.id, "ABCD2345"
    session.add(Agreement(orientation_id=made.id, given_at=now, way="oral", wording="0" * 64))
    session.flush()
    session.add(OrientationPerson(orientation_id=made.id, name="Camille Exemple", phone="06 39 98 00 00"))
    by = Mover(Actor.SENDER, organisation=sending.id)
    session.add(new_note(made.id, NoteKind.TO_TARGET, "Exemple : cherche une adresse pour son courrier.", by, now))
    session.add(new_note(made.id, NoteKind.MESSAGE, "Exemple : le matin lui convient.", by, now))
    if state is not State.DRAFT:
        session.add(
            OrientationStep(orientation_id=made.id, at=now, action=Action.SEND, source=State.DRAFT, target=State.SENT, actor=Actor.SENDER)
        )
    return made


def _bus(session: Session, service: Service) -> Service:
    """A service of the same structure that halts here and there."""
    halt = Location(
        role="arret", nom="Place exemple", commune="Privas", code_insee="07186", code_postal="07000", latitude=44.735, longitude=4.599
    )
    made = Service(
        structure_id=service.structure_id, source="exemple", source_id="bus", nom="Bus exemple", main_kind="bus-du-droit",
        kinds=[ServiceKind(kind="bus-du-droit")], locations=[halt],
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def _device(account: Account, who: str, now: datetime) -> DeviceSession:
    return DeviceSession(
        account_id=account.id, token_digest=digest(SECRETS[who]), device="Firefox, Linux", created_at=now, last_seen_at=now,
        second_factor_at=now,
    )  # fmt: skip


def _organisation(session: Session, service: Service, now: datetime) -> Organisation:
    owner = Account(email="association@exemple.fr", created_at=now, last_seen_at=now)
    moderator = Account(email="moderation@exemple.fr", created_at=now, last_seen_at=now)
    moderator.grants.append(Grant(role="moderateur", territory=DEPARTEMENT, granted_at=now))
    organisation = Organisation(name="Association exemple", departement=DEPARTEMENT, created_at=now, verified_at=now)
    session.add_all([owner, moderator, organisation])
    session.flush()
    devices = [_device(account, who, now) for who, account in (("owner", owner), ("moderator", moderator))]
    invitation = Invitation(
        organisation_id=organisation.id, email="invite@exemple.fr", role="redacteur", token_digest=digest(LINK), created_at=now,
        expires_at=now + timedelta(days=14),
    )  # fmt: skip
    membership = Membership(account_id=owner.id, organisation_id=organisation.id, role="proprietaire", created_at=now)
    keeping = Keeping(organisation_id=organisation.id, structure_id=service.structure_id, way="moderation", since=now)
    session.add_all([*devices, invitation, membership, keeping])
    return organisation


def _tickets(session: Session, service: Service, organisation: int, now: datetime) -> dict[str, str]:
    common = {"structure_id": service.structure_id, "departement": DEPARTEMENT, "created_at": now, "state": "ouvert"}
    made = {
        "report": Ticket(sort="signalement", service_id=service.id, subject="horaires", message="Fermé le lundi.", **common),
        "proposal": Ticket(
            sort="proposition", service_id=service.id, proposed={"telephone": "04 00 00 00 01"}, base={"telephone": service.telephone},
            **common,
        ),
        "claim": Ticket(sort="prise-en-main", organisation_id=organisation, way="moderation", message="C’est notre lieu.", **common),
    }  # fmt: skip
    for name, ticket in made.items():
        ticket.secret_digest = digest(LINK if name == "report" else name)
    session.add_all(made.values())
    session.flush()
    return {name: str(ticket.id) for name, ticket in made.items()}


def _questions(service: Service, organisation: int, now: datetime) -> list[Correspondent | Question]:
    correspondent = Correspondent(structure_id=service.structure_id, email="association@exemple.fr", email_digest="0" * 64, agreed_at=now)
    question = Question(
        correspondent=correspondent, recipient_digest="0" * 64, occasion="noel", parts=["hours", "contact", "conditions"],
        token_digest=digest(LINK), message_id=f"{organisation}@reperes", asked_at=now, expires_at=now + timedelta(days=60), answers={},
    )  # fmt: skip
    return [correspondent, question]


def cookie_of(app: Flask, who: str) -> str:
    """Return the value of the session cookie of somebody."""
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    signed = serializer.dumps({KEY: SECRETS[who]})
    return signed if isinstance(signed, str) else signed.decode()
