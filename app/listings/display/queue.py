"""The queue in words: one line an item, saying what waits, where and since when."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.accounts.models import Organisation
from app.core.language import Translator, mark
from app.core.written_days import day_text
from app.directory.hidden_addresses import hidden_addresses
from app.directory.models import DuplicatePair, LocalEdit, Service, Structure
from app.directory.redaction import public_name
from app.listings.display.saying import field_name
from app.listings.labels import TROUBLES
from app.listings.models import Ticket
from app.listings.moderation_queries import Item, Waiting
from app.listings.queries import departement_of
from app.listings.rules import Trouble
from app.territory.gazetteer import gazetteer

SORTS: Mapping[Waiting, str] = {
    Waiting.CLAIM: mark("Demandes pour tenir une fiche"),
    Waiting.PROPOSAL: mark("Corrections proposées"),
    Waiting.REPORT: mark("Signalements"),
    Waiting.CLOSURE: mark("Fermetures annoncées par courriel"),
    Waiting.PAIR: mark("Fiches peut-être en double"),
    Waiting.DIFFERENCE: mark("Différences avec la source"),
    Waiting.STALE: mark("Fiches sans nouvelles"),
    Waiting.ORGANISATION: mark("Organisations à vérifier"),
}


class Line(NamedTuple):
    """One item of the queue."""

    what: str
    where: str
    since: str
    href: str


def path_of(item: Item, structure: int = 0) -> str:
    """Return where an item is decided; `structure`: of a proposal or of a closure."""
    if item.sort in (Waiting.PROPOSAL, Waiting.CLOSURE):
        return f"/mes-fiches/{structure}/propositions/{item.number}"
    folder = {
        Waiting.PAIR: "doublons",
        Waiting.DIFFERENCE: "differences",
        Waiting.STALE: "sans-reponse",
        Waiting.ORGANISATION: "organisations",
    }.get(item.sort, "tickets")
    return f"/moderation/{folder}/{item.number}"


def place_name(departement: str) -> str:
    """Return the name of a département; its number where we do not know it."""
    found = gazetteer().departement(departement)
    return found.nom if found else departement


class Names:
    """Names of structures and services as the public reads them, read at once for many."""

    def __init__(self, session: Session, structures: Iterable[int]) -> None:
        """Read these structures and their services."""
        numbers = sorted(set(structures))
        loads = selectinload(Structure.services).selectinload(Service.locations)
        rows = session.scalars(select(Structure).options(loads).where(Structure.id.in_(numbers)))
        self.structures = {row.id: row for row in rows}
        protected = [row.id for row in self.structures.values() if row.is_protected or any(one.is_protected for one in row.services)]
        self._hidden = hidden_addresses(session.connection(), protected) if protected else {}

    def name(self, structure: int, service: int | None, t: Translator) -> str:
        """Return the name of a structure, or of one of its services with its own."""
        row = self.structures[structure]
        hidden = self._hidden.get(structure)
        own = public_name(row.nom, hidden) or t.gettext("Adresse gardée secrète")
        named = next((one.nom for one in row.services if one.id == service), "")
        told = public_name(named, hidden) if named else ""
        return t.gettext("%(service)s (%(structure)s)", service=told, structure=own) if told and told != own else own

    def where(self, structure: int) -> str:
        """Return the name of the département of a structure."""
        return place_name(departement_of(self.structures[structure]))


class _Queue:
    """The rows that some items are made of, and how each is told."""

    def __init__(self, session: Session, items: Sequence[Item], t: Translator) -> None:
        self.t = t
        self.tickets = _rows(session, Ticket, items, Waiting.CLAIM, Waiting.PROPOSAL, Waiting.REPORT, Waiting.CLOSURE)
        self.pairs = _rows(session, DuplicatePair, items, Waiting.PAIR)
        self.edits = _rows(session, LocalEdit, items, Waiting.DIFFERENCE)
        asking = {ticket.organisation_id for ticket in self.tickets.values()}
        own = {item.number for item in items if item.sort is Waiting.ORGANISATION}
        found = session.scalars(select(Organisation).where(Organisation.id.in_({*asking, *own} - {None})))
        self.organisations = {one.id: one for one in found}
        services = {edit.service_id for edit in self.edits.values()} - {None}
        of = {row.id: row.structure_id for row in session.execute(select(Service.id, Service.structure_id).where(Service.id.in_(services)))}
        self.edited = {edit.id: edit.structure_id or of[edit.service_id or 0] for edit in self.edits.values()}
        self.names = Names(
            session,
            [
                *(ticket.structure_id for ticket in self.tickets.values()),
                *(number for pair in self.pairs.values() for number in (pair.first_id, pair.second_id)),
                *self.edited.values(),
                *(item.number for item in items if item.sort is Waiting.STALE),
            ],
        )

    def line(self, item: Item) -> Line:
        what, where, structure = _TELLING[item.sort](self, item.number)
        since = self.t.gettext("depuis le %(day)s", day=day_text(item.since.date(), self.t)) if item.since else ""
        return Line(what, where, since, path_of(item, structure))

    def ticket(self, number: int) -> tuple[str, str, int]:
        ticket = self.tickets[number]
        return self._about(ticket), place_name(ticket.departement), ticket.structure_id

    def _about(self, ticket: Ticket) -> str:
        t, name = self.t, self.names.name(ticket.structure_id, ticket.service_id, self.t)
        if ticket.organisation_id in self.organisations:
            asking = self.organisations[ticket.organisation_id].name
            return t.gettext("%(organisation)s demande à tenir la fiche : %(name)s", organisation=asking, name=name)
        if ticket.subject in set(Trouble):
            return t.gettext("%(trouble)s : %(name)s", trouble=t.gettext(TROUBLES[Trouble(ticket.subject)]), name=name)
        return name

    def pair(self, number: int) -> tuple[str, str, int]:
        pair, t = self.pairs[number], self.t
        first, second = (self.names.name(one, None, t) for one in (pair.first_id, pair.second_id))
        places = dict.fromkeys(self.names.where(one) for one in (pair.first_id, pair.second_id))
        return t.gettext("%(first)s et %(second)s", first=first, second=second), t.gettext(", ").join(filter(None, places)), 0

    def difference(self, number: int) -> tuple[str, str, int]:
        edit, structure = self.edits[number], self.edited[number]
        name = self.names.name(structure, edit.service_id, self.t)
        told = self.t.gettext("%(field)s : %(name)s", field=field_name(edit.field, self.t), name=name)
        return told, self.names.where(structure), structure

    def stale(self, number: int) -> tuple[str, str, int]:
        return self.names.name(number, None, self.t), self.names.where(number), number

    def organisation(self, number: int) -> tuple[str, str, int]:
        found = self.organisations[number]
        return found.name, place_name(found.departement), 0


_TELLING: Mapping[Waiting, Callable[[_Queue, int], tuple[str, str, int]]] = {
    Waiting.CLAIM: _Queue.ticket,
    Waiting.PROPOSAL: _Queue.ticket,
    Waiting.REPORT: _Queue.ticket,
    Waiting.CLOSURE: _Queue.ticket,
    Waiting.PAIR: _Queue.pair,
    Waiting.DIFFERENCE: _Queue.difference,
    Waiting.STALE: _Queue.stale,
    Waiting.ORGANISATION: _Queue.organisation,
}


def lines(session: Session, items: Sequence[Item], t: Translator) -> list[tuple[str, Line]]:
    """Return items as the queue shows them: what sort each is, and its line."""
    queue = _Queue(session, items, t)
    return [(t.gettext(SORTS[item.sort]), queue.line(item)) for item in items]


def _rows(session: Session, model: type[Any], items: Iterable[Item], *sorts: Waiting) -> dict[int, Any]:
    numbers = [item.number for item in items if item.sort in sorts]
    return {row.id: row for row in session.scalars(select(model).where(model.id.in_(numbers)))} if numbers else {}
