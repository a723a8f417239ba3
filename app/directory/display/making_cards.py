"""Making cards from ranked answers: one read for all, then words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Connection

from app.core.language import FRENCH, Translator
from app.directory.display.cards import Card
from app.directory.display.orienting import orient_href, usual_delay
from app.directory.display.phones import phone
from app.directory.display.wording import Received, audience, first_sentence, trust
from app.directory.hidden_addresses import hidden_from_cards
from app.directory.kinds import kinds
from app.directory.loading.town_halls import DESCRIPTION
from app.directory.opening.labels import day_line, moved_text, passage_text, status_text
from app.directory.opening.rules import Schedule, State, TemporaryChange
from app.directory.opening.status import status
from app.directory.queries import CardRow, card_rows
from app.directory.redaction import FullAddress, PublicAddress, public_address, public_name, public_text
from app.directory.rules import Trait
from app.directory.search.openings import Changes, Openings
from app.directory.search.ranking import Ranked
from app.territory.labels import distance_text, travel_text
from app.territory.rules import Point

_STOP, _MOBILE = int(Trait.STOP), int(Trait.MOBILE)
FIRST_CALL = "115"
"""Whom to call for what one enters through the SIAO."""
OPEN, UNKNOWN = State.OPEN.value, State.UNKNOWN.value


class _Said(NamedTuple):
    """What is said of hours at one minute."""

    state: str
    status: str
    hours: str
    passage: str
    """When a stop is made: the words of an itinerant service."""
    notice: str


@lru_cache(maxsize=4096)
def _said(schedule: Schedule, changes: tuple[TemporaryChange, ...], minute: datetime, t: Translator, is_protected: bool) -> _Said:  # noqa: FBT001 - kept by it
    """Put hours into words, once for all the places that keep them, for the minute."""
    found = status(schedule, minute, changes)
    notice = found.temporary.message if found.temporary else ""
    if found.temporary and found.temporary.moved_to is not None:
        moved = moved_text(schedule, found.temporary, minute.date(), t, tells_place=not is_protected)
        notice = " ".join(filter(None, (moved, notice)))
    return _Said(found.state.value, status_text(found, minute, t), day_line(found, minute, t), passage_text(found, minute, t), notice)


@lru_cache(maxsize=4096)
def _kind_name(code: str, t: Translator) -> str:
    kind = kinds().get(code)
    return t.gettext(kind.name) if kind else ""


@lru_cache(maxsize=4096)
def _away(tenths: int, t: Translator) -> str:
    """Put a distance into words, with the time it takes; tenths of a kilometre, no finer than what is told."""
    return t.gettext("%(distance)s, %(travel)s", distance=distance_text(tenths / 10, t), travel=travel_text(tenths / 10, t))


@dataclass(frozen=True, slots=True)
class Maker:
    """What cards are made with: the reader's words, the hour, and how links carry the language."""

    connection: Connection
    openings: Openings
    now: datetime
    """The minute: what is said holds for the whole of it."""
    t: Translator
    suffix: str
    """What is added to each address: empty, or `?lang=ar`."""

    def cards(self, answers: Sequence[Ranked], changes: Changes, *, tells_distance: bool = True) -> tuple[Card, ...]:
        """Return the cards of answers, in their order; without a place asked for, there is no distance to tell."""
        rows = card_rows(self.connection, [(answer.service_id, answer.location_id) for answer in answers])
        self.openings.load(self.connection, [answer.hours_id for answer in answers])
        secrets = hidden_from_cards(self.connection, [row.id for row in rows.values() if row.is_protected])
        rows = {number: _less(row, secrets[number]) if number in secrets else row for number, row in rows.items()}
        cards = (
            self.card(rows[answer.service_id], answer, changes.get((answer.service_id, answer.location_id), ()))
            for answer in answers
            if answer.service_id in rows
        )
        return tuple(cards) if tells_distance else tuple(card._replace(distance="") for card in cards)

    def card(self, row: CardRow, answer: Ranked, changes: tuple[TemporaryChange, ...]) -> Card:
        """Return one card."""
        t = self.t
        said = _said(self.openings.schedule(answer.hours_id), changes, self.now, t, row.is_protected)
        address = public_address(row, is_protected=row.is_protected) if row.has_place else None
        is_somewhere = answer.location_id != 0
        is_passing = bool(answer.traits & _STOP)
        foreign = "" if t.language is FRENCH else FRENCH.code
        own_words = row.description == DESCRIPTION
        return Card(
            id=row.id,
            href=f"/services/{row.id}{self.suffix}",
            name=row.nom or t.gettext("Adresse gardée secrète"),
            kind=self._kind(row),
            state=UNKNOWN if is_passing and said.state != OPEN else said.state,
            status=self._status(said, answer),
            hours="" if is_passing or not is_somewhere else said.hours,
            distance=self._distance(answer, address),
            where=_where(address, row.location, t) if address else "",
            audience=self._audience(row, answer),
            why=t.gettext(row.description) if own_words else first_sentence(row.description),
            phone=phone(FIRST_CALL if row.through_siao else row.telephone),
            map_href="" if row.through_siao or address is None or address.is_protected else map_href(address.point),
            trust=trust(date.fromordinal(answer.fresh) if answer.fresh else None, self.now.date(), t, is_default=row.is_default),
            is_example=row.is_example,
            is_protected=row.is_protected,
            notice=public_text(said.notice, ((row,) if row.has_place else ()) if row.is_protected else None),
            language=foreign,
            why_language="" if own_words else foreign,
            orient_href=orient_href(row.id, self.suffix) if row.receives_orientations else "",
            usual_delay=usual_delay(row.response_band, t) if row.receives_orientations else "",
        )

    def _audience(self, row: CardRow, answer: Ranked) -> str:
        if row.through_siao:
            return self.t.gettext("On y entre par le 115 ou le SIAO")
        if row.is_default:
            return self.t.gettext("Pour tous : la mairie vous renseigne")
        return audience(Received(row.audience, answer.publics, row.gender, row.age_min, row.age_max), self.t)

    def _kind(self, row: CardRow) -> str:
        structure = "" if row.structure == row.nom else row.structure
        other = self.t.gettext("premier renseignement") if row.is_default else structure
        name = _kind_name(row.main_kind, self.t)
        return f"{name} · {other}" if name and other else name or other

    def _status(self, said: _Said, answer: Ranked) -> str:
        if answer.traits & _STOP and said.passage:
            return said.passage
        if answer.location_id:
            return said.status
        return self.t.gettext("L’équipe vient vers vous") if answer.traits & _MOBILE else self.t.gettext("Par téléphone ou en ligne")

    def _distance(self, answer: Ranked, address: PublicAddress | None) -> str:
        t = self.t
        if not answer.location_id:
            return t.gettext("Vient près de chez vous") if answer.traits & _MOBILE else t.gettext("À distance")
        if address is not None and address.is_protected:
            return t.gettext("Adresse gardée secrète")
        return _away(round(answer.kilometres * 10), t)


def _less(row: CardRow, hidden: Sequence[FullAddress]) -> CardRow:
    """A protected service without what its own words tell of its address."""
    return row._replace(
        nom=public_name(row.nom, hidden), structure=public_name(row.structure, hidden), description=public_text(row.description, hidden)
    )


def _where(address: PublicAddress, place: str, t: Translator) -> str:
    if address.is_protected:
        return t.gettext("Département : %(name)s", name=address.departement)
    return ", ".join(line for line in (place, *address.lines) if line)


def map_href(point: Point | None) -> str:
    """Return the address of a map at this point; empty when there is none."""
    if point is None:
        return ""
    return f"https://www.openstreetmap.org/?mlat={point.latitude:.5f}&mlon={point.longitude:.5f}#map=17/{point.latitude:.5f}/{point.longitude:.5f}"
