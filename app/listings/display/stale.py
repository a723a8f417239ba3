"""Whom to call, and what to read out to them."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.core.language import Translator
from app.core.written_days import day_text
from app.directory.display.cards import Phone
from app.directory.display.phones import phone
from app.directory.fields import snapshot
from app.directory.models import Service, Structure
from app.listings.display.queue import Names
from app.listings.display.saying import field_name, said
from app.listings.labels import PARTS
from app.listings.moderation_queries import Item
from app.listings.queries import Listing, public_name_of
from app.listings.rules import Part

READ_OUT = {
    Part.HOURS: ("hours",),
    Part.CONTACT: ("telephone", "courriel"),
    Part.CONDITIONS: ("conditions_acces", "publics", "frais", "documents"),
}
"""What each part says, as somebody on the telephone would be asked."""


class Line(NamedTuple):
    """A listing of the list."""

    name: str
    where: str
    since: str
    href: str
    phone: Phone | None


class PartSaid(NamedTuple):
    """One part of a service: what it says, and when it was last confirmed."""

    label: str
    said: Sequence[tuple[str, str]]
    confirmed: str


class ServiceSaid(NamedTuple):
    """A service, part by part."""

    name: str
    parts: Sequence[PartSaid]


class Called(NamedTuple):
    """A listing to call."""

    number: int
    name: str
    href: str
    phones: Sequence[Phone]
    services: Sequence[ServiceSaid]
    is_gone: bool


def lines(session: Session, items: Sequence[Item], t: Translator) -> list[Line]:
    """Return listings with the telephone to call."""
    names = Names(session, [item.number for item in items])
    return [
        Line(
            names.name(item.number, None, t),
            names.where(item.number),
            t.gettext("depuis le %(day)s", day=day_text(item.since.date(), t)) if item.since else "",
            f"/moderation/sans-reponse/{item.number}",
            next(iter(_phones(names.structures[item.number])), None),
        )
        for item in items
    ]


def called(session: Session, about: Listing, t: Translator) -> Called:
    """Return what to ask on the telephone."""
    structure = about.structure
    services = [service for service in structure.services if service.merged_into_id is None]
    return Called(
        structure.id,
        public_name_of(session, about) or t.gettext("Adresse gardée secrète"),
        about.path,
        _phones(structure),
        [_service(service, t) for service in services],
        structure.ended_on is not None,
    )


def _service(service: Service, t: Translator) -> ServiceSaid:
    values = snapshot(service)
    for name in READ_OUT[Part.CONTACT]:
        values[name] = values[name] or getattr(service.structure, name)
    parts = [
        PartSaid(
            t.gettext(PARTS[part]),
            [(field_name(name, t), said(name, values[name], t)) for name in fields],
            _confirmed(service, part, t),
        )
        for part, fields in READ_OUT.items()
    ]
    return ServiceSaid(service.nom, parts)


def _confirmed(service: Service, part: Part, t: Translator) -> str:
    at = getattr(service, f"{part}_confirmed_at")
    return t.gettext("confirmé le %(day)s", day=day_text(at.date(), t)) if at else t.gettext("jamais confirmé")


def _phones(structure: Structure) -> list[Phone]:
    texts = dict.fromkeys([structure.telephone, *(service.telephone for service in structure.services)])
    found = (phone(text) for text in texts if text)
    return list({one.href: one for one in found if one}.values())
