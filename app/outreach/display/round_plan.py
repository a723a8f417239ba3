"""The page of a round: its way, what is placed on it, what its team has still to place; and what one chooses from to place it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.clock import PARIS
from app.core.language import Translator, mark
from app.core.written_days import day_text
from app.directory.opening.times import date_text, time_text
from app.outreach import rounds_queries
from app.outreach.display.round_timeline import Timeline, timeline
from app.outreach.display.round_words import about, hours_text, stop_hours, stop_name, title_of
from app.outreach.display.rounds import BASE
from app.outreach.labels import STATES, URGENCIES
from app.outreach.models import OutreachAttempt, OutreachPassage, OutreachPlace, OutreachRequest, OutreachRound
from app.outreach.round_hours import Hours, hour_of
from app.outreach.rounds_queries import Waiting
from app.outreach.rules import GOING, MOST_ATTEMPTS, State, Urgency, different_hours
from app.outreach.services.rounds import is_open
from app.outreach.settings import Context
from app.outreach.territories import commune_name

CANCELLED, OVER = mark("Cette tournée est annulée."), mark("Cette tournée est passée.")
ANOTHER_HOUR = mark("Passez à une autre heure, à plus de deux heures des précédentes.")
SAME_HOUR = mark("Un passage a déjà eu lieu vers cette heure. Une autre heure donne plus de chances de trouver la personne.")
TRIED_ENOUGH = mark("Trois passages à des heures différentes ont été faits : dites ce qu’il en est sur la page de la demande.")


@dataclass(frozen=True, slots=True)
class Item:
    """A request, as pages of rounds show it. `place`: in the words of who asked; `tried`: the hours that were, and `advice` on them."""

    number: int
    href: str
    commune: str
    place: str
    state: str
    when: str
    """About when, for what is on the round; on which other one, for what is not."""
    where: str
    tried: str
    advice: str
    is_urgent: bool
    is_example: bool
    may_move: bool
    """Whether it may be placed, moved and taken off."""


@dataclass(frozen=True, slots=True)
class RoundPage:
    """`outreach/round.html`. `state`: why nothing changes any more; empty while it may."""

    number: int
    base: str
    title: str
    day: str
    hours: str
    name: str
    team: str
    pair: str
    state: str
    is_cancelled: bool
    is_example: bool
    has_stops: bool
    timeline: Timeline
    passages: Sequence[Item]
    to_place: Sequence[Item]
    """For a round that was cancelled: what it leaves to be placed again."""


@dataclass(frozen=True, slots=True)
class PlacePage:
    """`outreach/place.html`: where one places, and the requests by their number."""

    number: int
    base: str
    title: str
    hours: str
    items: Sequence[Item]


def round_page(context: Context, found: OutreachRound, t: Translator) -> RoundPage:
    """Return what a round says; as many queries for a long one as for a short one."""
    placed = rounds_queries.placed(context.session, found.id)
    is_cancelled, may_change = found.cancelled_at is not None, is_open(found, context.now)
    left = rounds_queries.taken_off(context.session, found) if is_cancelled else ()
    waiting = [Waiting(one, None, None) for one in left] if is_cancelled else _elsewhere(context, found) if may_change else []
    day = date_text(found.day, context.now.astimezone(PARIS).date(), t)
    words = _Words(context, [*(one.request for one in placed), *(one.request for one in waiting)], found, t)
    return RoundPage(
        number=found.id,
        base=f"{BASE}/{found.id}",
        title=title_of(found, t),
        day=day[:1].upper() + day[1:],
        hours=hours_text(Hours.of(found), t),
        name=found.name,
        team=found.team.name,
        pair=found.pair or "",
        state="" if may_change else t.gettext(CANCELLED if is_cancelled else OVER),
        is_cancelled=is_cancelled,
        is_example=found.is_example,
        has_stops=bool(found.stops),
        timeline=timeline(found, [one.passage for one in placed], t),
        passages=[words.placed(one.request, one.passage, may_change=may_change) for one in placed],
        to_place=[words.waiting(one) for one in waiting if one.round is None],
    )


def place_page(context: Context, found: OutreachRound, t: Translator) -> PlacePage:
    """Return what may be placed on a round: first what is nowhere, then what would be moved."""
    waiting = rounds_queries.waiting(context.session, found.team_id, context.now)
    words = _Words(context, [one.request for one in waiting], found, t)
    items = [item for one in sorted(waiting, key=lambda one: one.round is not None) if (item := words.waiting(one)).may_move]
    return PlacePage(found.id, f"{BASE}/{found.id}", title_of(found, t), hours_text(Hours.of(found), t), items)


def stops_offered(found: OutreachRound, t: Translator) -> list[str]:
    """Return the stops of a round as a choice says them: « 20 h – 20 h 30, Place de la Gare »."""
    return [t.gettext("%(first)s, %(next)s", first=stop_hours(stop, t), next=stop_name(stop, t)) for stop in found.stops]


def tried_since(request: OutreachRequest, attempts: Sequence[OutreachAttempt]) -> list[OutreachAttempt]:
    """Return the attempts since a request was last taken up."""
    since = request.first_attempt_at
    return [one for one in attempts if since is not None and one.at >= since]


def _elsewhere(context: Context, found: OutreachRound) -> list[Waiting]:
    return [one for one in rounds_queries.waiting(context.session, found.team_id, context.now) if one.round is None]


class _Words:
    """Requests in words, what is said of them being read at once."""

    def __init__(self, context: Context, requests: Sequence[OutreachRequest], found: OutreachRound, t: Translator) -> None:
        numbers = sorted({one.id for one in requests})
        self._t, self._now, self._round, self._hours = t, context.now, found, Hours.of(found)
        self._stops = {stop.id: stop_name(stop, t) for stop in found.stops}
        self._attempts = rounds_queries.attempts_of(context.session, numbers)
        self._places = rounds_queries.places_of(context.session, numbers)

    def placed(self, request: OutreachRequest, passage: OutreachPassage, *, may_change: bool) -> Item:
        """A request on the round."""
        t, tried = self._t, self._tried(request)
        hours = [one.at.astimezone(PARIS) for one in tried]
        is_same = request.state == State.PLANNED and different_hours([*hours, passage.planned_at.astimezone(PARIS)]) == different_hours(
            hours
        )
        return self._item(
            request,
            when=about(passage.planned_at, self._hours, t),
            where=self._stops.get(passage.stop_id or 0, t.gettext("entre deux arrêts")),
            advice=t.gettext(SAME_HOUR) if hours and is_same else "",
            may_move=may_change and request.state in GOING,
        )

    def waiting(self, one: Waiting) -> Item:
        """A request that the team has not met yet."""
        t, tried = self._t, self._tried(one.request)
        is_enough = different_hours([made.at.astimezone(PARIS) for made in tried]) >= MOST_ATTEMPTS
        advice = t.gettext(TRIED_ENOUGH if is_enough else ANOTHER_HOUR) if tried else ""
        return self._item(one.request, when=self._standing(one), where="", advice=advice, may_move=not is_enough)

    def _standing(self, one: Waiting) -> str:
        """On which round a request is, or when the team said that it would go."""
        t, planned = self._t, one.request.planned_at
        if one.round is not None and one.round.id == self._round.id and one.passage is not None:
            return t.gettext("déjà sur cette tournée, %(when)s", when=about(one.passage.planned_at, self._hours, t))
        if one.round is not None:
            return t.gettext("déjà sur la tournée du %(day)s : elle en sera enlevée", day=day_text(one.round.day, t))
        if planned is None:
            return ""
        day, hour = day_text(planned.astimezone(PARIS).date(), t), time_text(hour_of(planned), t)
        if planned <= self._now:
            return t.gettext("prévue le %(day)s, vers %(hour)s : aucun résultat noté", day=day, hour=hour)
        return t.gettext("prévue hors tournée le %(day)s, vers %(hour)s", day=day, hour=hour)

    def _tried(self, request: OutreachRequest) -> list[OutreachAttempt]:
        return tried_since(request, self._attempts.get(request.id, ()))

    def _item(self, request: OutreachRequest, *, when: str, where: str, advice: str, may_move: bool) -> Item:
        t = self._t
        tried = dict.fromkeys(time_text(hour_of(one.at), t) for one in self._tried(request))
        place: OutreachPlace | None = self._places.get(request.id)
        state = t.gettext(STATES[State(request.state)])
        return Item(
            number=request.id,
            href=f"/aller-vers/demandes/{request.id}",
            commune=commune_name(request.commune),
            place=(place.words or "") if place is not None else "",
            state=t.gettext("%(first)s, %(next)s", first=state, next=_urgency(request, t)) if request.urgency == Urgency.SOON else state,
            when=when,
            where=where,
            tried=t.gettext("Déjà passés vers %(hours)s", hours=", ".join(tried)) if tried else "",
            advice=advice,
            is_urgent=request.urgency == Urgency.SOON,
            is_example=request.is_example,
            may_move=may_move,
        )


def _urgency(request: OutreachRequest, t: Translator) -> str:
    told = t.gettext(URGENCIES[Urgency(request.urgency)])
    return told[:1].lower() + told[1:]
