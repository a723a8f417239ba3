"""Making the answers: the part of the page that filters change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.directory.display.cards import Card
from app.directory.display.links import SearchLinks
from app.directory.display.making_cards import OPEN, Maker
from app.directory.display.results import Choice, Refused, Results, Section
from app.directory.labels import ORDER_SENTENCES, ORDERS, TRAITS, listed
from app.directory.needs import NEEDS, NEEDS_OF_KIND
from app.directory.rules import Order, Trait
from app.directory.search.candidates import EXACT_TO
from app.directory.search.engine import Found, find
from app.directory.search.ranking import Ranked
from app.directory.search.reach import LADDER, Query
from app.directory.search.reading import Reading, query
from app.directory.search.request import SearchRequest
from app.territory.gazetteer import gazetteer
from app.territory.labels import distance_text
from app.territory.rules import Place, PlaceKind

TOWN_HALL_KIND = "domiciliation"
"""Under which town halls stand: asked when nothing else answers."""
_MOVES = int(Trait.STOP | Trait.MOBILE)
SUGGESTED = 3
"""Cards of a section that stands in for answers."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The results, and whether the words that stand for no kind were found in names or descriptions."""

    results: Results
    found_words: bool
    corrected: tuple[str, ...] = ()
    """The words that were looked for instead, when those asked for were nowhere."""
    is_empty: bool = False
    """Nothing at all answers: near, further, at a distance, or kept out by a filter."""


