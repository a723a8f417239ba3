"""Making the page of who passes near a place: the stops around it, each time that they are there, the teams that come."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from app.core.language import Translator, mark
from app.directory.display.cards import Card
from app.directory.display.links import naming
from app.directory.display.making_cards import Maker, map_href
from app.directory.display.making_search import errors_of
from app.directory.display.passing import PassingLine, PassingPage
from app.directory.display.results import Choice, FieldError
from app.directory.opening.labels import day_name, is_of_evening, slots_text
from app.directory.opening.rules import Interval
from app.directory.redaction import public_address
from app.directory.search.candidates import Criteria, Entry
from app.directory.search.openings import Changes, changes_of, outside
from app.directory.search.ranking import Ranked
from app.directory.search.reach import WITHIN_BORDER
from app.directory.search.reading import Reading, query, read
from app.directory.search.request import DAYS_AHEAD, SearchRequest
from app.directory.stops import queries
from app.directory.stops.passages import Passage, Window, of_day, passages, tonight
from app.directory.stops.queries import StopPlace
from app.territory.distance import KM_PER_DEGREE
from app.territory.labels import distance_text, place_text, where_text
from app.territory.rules import Ambiguous, Place, PlaceKind, Unknown

NEAR, FURTHER = 12.0, 25.0
"""Kilometres; the second when nothing passes within the first."""
MOST_SHOWN = 100
TEAMS_SHOWN = 10
DAYS_OFFERED = 7
TONIGHT, TOMORROW = "ce-soir", "demain"
PATH = "/passages"
NOT_A_DAY = mark("Choisissez ce soir, demain ou un jour des deux mois qui viennent.")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which day is asked for, as it was written."""

    said: str
    day: date | None
    """None: from now to the end of the night."""
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """A passage and where it is."""

    entry: Entry
    place: StopPlace
    passage: Passage


def asked_day(said: str, today: date) -> Asked:
    """Read a day as the address says it; tonight when it cannot be used."""
    if said in ("", TONIGHT):
        return Asked(TONIGHT, None)
    if said == TOMORROW:
        return Asked(TOMORROW, today + timedelta(days=1))
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return Asked(TONIGHT, None, is_known=False)
    return Asked(said, day) if today <= day <= today + DAYS_AHEAD else Asked(TONIGHT, None, is_known=False)


def passing_page(maker: Maker, request: SearchRequest, asked: Asked, lang: str) -> PassingPage:
    """Return the page; its errors say what could not be used. `lang` is what links carry; empty for French."""
    t, reading = maker.t, read(request)
    errors = errors_of(reading, t)
    if not asked.is_known:
        errors = (*errors, FieldError("jour", t.gettext(NOT_A_DAY)))
    place = reading.place
    is_position = place is not None and place.kind is PlaceKind.POSITION
    question, choices = _question(reading, asked, t, lang)
    page = PassingPage(
        title=_title(asked, maker),
        lieu=request.typed.get("lieu", request.lieu) or (place.label if place else ""),
        hidden=tuple(_position(request)) if is_position else (),
        days=tuple(_days(asked, maker)),
        errors=errors,
        choices_question=question,
        choices=choices,
    )
    if place is None or errors:
        return page
    criteria = query(reading, place).criteria
    found, kilometres, changes = _found(maker, criteria, place, of_day(asked.day) if asked.day else tonight(maker.now))
    is_bounded = place.departement is not None
    return replace(
        page,
        scope=where_text(place, t) if is_bounded else _scope(place, kilometres, t),
        lines=_lines(maker, found[:MOST_SHOWN], changes, asked, tells_distance=not is_bounded),
        teams=_teams(maker, criteria, place, {one.entry.service_id for one in found}),
        search_href=_href("/recherche", _position(request) if is_position else [naming(place)], lang),
    )


def _found(maker: Maker, criteria: Criteria, place: Place, window: Window) -> tuple[list[Found], float, Changes]:
    """The passages near, in the order of their hours; a little further when there is none."""
    steps = (WITHIN_BORDER,) if criteria.collectivites else (NEAR, FURTHER)
    found: list[Found] = []
    changes: Changes = {}
    for kilometres in steps:
        entries = queries.stops_near(maker.connection, criteria, place.point, kilometres)
        changes = changes_of(maker.connection, [(entry.service_id, entry.location_id) for entry in entries], maker.now.date())
        found = _within(maker, entries, changes, window)
        if found:
            break
    return sorted(found, key=lambda one: (one.passage.start, one.entry.square, one.entry.location_id)), kilometres, changes


def _within(maker: Maker, entries: Sequence[Entry], changes: Changes, window: Window) -> list[Found]:
    maker.openings.load(maker.connection, [entry.hours_id for entry in entries])
    places = queries.places(maker.connection, [entry.location_id for entry in entries])
    first = window.day or window.start.date() - timedelta(days=1)
    found = []
    for entry in entries:
        place = places.get(entry.location_id)
        if place is None:
            continue
        period = outside(place.starts, place.ends, maker.now.date())
        its_changes = changes.get((entry.service_id, entry.location_id), ())
        told = passages(maker.openings.schedule(entry.hours_id), its_changes, period, first, window.day or window.end.date())
        found += [Found(entry, place, passage) for passage in told if window.holds(passage)]
    return found


