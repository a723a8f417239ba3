"""Things that belong to somebody, and those who have no business with them: what tests of rights are tried on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.models import Account, DeviceSession, Grant, Invitation, Membership, Organisation
from app.accounts.recognising import KEY
from app.accounts.rules import MemberRole, Role
from app.core.clock import today, utc_now
from app.core.tokens import digest, new_token
from app.core.unit_of_work import unit_of_work
from app.directory import history
from app.directory.models import DuplicatePair, Hours, Keeping, LocalEdit, Location, Service, TemporaryInfo
from app.directory.models.vocabulary import KindSynonym
from app.listings.forms.of_service import FORMS as OF_SERVICE
from app.listings.forms.of_structure import FORMS as OF_STRUCTURE
from app.listings.models import ServiceTemplate, Ticket
from app.listings.rules import TicketSort
from app.orientations.models import Agreement, AgreementWording, Orientation, OrientationPerson
from app.orientations.rules import AgreementWay, State
from app.outreach.models import (
    OutreachPassage,
    OutreachPlace,
    OutreachRequest,
    OutreachRound,
    OutreachSector,
    OutreachTeam,
    OutreachTeamSector,
)
from app.outreach.rules import State as Going
from tests.support.askers import survey_of
from tests.support.factories import GRENOBLE, Directory

HERE, ELSEWHERE = "38", "07"
"""The département of what belongs to somebody, and another one."""
ASKED = {"/aller-vers/tournees/<int:number>/enlever": "?demande={demandes}"}
"""What addresses that name something more are asked with."""
UNPROVEN = "moderator without second factor"
PLACE = "sous le pont de l’Exemple"
SECRETS = (PLACE, "titulaire@exemple.fr", "invitee@exemple.fr", "Des mots pour la modération", "Association secrète", "Personne Secrète")
"""What no page may tell to those who have no business with it."""


@dataclass(frozen=True)
class Belongings:
    """What belongs to somebody, by the piece of an address that comes before it, and the devices of people, by who they are."""

    named: Mapping[str, str]
    devices: Mapping[str, str]

    def address(self, rule: str) -> str:
        """Return the address that a rule gives to what belongs to somebody; KeyError names the piece that nothing is known to follow."""
        query = ASKED.get(rule, "").format_map(self.named)
        within = "services/" if "/services/" in rule else ""
        return (
            re.sub(r"([a-z-]+)/<[^>]+>", lambda found: f"{found[1]}/{self.named.get(within + found[1]) or self.named[found[1]]}", rule)
            + query
        )

    def client_of(self, app: Flask, who: str) -> FlaskClient:
        """A client that carries the session of somebody; of nobody when they have no device."""
        client = app.test_client()
        if who in self.devices:
            with client.session_transaction() as kept:
                kept[KEY] = self.devices[who]
        return client


def furnish(session: Session) -> Belongings:
    """Make an organisation that keeps a listing, all that may hang on them, and people near and far."""
    directory = Directory(session)
    structure, other = directory.structure(nom="Accueil"), directory.structure(nom="Accueil de jour")
    service = directory.fixed(GRENOBLE, structure=structure)
    directory.fixed(GRENOBLE, structure=other)
    directory.publish()
    now = utc_now()
    closure = TemporaryInfo(kind="closure", starts=today(), ends=today(), structure_id=structure.id)
    with unit_of_work(session):
        organisation, neighbours = (
            Organisation(name=name, departement=where, created_at=now) for name, where in ((SECRETS[4], HERE), ("Ailleurs", ELSEWHERE))
        )
        people = {
            "owner": _account(session, SECRETS[1]),
            "stranger": _account(session, "etrangere@exemple.fr"),
            "editor of another organisation": _account(session, "voisine@exemple.fr"),
            "moderator of another département": _account(session, "autre@exemple.fr", Role.MODERATOR, ELSEWHERE),
            "moderator": _account(session, "moderation@exemple.fr", Role.MODERATOR, HERE),
            UNPROVEN: _account(session, "presque@exemple.fr", Role.MODERATOR, HERE),
            "administrator": _account(session, "technique@exemple.fr", Role.ADMINISTRATOR, ""),
            "coordinator": _account(session, "coordination@exemple.fr", Role.COORDINATOR, HERE),
            "coordinator of another département": _account(session, "loin@exemple.fr", Role.COORDINATOR, ELSEWHERE),
        }
        session.add_all([organisation, neighbours])
        session.flush()
        owner = people["owner"]
        membership = Membership(account_id=owner.id, organisation_id=organisation.id, role=MemberRole.OWNER, created_at=now)
        invitation = Invitation(
            organisation_id=organisation.id,
            email=SECRETS[2],
            role=MemberRole.MEMBER,
            token_digest=digest("invitation"),
            created_at=now,
            expires_at=now + timedelta(days=1),
        )
        template = ServiceTemplate(organisation_id=organisation.id, name="Modèle", fields={}, updated_at=now)
        tickets = {
            sort: Ticket(
                sort=sort,
                structure_id=structure.id,
                service_id=service.id,
                departement=HERE,
                created_at=now,
                message=SECRETS[3],
                secret_digest=digest(sort),
                account_id=owner.id,
                organisation_id=organisation.id if sort == TicketSort.CLAIM else None,
                way="moderation" if sort == TicketSort.CLAIM else None,
            )
            for sort in TicketSort
        }
        pair = DuplicatePair(first_id=min(structure.id, other.id), second_id=max(structure.id, other.id), score=0.9, reasons=[])
        difference = LocalEdit(
            structure_id=structure.id, field="telephone", proposed="0400000000", proposed_at=now, edited_at=now, edited_by="structure"
        )
        synonym = KindSynonym(phrase="mot", text="mot", kind="accueil-de-jour", added_at=now, added_by="moderation")
        session.add_all([membership, invitation, closure, template, *tickets.values(), pair, difference, synonym])
        session.add(
            Membership(
                account_id=people["editor of another organisation"].id,
                organisation_id=neighbours.id,
                role=MemberRole.EDITOR,
                created_at=now,
            )
        )
        session.add(Keeping(organisation_id=organisation.id, structure_id=structure.id, way="moderation", since=now))
        session.add(Keeping(organisation_id=neighbours.id, structure_id=other.id, way="moderation", since=now))
        orientation = _orientation(session, service, organisation.id, now)
        outreach = _outreach(session, organisation.id, now)
        halt = Location(role="arret", service_id=service.id, nom="Halte", code_insee=GRENOBLE, hours=Hours(expression="Mo-Su 20:00-21:00"))
        session.add(halt)
        session.flush()
        tokens = {who: new_token() for who in people}
        devices = {who: _device(session, account, tokens[who], proven=who != UNPROVEN) for who, account in people.items()}
        versions = []
        for subject in (structure, service):
            history.remember_before(session, subject)
            versions.append(history.revisions(session, subject)[0].id)
        session.flush()
        named = {
            "organisations": organisation.id,
            "orientations": orientation,
            **outreach,
            **survey_of(session, organisation.id),
            "arrets": halt.id,
            "decision": "accepter",
            "membres": membership.id,
            "invitations": invitation.id,
            "modeles": template.id,
            "appareils": devices["owner"].id,
            "structures": structure.id,
            "mes-fiches": structure.id,
            "sans-reponse": structure.id,
            "services": service.id,
            "tickets": tickets[TicketSort.REPORT].id,
            "propositions": tickets[TicketSort.PROPOSAL].id,
            "prise-en-main": tickets[TicketSort.CLAIM].id,
            "doublons": pair.id,
            "differences": difference.id,
            "synonymes": synonym.id,
            "historique": versions[0],
            "services/historique": versions[1],
            "annonces": closure.id,
            "modifier": next(iter(OF_STRUCTURE)),
            "services/modifier": next(iter(OF_SERVICE)),
            "plusieurs": "horaires",
        }
    return Belongings({piece: str(value) for piece, value in named.items()}, tokens)


def _account(session: Session, email: str, role: Role | None = None, territory: str = "") -> Account:
    now = utc_now()
    account = Account(email=email, created_at=now, last_seen_at=now)
    if role:
        account.grants.append(Grant(role=role, territory=territory, granted_at=now))
    session.add(account)
    session.flush()
    return account


def _orientation(session: Session, service: Service, organisation: int, now: datetime) -> int:
    """An orientation that the organisation sent and receives, about somebody whom nobody else may know."""
    made = Orientation(
        state=State.SENT, service_id=service.id, structure_id=service.structure_id, kind="accueil-de-jour", departement=HERE,
        organisation_id=organisation, recorded_at=now, created_at=now, sent_at=now, state_since=now, last_action_at=now,
    )  # fmt: skip
    words = AgreementWording(digest="0" * 64, version="essai", language="fr", text="D’accord (exemple).", first_read_at=now)
    session.add_all([made, words])
    session.flush()
    session.add(Agreement(orientation_id=made.id, given_at=now, way=AgreementWay.ORAL, wording=words.digest))
    session.flush()
    session.add(OrientationPerson(orientation_id=made.id, name=SECRETS[5]))
    return made.id


def _outreach(session: Session, organisation: int, now: datetime) -> dict[str, int]:
    """A request that the organisation asked, sorts and goes for, on a round of its team; and one that no sector has."""
    sector = OutreachSector(name="Secteur exemple", departement=HERE, organisation_id=organisation, created_at=now)
    team = OutreachTeam(name="Équipe exemple", departement=HERE, organisation_id=organisation, created_at=now)
    session.add_all([sector, team])
    session.flush()
    session.add(OutreachTeamSector(team_id=team.id, sector_id=sector.id))
    common: dict[str, Any] = {
        "asked_as": "professionnel", "commune": GRENOBLE, "departement": HERE, "asked_at": now, "state_since": now, "last_action_at": now,
    }  # fmt: skip
    asked = OutreachRequest(
        state=Going.PLANNED, organisation_id=organisation, sector_id=sector.id, team_id=team.id, assigned_at=now,
        planned_at=now + timedelta(hours=1), **common,
    )  # fmt: skip
    unrouted = OutreachRequest(state=Going.REPORTED, **common)
    night = OutreachRound(team_id=team.id, day=today(), starts=time(20), ends=time(23))
    session.add_all([asked, unrouted, night])
    session.flush()
    for request in (asked, unrouted):
        session.add(OutreachPlace(request_id=request.id, words=PLACE))
    session.add(OutreachPassage(round_id=night.id, request_id=asked.id, planned_at=now + timedelta(hours=1), placed_at=now))
    return {"demandes": asked.id, "sans-secteur": unrouted.id, "tournees": night.id, "secteurs": sector.id, "equipes": team.id}


def _device(session: Session, account: Account, token: str, *, proven: bool) -> DeviceSession:
    now = utc_now()
    device = DeviceSession(
        account_id=account.id, token_digest=digest(token), created_at=now, last_seen_at=now, second_factor_at=now if proven else None
    )
    session.add(device)
    session.flush()
    return device