class Answers:
    """The answers around one place, in the making."""

    def __init__(self, maker: Maker, reading: Reading, place: Place, links: SearchLinks) -> None:
        self._maker = maker
        self._t = maker.t
        self._reading = reading
        self._request = reading.request
        self._place = place
        self._links = links
        self._is_bounded = place.kind is PlaceKind.DEPARTEMENT

    def answered(self) -> Answered:
        """Search with the words that were not understood; without them when they are found nowhere."""
        asked = query(self._reading, self._place, words=self._reading.words)
        found = self._find(asked)
        found_words = bool(asked.criteria.words) and bool(found.total or found.remote_total)
        if asked.criteria.words and not found_words:
            asked = query(self._reading, self._place)
            found = self._find(asked)
        is_empty = not (found.total or found.remote_total or found.refused)
        return Answered(self._results(asked, found), found_words, found.corrected, is_empty)

    def _find(self, asked: Query) -> Found:
        return find(self._maker.connection, self._maker.openings, asked, self._maker.now)

    def _results(self, asked: Query, found: Found) -> Results:
        page, pages = found.page, found.pages
        count, scope = self._count(found), self._corrected(self._scope(found), found)
        cards = self._cards((*found.answers, *found.remote), found)
        shown = len(found.answers)
        return Results(
            announcement=f"{count} {scope}".strip(),
            count=count,
            scope=scope,
            order=self._order(),
            orders=self._orders() if found.total > 1 else (),
            cards=cards[:shown],
            refused=self._refused(asked, found) if found.total else (),
            sections=self._sections(asked, found, cards[shown:]),
            **self._wider(found),
            clear_href=self._clear_href(),
            passing_href=self._links.passing(self._place) if any(answer.traits & _MOVES for answer in found.answers) else "",
            previous_href=self._links.page(page - 1) if page > 1 else "",
            next_href=self._links.page(page + 1) if page < pages else "",
            page=page,
            pages=pages,
        )

    def _cards(self, answers: Sequence[Ranked], found: Found) -> tuple[Card, ...]:
        return self._maker.cards(answers, found.changes, tells_distance=not self._is_bounded)

    def _count(self, found: Found) -> str:
        t = self._t
        if found.total == 0:
            return t.gettext("Aucune réponse")
        if found.is_capped and found.total == EXACT_TO:
            return t.gettext("Plus de %(num)s réponses", num=found.total)
        if found.is_capped:
            return t.gettext("Au moins %(num)s réponses", num=found.total)
        return t.ngettext("%(num)s réponse", "%(num)s réponses", found.total)

    def _scope(self, found: Found) -> str:
        t = self._t
        if self._is_bounded:
            return t.gettext("dans la métropole") if self._place.collectivite else t.gettext("dans le département")
        if found.total and not found.placed:
            return t.ngettext("qui vient vers vous", "qui viennent vers vous", found.total)
        scope = t.gettext("à moins de %(km)s km", km=f"{found.kilometres:g}")
        if found.is_widened and found.total and self._request.rayon is not None:
            asked = f"{self._request.rayon:g}"
            return t.gettext("Rien à moins de %(asked)s km : nous avons cherché jusqu’à %(km)s km", asked=asked, km=f"{found.kilometres:g}")
        if found.is_widened and found.total:
            return t.gettext("%(scope)s : il y en a peu tout près, nous avons cherché plus loin", scope=scope)
        return scope

    def _corrected(self, scope: str, found: Found) -> str:
        if not found.corrected:
            return scope
        words = " ".join(found.corrected)
        return self._t.gettext("%(scope)s. Nous avons cherché « %(words)s ».", scope=scope, words=words)

    def _order(self) -> str:
        town = gazetteer().departements[self._place.departement or ""].chef_lieu if self._is_bounded else ""
        if town and self._request.tri is not Order.FRESHNESS and (commune := gazetteer().commune(town)):
            return self._t.gettext("Les plus proches de %(town)s d’abord.", town=commune.nom)
        return self._t.gettext(ORDER_SENTENCES[self._request.tri])

    def _orders(self) -> tuple[Choice, ...]:
        kept = self._links.kept("tri", "page")
        return tuple(
            Choice(self._t.gettext(label), "", self._links.search([*kept, ("tri", order)] if order is not Order.RELEVANCE else kept))
            for order, label in ORDERS.items()
            if order is not self._request.tri
        )

    def _clear_href(self) -> str:
        kept = self._links.kept("public", "ouvert", "acces", "langue", "animaux", "pmr", "rayon", "page")
        is_filtered = self._reading.opening is not None or len(kept) < len(self._links.kept("page"))
        said = [("ouvert", "")] if self._reading.opening_is_said else []
        return self._links.search([*kept, *said]) if is_filtered else ""

    def _wider(self, found: Found) -> Mapping[str, str]:
        """The next step of the ladder, as a link; nothing within a border or at the last step."""
        wider = next((step for step in LADDER if step > found.kilometres), None)
        if wider is None or self._is_bounded:
            return {}
        label = self._t.gettext("Chercher jusqu’à %(km)s km", km=f"{wider:g}")
        return {"wider_href": self._links.search([*self._links.kept("rayon", "page"), ("rayon", f"{wider:g}")]), "wider_label": label}

    def _refused(self, asked: Query, found: Found) -> tuple[Refused, ...]:
        if not found.refused:
            return ()
        cards: Mapping[int, Card] = {card.id: card for card in self._cards(found.refused, found)}
        return tuple(
            Refused(
                card.name,
                card.href,
                self._reason(asked, answer, card),
                "" if card.is_protected else distance_text(answer.kilometres, self._t),
            )
            for answer in found.refused
            if (card := cards.get(answer.service_id))
        )

    def _reason(self, asked: Query, answer: Ranked, card: Card) -> str:
        """What keeps a place out of the answers: for whom it is, what it does not offer, when it opens."""
        if not answer.publics & asked.criteria.publics:
            return card.audience
        missing = asked.criteria.required & ~answer.traits
        if missing:
            wanted = listed((self._t.gettext(label) for trait, label in TRAITS.items() if trait & missing), self._t)
            return self._t.gettext("Ne dit pas : %(wanted)s", wanted=wanted)
        if self._request.langue and (asked.ouvert is None or card.state == OPEN):
            return self._t.gettext("Ne dit pas qu’on y parle cette langue")
        return card.status

    def _sections(self, asked: Query, found: Found, remote: tuple[Card, ...]) -> tuple[Section, ...]:
        t = self._t
        sections = []
        if not found.total and found.refused:
            near = self._cards(found.refused, found)
            lead = t.gettext("Ces lieux ne correspondent pas tout à fait à vos choix, mais ils sont près.")
            if asked.ouvert is not None and all(card.state != OPEN for card in near):
                lead = t.gettext("Ces lieux sont fermés pour l’instant. Voici quand ils ouvrent.")
            sections.append(Section(t.gettext("Tout près"), lead, near))
        if remote:
            lead = t.ngettext("%(num)s service à distance pour ce lieu.", "%(num)s services à distance pour ce lieu.", found.remote_total)
            sections.append(Section(t.gettext("Par téléphone ou en ligne"), lead, remote))
        if not found.total:
            sections += self._neighbours()
            sections += self._town_hall()
        return tuple(sections)

    def _neighbours(self) -> Sequence[Section]:
        """Other kinds that answer the same need."""
        asked = set(self._reading.kinds)
        needs = {need for kind in asked for need in NEEDS_OF_KIND.get(kind, ()) if not asked.issuperset(NEEDS[need].kinds)}
        needs -= set(self._reading.needs)
        if not needs:
            return ()
        found = self._instead(kinds=(), needs=tuple(sorted(needs)))
        if not found.answers:
            return ()
        lead = self._t.gettext("Ces lieux répondent à un besoin voisin.")
        return (Section(self._t.gettext("D’autres aides près d’ici"), lead, self._cards(found.answers[:SUGGESTED], found)),)

    def _town_hall(self) -> Sequence[Section]:
        """Never an empty page: the town hall tells who helps here."""
        if self._reading.kinds == (TOWN_HALL_KIND,):
            return ()
        found = self._instead(kinds=(TOWN_HALL_KIND,), needs=())
        if not found.answers:
            return ()
        lead = self._t.gettext("Nous ne connaissons pas encore de lieu pour cela ici. La mairie peut vous dire qui aide près de chez vous.")
        return (Section(self._t.gettext("Demandez à la mairie"), lead, self._cards(found.answers[:SUGGESTED], found)),)

    def _instead(self, *, kinds: tuple[str, ...], needs: tuple[str, ...]) -> Found:
        """Answers to another question at the same place, without filters."""
        other = replace(
            self._reading, kinds=kinds, needs=needs, words=(), now=False, tonight=False, day=None, request=SearchRequest(tri=Order.DISTANCE)
        )
        return self._find(replace(query(other, self._place), kilometres=LADDER[1]))