def _lines(maker: Maker, found: Sequence[Found], changes: Changes, asked: Asked, *, tells_distance: bool) -> tuple[PassingLine, ...]:
    """The passages of services that may be told; the address of a protected one is nobody's."""
    cards = {card.id: card for card in maker.cards(list({one.entry.service_id: _ranked(one.entry) for one in found}.values()), changes)}
    shown = ((one, cards.get(one.entry.service_id)) for one in found)
    return tuple(_line(maker, one, card, asked, tells_distance=tells_distance) for one, card in shown if card and not card.is_protected)


def _line(maker: Maker, one: Found, card: Card, asked: Asked, *, tells_distance: bool) -> PassingLine:
    t, place, passage = maker.t, one.place, one.passage
    address = public_address(place, is_protected=False)
    hours = slots_text([Interval(passage.start, passage.end)], t)
    if asked.day is None and passage.day > maker.now.date():
        hours = t.gettext("demain, %(slots)s", slots=hours)
    return PassingLine(
        hours=hours,
        where=", ".join(dict.fromkeys(line for line in (place.nom, *address.lines) if line)),
        name=card.name,
        href=card.href,
        kind=card.kind,
        audience=card.audience,
        distance=distance_text(KM_PER_DEGREE * one.entry.square**0.5, t) if tells_distance else "",
        phone=card.phone,
        map_href=map_href(address.point),
        is_example=card.is_example,
        language=card.language,
        cancelled=_cancelled(passage, maker.now.date(), t),
        message=passage.change.message if passage.change else "",
    )


def _cancelled(passage: Passage, today: date, t: Translator) -> str:
    if passage.change is None:
        return ""
    if passage.change.moved_to:
        return t.gettext("déplacé : %(place)s", place=passage.change.moved_to)
    if passage.day != today:
        return t.gettext("annulé ce jour-là")
    is_evening = is_of_evening([Interval(passage.start, passage.end)])
    return t.gettext("annulé ce soir") if is_evening else t.gettext("annulé aujourd’hui")


def _teams(maker: Maker, criteria: Criteria, place: Place, shown: set[int]) -> tuple[Card, ...]:
    """The teams that come, and do not pass at an hour that was told already."""
    entries = queries.teams_that_come(maker.connection, criteria, place.point, TEAMS_SHOWN + len(shown))
    come = list({entry.service_id: entry for entry in entries if entry.service_id not in shown}.values())[:TEAMS_SHOWN]
    return maker.cards([_ranked(entry) for entry in come], {})


def _ranked(entry: Entry) -> Ranked:
    return Ranked(*entry[:2], KM_PER_DEGREE * entry.square**0.5, *entry[2:6])


def _scope(place: Place, kilometres: float, t: Translator) -> str:
    near = t.gettext("à moins de %(km)s km", km=f"{kilometres:g}")
    return t.gettext("%(scope)s de %(place)s", scope=near, place=place_text(place, t)) if place.label else near


def _title(asked: Asked, maker: Maker) -> str:
    t = maker.t
    if asked.day is None:
        return t.gettext("Qui passe ici ce soir ?")
    if asked.said == TOMORROW:
        return t.gettext("Qui passe ici demain ?")
    day = day_name(asked.day, maker.now.date(), t)
    return t.gettext("Qui passe ici ? %(day)s", day=day)


def _days(asked: Asked, maker: Maker) -> list[tuple[str, str, bool]]:
    t, today = maker.t, maker.now.date()
    offered = [(TONIGHT, t.gettext("Maintenant et cette nuit")), (TOMORROW, t.gettext("Demain"))]
    days = [today + timedelta(days=number) for number in range(2, DAYS_OFFERED)]
    if asked.day is not None and asked.said != TOMORROW and asked.day not in days:
        days.append(asked.day)
    offered += [(day.isoformat(), day_name(day, today, t)) for day in days]
    return [(value, label, value == asked.said) for value, label in offered]


def _question(reading: Reading, asked: Asked, t: Translator, lang: str) -> tuple[str, tuple[Choice, ...]]:
    """Which place is meant, where it is not clear."""
    if isinstance(reading.outcome, Ambiguous):
        question, places = t.gettext("Plusieurs communes ont ce nom ou un nom proche. Laquelle ?"), reading.outcome.places
    elif isinstance(reading.outcome, Unknown) and reading.outcome.suggestions:
        question, places = t.gettext("Vouliez-vous dire…"), reading.outcome.suggestions
    else:
        return "", ()
    kept = [("jour", asked.said)] if asked.day else []
    return question, tuple(Choice(place.label, place.detail, _href(PATH, [naming(place), *kept], lang)) for place in places)


def _position(request: SearchRequest) -> list[tuple[str, str]]:
    return list(zip(("lat", "lon"), map(str, request.position), strict=True)) if request.position else []


def _href(path: str, values: Sequence[tuple[str, str]], lang: str) -> str:
    return f"{path}?{urlencode([*values, *([('lang', lang)] if lang else [])])}"
