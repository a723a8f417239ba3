"""Making cards from ranked answers: one read for all, then words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.database import AnyRow
from app.core.language import FRENCH, Translator
from app.directory.display.cards import Card
from app.directory.display.phones import phone
from app.directory.display.wording import audience, first_sentence, publics_of, trust
from app.directory.kinds import kinds
from app.directory.loading.town_halls import DESCRIPTION
from app.directory.opening.labels import day_line, passage_text, status_text
from app.directory.opening.rules import State, Status, TemporaryChange
from app.directory.queries import card_rows
from app.directory.redaction import PublicAddress, public_address
from app.directory.rules import Trait
from app.directory.search.openings import Changes, Openings
from app.directory.search.ranking import Ranked
from app.territory.labels import distance_text, travel_text
from app.territory.rules import Point


@dataclass(frozen=True, slots=True)
class Maker:
    """What cards are made with: the reader's words, the hour, and how links carry the language."""

    session: Session
    openings: Openings
    now: datetime
    t: Translator
    suffix: str
    """What is added to each address: empty, or `?lang=ar`."""

    def cards(self, answers: Sequence[Ranked], changes: Changes, *, tells_distance: bool = True) -> tuple[Card, ...]:
        """Return the cards of answers, in their order; without a place asked for, there is no distance to tell."""
        rows = card_rows(self.session, [(answer.service_id, answer.location_id) for answer in answers])
        self.openings.load(self.session, [answer.hours_id for answer in answers])
        cards = (
            self.card(rows[answer.service_id], answer, changes.get((answer.service_id, answer.location_id), ()))
            for answer in answers
            if answer.service_id in rows
        )
        return tuple(cards) if tells_distance else tuple(replace(card, distance="") for card in cards)

    def card(self, row: AnyRow, answer: Ranked, changes: tuple[TemporaryChange, ...]) -> Card:
        """Return one card."""
        t = self.t
        found = self.openings.at(answer.hours_id, self.now, changes)
        address = public_address(row, is_protected=row.is_protected) if row.code_insee is not None else None
        is_somewhere = answer.location_id != 0
        is_passing = bool(answer.traits & Trait.STOP)
        foreign = "" if t.language is FRENCH else FRENCH.code
        own_words = row.description == DESCRIPTION
        return Card(
            id=row.id,
            href=f"/services/{row.id}{self.suffix}",
            name=row.nom,
            kind=self._kind(row),
            state=State.UNKNOWN.value if is_passing and found.state is State.CLOSED else found.state.value,
            status=self._status_text(found, answer),
            hours="" if is_passing or not is_somewhere else day_line(found, self.now, t),
            distance=self._distance(answer, address),
            where=_where(address, row.location, t) if address else "",
            audience=audience(row, publics_of(answer.publics), t),
            why=t.gettext(row.description) if own_words else first_sentence(row.description),
            phone=phone(row.telephone or row.structure_telephone),
            map_href=map_href(address.point) if address and not address.is_protected and is_somewhere else "",
            trust=trust(
                (row.hours_confirmed_at, row.contact_confirmed_at, row.conditions_confirmed_at), row.date_maj, t, is_default=row.is_default
            ),
            is_example=row.is_example,
            is_protected=row.is_protected,
            notice=found.temporary.message if found.temporary else "",
            language=foreign,
            why_language="" if own_words else foreign,
        )

    def _kind(self, row: AnyRow) -> str:
        kind = kinds().get(row.main_kind)
        name = self.t.gettext(kind.name) if kind else ""
        structure = "" if row.structure == row.nom else row.structure
        other = self.t.gettext("premier renseignement") if row.is_default else structure
        return " · ".join(part for part in (name, other) if part)

    def _status_text(self, found: Status, answer: Ranked) -> str:
        if answer.traits & Trait.STOP and (passage := passage_text(found, self.now, self.t)):
            return passage
        if answer.location_id:
            return status_text(found, self.now, self.t)
        return self.t.gettext("L’équipe vient vers vous") if answer.traits & Trait.MOBILE else self.t.gettext("Par téléphone ou en ligne")

    def _distance(self, answer: Ranked, address: PublicAddress | None) -> str:
        t = self.t
        if answer.traits & Trait.MOBILE and not answer.location_id:
            return t.gettext("Vient près de chez vous")
        if not answer.location_id:
            return t.gettext("À distance")
        if address is not None and address.is_protected:
            return t.gettext("Adresse gardée secrète")
        return t.gettext("%(distance)s, %(travel)s", distance=distance_text(answer.kilometres, t), travel=travel_text(answer.kilometres, t))


def _where(address: PublicAddress, place: str, t: Translator) -> str:
    if address.is_protected:
        return t.gettext("Département : %(name)s", name=address.departement)
    return ", ".join(line for line in (place, *address.lines) if line)


def map_href(point: Point | None) -> str:
    """Return the address of a map at this point; empty when there is none."""
    if point is None:
        return ""
    return f"https://www.openstreetmap.org/?mlat={point.latitude:.5f}&mlon={point.longitude:.5f}#map=17/{point.latitude:.5f}/{point.longitude:.5f}"
