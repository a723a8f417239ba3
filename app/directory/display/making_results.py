"""Making the results page: from a search as understood to what is shown of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from app.core.language import Translator, mark
from app.directory.display.cards import Card
from app.directory.display.filters import chosen_filters, filters
from app.directory.display.making_cards import Maker
from app.directory.display.results import Choice, FieldError, KindChip, Refused, Results, SearchPage, Section
from app.directory.kinds import kinds
from app.directory.labels import ORDER_SENTENCES, ORDERS, PROBLEMS
from app.directory.needs import NEEDS
from app.directory.opening.labels import status_text
from app.directory.rules import Opening, Order, Problem
from app.directory.search.engine import LADDER, PAGE_SIZE, Found, find
from app.directory.search.ranking import Ranked
from app.directory.search.reading import Reading, query, read
from app.directory.search.request import SearchRequest, pairs
from app.directory.themes import EVERYTHING
from app.territory.gazetteer import gazetteer
from app.territory.labels import distance_text, place_text, where_text
from app.territory.rules import Ambiguous, Place, PlaceKind, Unknown

NEIGHBOUR_KIND = "domiciliation"
"""Where the town hall stands: asked when nothing else answers."""
VIOLENCE = frozenset({"hebergement-violences"})


@dataclass(frozen=True, slots=True)
class Page:
    """The page, and whether what was asked could be used (422 otherwise)."""

    page: SearchPage
    is_refused: bool


def search_page(maker: Maker, request: SearchRequest, lang: str) -> Page:
    """Answer a search. `lang` is what links carry; empty for French."""
    return _Making(maker, read(request), lang).page()


def needs(t: Translator, lang: str) -> tuple[Choice, ...]:
    """Return the eight needs as links to their search; `detail` names the pictogram."""
    suffix = f"&lang={lang}" if lang else ""
    return tuple(Choice(t.gettext(need.label), code, f"/recherche?besoin={code}{suffix}") for code, need in NEEDS.items())


class _Making:
    """One page in the making."""

    def __init__(self, maker: Maker, reading: Reading, lang: str) -> None:
        self._maker = maker
        self._t = maker.t
        self._reading = reading
        self._request = reading.request
        self._lang = lang
        self._errors = [
            FieldError(field if field in ("q", "lieu", "rayon", "ouvert", "public", "type") else "lieu", self._t.gettext(PROBLEMS[problem]))
            for field, problem in self._request.problems.items()
        ]

    def page(self) -> Page:
        reading, t = self._reading, self._t
        results = None
        choices: tuple[Choice, ...] = ()
        question = ""
        if reading.problem:
            self._errors.append(FieldError("lieu", t.gettext(PROBLEMS[reading.problem])))
        elif isinstance(reading.outcome, Unknown):
            self._errors.append(FieldError("lieu", t.gettext("Nous ne trouvons pas « %(place)s » dans la région.", place=reading.outcome.text)))
            choices, question = self._places(reading.outcome.suggestions), t.gettext("Vouliez-vous dire…")
        elif isinstance(reading.outcome, Ambiguous):
            choices, question = self._places(reading.outcome.places), t.gettext("Plusieurs communes portent ce nom. Laquelle ?")
        elif reading.place and not self._errors:
            results = self._results(reading.place)
        elif not self._request.is_blank and not self._errors:
            choices, question = self._departements(), t.gettext("Où cherchez-vous ? Écrivez une ville, ou choisissez un département.")
        shown = SearchPage(
            title=self._title(),
            q=self._request.q,
            lieu=self._request.lieu or (reading.place.label if reading.place and not reading.place_is_in_q else ""),
            hidden=self._carried("q", "lieu", "commune", "lat", "lon", "page"),
            filter_hidden=self._carried("public", "ouvert", "acces", "langue", "animaux", "pmr", "tri", "rayon", "page"),
            errors=tuple(self._errors),
            kinds=self._chips(),
            place=place_text(reading.place, t) if reading.place else "",
            place_undo_href=self._href(self._pairs("lieu", "commune", "lat", "lon", "page")) if not reading.place_is_in_q else "",
            unknown=" ".join(reading.words) if results and not self._words_help else "",
            choices=choices,
            choices_question=question if choices else "",
            urgent=self._urgent(),
            filters=filters(self._request, reading.now, t) if results else (),
            chosen_filters=chosen_filters(self._request, reading.now),
            results=results,
            needs=needs(self._t, self._lang) if self._request.is_blank else (),
        )
        return Page(shown, is_refused=bool(self._errors))

    # what is asked back

    def _places(self, places: Sequence[Place]) -> tuple[Choice, ...]:
        kept = self._pairs("lieu", "commune", "lat", "lon", "page", "q")
        if self._reading.place_is_in_q:
            wanted = [("type", code) for code in self._reading.kinds] + [("besoin", code) for code in self._reading.needs]
            kept = [*[pair for pair in kept if pair not in wanted], *wanted]
            if self._reading.words:
                kept.insert(0, ("q", " ".join(self._reading.words)))
        elif self._request.q:
            kept.insert(0, ("q", self._request.q))
        return tuple(Choice(place.label, place.detail, self._href([*kept, _naming(place)])) for place in places)

    def _departements(self) -> tuple[Choice, ...]:
        kept = self._pairs("lieu", "commune", "lat", "lon", "page")
        return tuple(
            Choice(departement.nom, code, self._href([*kept, ("lieu", departement.nom)])) for code, departement in gazetteer().departements.items()
        )

    # what was understood

    def _chips(self) -> tuple[KindChip, ...]:
        t = self._t
        chips = []
        for code in self._reading.told_kinds:
            kind = kinds()[code]
            left = [pair for pair in self._pairs("page") if pair != ("type", code) and pair[0] != "besoin"]
            if code not in self._request.type and not self._request.besoin:
                left = [pair for pair in left if pair[0] != "q"]
            name = t.gettext(kind.name)
            name = f"{name} ({kind.acronym})" if kind.acronym and kind.acronym not in name else name
            chips.append(KindChip(code, name, self._plain(f"/dispositifs/{code}"), t.gettext(kind.definition), self._href(left)))
        return tuple(chips)

    def _what(self) -> str:
        t = self._t
        names = [t.gettext(NEEDS[code].label) for code in self._reading.needs] + [t.gettext(kinds()[code].name) for code in self._reading.kinds]
        return t.gettext(", ").join(names) or t.gettext("Lieux et équipes")

    def _title(self) -> str:
        t, place = self._t, self._reading.place
        if self._request.is_blank:
            return t.gettext("Chercher un lieu ou une équipe")
        if place is None:
            return self._what()
        return t.gettext("%(what)s %(where)s", what=self._what(), where=where_text(place, t))

    def _urgent(self) -> str:
        if not VIOLENCE.isdisjoint(self._reading.kinds):
            return "violences"
        if "dormir" in self._reading.needs or self._reading.tonight and not self._reading.needs:
            return "115"
        return ""

    # answers

    @property
    def _words_help(self) -> bool:
        return not self._reading.words or self._found_words

    def _results(self, place: Place) -> Results:
        reading, maker = self._reading, self._maker
        asked = query(reading, place, words=reading.words)
        found = find(maker.session, maker.openings, asked, maker.now)
        self._found_words = bool(found.total or found.remote_total)
        if reading.words and not self._found_words:
            asked = query(reading, place)
            found = find(maker.session, maker.openings, asked, maker.now)
        cards = maker.cards(found.answers, found.changes)
        pages = max(1, -(-found.total // PAGE_SIZE))
        count = self._count(found)
        scope = self._scope(found, place)
        return Results(
            announcement=f"{count} {scope}".strip(),
            count=count,
            scope=scope,
            order=self._t.gettext(ORDER_SENTENCES[self._request.tri]),
            orders=self._orders(),
            cards=cards,
            refused=self._refused(found),
            sections=self._sections(found, place),
            nearer_href="",
            **self._reach(found, place),
            previous_href=self._page_href(self._request.page - 1) if self._request.page > 1 else "",
            next_href=self._page_href(self._request.page + 1) if self._request.page < pages else "",
            page=self._request.page,
            pages=pages,
        )

    def _count(self, found: Found) -> str:
        t = self._t
        if found.total == 0:
            return t.gettext("Aucune réponse")
        if found.is_capped:
            return t.gettext("Plus de %(num)s réponses", num=found.total)
        return t.ngettext("%(num)s réponse", "%(num)s réponses", found.total)

    def _scope(self, found: Found, place: Place) -> str:
        t = self._t
        if place.kind is PlaceKind.DEPARTEMENT:
            return t.gettext("dans le département") if place.collectivite is None else t.gettext("dans la métropole")
        scope = t.gettext("à moins de %(km)s km", km=f"{found.kilometres:g}")
        if found.is_widened:
            return t.gettext("%(scope)s : il y en a peu tout près, nous avons cherché plus loin", scope=scope)
        return scope

    def _orders(self) -> tuple[Choice, ...]:
        kept = self._pairs("tri", "page")
        return tuple(
            Choice(self._t.gettext(label), "", self._href([*kept, ("tri", order)] if order is not Order.RELEVANCE else kept))
            for order, label in ORDERS.items()
            if order is not self._request.tri
        )

    def _reach(self, found: Found, place: Place) -> Mapping[str, str]:
        """The next step of the ladder, as a link; nothing within a border or at the last step."""
        if place.kind is PlaceKind.DEPARTEMENT:
            return {}
        wider = next((step for step in LADDER if step > found.kilometres), None)
        if wider is None:
            return {}
        label = self._t.gettext("Chercher jusqu’à %(km)s km", km=f"{wider:g}")
        return {"wider_href": self._href([*self._pairs("rayon", "page"), ("rayon", f"{wider:g}")]), "wider_label": label}

    def _refused(self, found: Found) -> tuple[Refused, ...]:
        maker, t = self._maker, self._t
        cards: Mapping[int, Card] = {card.id: card for card in maker.cards(found.refused, found.changes)}
        return tuple(
            Refused(cards[answer.service_id].name, cards[answer.service_id].href, cards[answer.service_id].status, self._far(answer, t))
            for answer in found.refused
            if answer.service_id in cards
        )

    def _far(self, answer: Ranked, t: Translator) -> str:
        return distance_text(answer.kilometres, t)

    def _sections(self, found: Found, place: Place) -> tuple[Section, ...]:
        t = self._t
        sections = []
        if found.remote:
            lead = t.ngettext("%(num)s service à distance pour ce lieu.", "%(num)s services à distance pour ce lieu.", found.remote_total)
            sections.append(Section(t.gettext("Par téléphone ou en ligne"), lead, self._maker.cards(found.remote, found.changes)))
        if not found.total and self._request.page == 1:
            sections += self._otherwise(place)
        return tuple(sections)

    def _otherwise(self, place: Place) -> Sequence[Section]:
        """Never an empty page: whatever is near, else the town hall, which tells who helps here."""
        t, maker = self._t, self._maker
        town_hall = replace(self._reading, kinds=(NEIGHBOUR_KIND,), needs=(), now=False, request=SearchRequest())
        found = find(maker.session, maker.openings, query(town_hall, place), maker.now)
        if not found.answers or self._reading.kinds == (NEIGHBOUR_KIND,):
            return ()
        lead = t.gettext("Nous ne connaissons pas encore de lieu pour cela ici. La mairie peut vous dire qui aide près de chez vous.")
        return (Section(t.gettext("Demandez à la mairie"), lead, maker.cards(found.answers[:3], found.changes)),)

    # addresses

    def _pairs(self, *without: str) -> list[tuple[str, str]]:
        return pairs(self._request, without=without)

    def _carried(self, *without: str) -> tuple[tuple[str, str], ...]:
        return tuple(pairs(self._request, without=without))

    def _page_href(self, number: int) -> str:
        kept = self._pairs("page")
        return self._href([*kept, ("page", str(number))] if number > 1 else kept)

    def _href(self, values: Sequence[tuple[str, str]]) -> str:
        values = [*values, ("lang", self._lang)] if self._lang else values
        return f"/recherche?{urlencode(values)}" if values else "/recherche"

    def _plain(self, path: str) -> str:
        return f"{path}?lang={self._lang}" if self._lang else path


def _naming(place: Place) -> tuple[str, str]:
    """The parameter that names a place beyond doubt."""
    if place.commune is not None and place.kind in (PlaceKind.COMMUNE, PlaceKind.ARRONDISSEMENT):
        return ("commune", place.commune.code)
    return ("lieu", place.label)
