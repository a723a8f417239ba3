"""The list of a round, as the phone shows it and as it is printed: who is expected where, about when, with what to know first.

What tells where somebody is stands in it for as long as the team has the request, and no longer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from app.core.clock import PARIS
from app.core.language import Translator
from app.core.tokens import keyed_digest
from app.core.written_days import day_text
from app.directory.labels import LANGUAGES
from app.directory.opening.times import date_text, end_text, time_text
from app.outreach.day_queries import Known, is_with, known
from app.outreach.labels import NEEDS, RESULTS, SAFETY, STATES
from app.outreach.models import OutreachAttempt, OutreachPassage, OutreachRequest, OutreachRound, OutreachRoundStop
from app.outreach.round_hours import Hours
from app.outreach.rules import GOING, Need, NoteKind, Result, Safety, State
from app.outreach.settings import Context
from app.territory.gazetteer import gazetteer

KEPT_BEFORE, KEPT_AFTER = timedelta(hours=24), timedelta(hours=2)
"""A phone keeps the list from so long before the round starts until so long after it ends."""
MOST_NOTES = 3
"""Of the team, the last ones."""
SHOWN_OF_A_MARK = 16
"""Signs by which a phone recognises an attempt of its own: enough within one round, too few to be the mark."""


@dataclass(frozen=True, slots=True)
class DayAttempt:
    """An attempt that was made: « 23 novembre 2026 à 20 h 10 », and what came of it."""

    when: str
    result: str


@dataclass(frozen=True, slots=True)
class DayStop:
    """Where the round halts: « de 20 h à 20 h 30 », its name, its commune."""

    hours: str
    name: str
    commune: str


@dataclass(frozen=True, slots=True)
class DayRequest:
    """A request on the list. Once the team has it no more (`is_shown`), what tells where and who is empty."""

    number: int
    version: int
    planned_at: datetime
    hour: str
    when_text: str
    """« vers 20 h 15 », with its day where it is not the day of the round."""
    state_text: str
    is_shown: bool
    can_attempt: bool
    attempts: Sequence[DayAttempt] = ()
    commune: str = ""
    place_words: str = ""
    point_text: str = ""
    geo_href: str = ""
    people_text: str = ""
    has_children: bool = False
    has_animals: bool = False
    needs: Sequence[str] = ()
    language_text: str = ""
    safety: Sequence[str] = ()
    pseudonym: str = ""
    situation: str = ""
    """What the request says."""
    notes: Sequence[str] = ()
    """Of the team itself, the last ones."""


@dataclass(frozen=True, slots=True)
class DayList:
    """`outreach/day.html`, its forms apart."""

    number: int
    name: str
    day_text: str
    hours_text: str
    team: str
    pair: str
    is_cancelled: bool
    stops: Sequence[DayStop]
    requests: Sequence[DayRequest]
    written: Sequence[str]
    """The beginnings of the marks of the attempts written down for this round."""
    moment_text: str
    """At what hour the list was so."""
    keep_from: str
    keep_until: str
    """ISO instants between which a phone may keep it."""
    until_text: str


def device_mark(context: Context, account: int) -> str:
    """Return by what a phone knows whose list it keeps; it tells nobody's number."""
    return keyed_digest(context.settings.secret_key, "outreach.round.device", str(account))


def day_list(context: Context, round_: OutreachRound, t: Translator) -> DayList:
    """Return the list of a round, in the order of hours."""
    hours, local = Hours.of(round_), context.now.astimezone(PARIS)
    until = hours.ends_at + KEPT_AFTER
    found = known(context.session, round_, local.date())
    return DayList(
        number=round_.id,
        name=round_.name,
        day_text=date_text(round_.day, local.date(), t),
        hours_text=_hours(round_.starts, round_.ends, t),
        team=round_.team.name,
        pair=round_.pair or "",
        is_cancelled=round_.cancelled_at is not None,
        stops=tuple(_stop(one, t) for one in round_.stops),
        requests=tuple(_request(round_, passage, request, found, t) for passage, request in found.placed),
        written=tuple(mark[:SHOWN_OF_A_MARK] for mark in found.written),
        moment_text=time_text(local.time(), t),
        keep_from=(hours.begins_at - KEPT_BEFORE).isoformat(),
        keep_until=until.isoformat(),
        until_text=time_text(until.astimezone(PARIS).time(), t),
    )


def _request(round_: OutreachRound, passage: OutreachPassage, request: OutreachRequest, found: Known, t: Translator) -> DayRequest:
    planned = passage.planned_at.astimezone(PARIS)
    is_shown, number = is_with(round_, request), request.id
    made = [one for one in found.attempts.get(number, ()) if is_shown or one.round_id == round_.id]
    seen = DayRequest(
        number=number,
        version=request.version,
        planned_at=planned,
        hour=time_text(planned.time(), t),
        when_text=_when(round_, planned, t),
        state_text=_state(round_, request, t),
        is_shown=is_shown,
        can_attempt=is_shown and request.state in GOING and round_.cancelled_at is None,
        attempts=tuple(_attempt(one, t) for one in made),
    )
    return _told(seen, request, found, t) if is_shown else seen


def _told(seen: DayRequest, request: OutreachRequest, found: Known, t: Translator) -> DayRequest:
    """Add where and who."""
    number = seen.number
    place, person, notes = found.places.get(number), found.people.get(number), found.notes.get(number, ())
    point = (place.point or "") if place else ""
    own = [one.body or "" for one in notes if one.kind == NoteKind.OF_TEAM]
    return replace(
        seen,
        commune=_commune(request.commune),
        place_words=(place.words or "") if place else "",
        point_text=point.replace(",", ", "),
        geo_href=f"geo:{point}" if point else "",
        people_text=t.ngettext("%(num)s personne", "%(num)s personnes", request.people),
        has_children=request.has_children,
        has_animals=request.has_animals,
        needs=tuple(t.gettext(NEEDS[Need(code)]) for code in request.needs),
        language_text=t.gettext(LANGUAGES[request.language]) if request.language in LANGUAGES else request.language,
        safety=tuple(t.gettext(SAFETY[Safety(one.code)]) for one in found.safety.get(number, ())),
        pseudonym=(person.pseudonym or "") if person else "",
        situation="\n".join(one.body or "" for one in notes if one.kind == NoteKind.SITUATION),
        notes=tuple(own[-MOST_NOTES:]),
    )


def _state(round_: OutreachRound, request: OutreachRequest, t: Translator) -> str:
    """Where a request stands, as far as the team may know."""
    if request.team_id != round_.team_id:
        return t.gettext("Cette demande n’est plus confiée à votre équipe. N’y allez pas pour elle.")
    return t.gettext(STATES[State(request.state)])


def _when(round_: OutreachRound, planned: datetime, t: Translator) -> str:
    hour = time_text(planned.time(), t)
    if planned.date() == round_.day:
        return t.gettext("vers %(hour)s", hour=hour)
    return t.gettext("vers %(hour)s, le %(day)s", hour=hour, day=day_text(planned.date(), t))


def _attempt(made: OutreachAttempt, t: Translator) -> DayAttempt:
    local = made.at.astimezone(PARIS)
    when = t.gettext("%(day)s à %(hour)s", day=day_text(local.date(), t), hour=time_text(local.time(), t))
    return DayAttempt(when, t.gettext(RESULTS[Result(made.result)]))


def _stop(stop: OutreachRoundStop, t: Translator) -> DayStop:
    hours = _hours(stop.starts, stop.ends, t) if stop.ends else t.gettext("à partir de %(hour)s", hour=time_text(stop.starts, t))
    return DayStop(hours, stop.name, _commune(stop.commune))


def _hours(starts: time, ends: time, t: Translator) -> str:
    return t.gettext("de %(start)s à %(end)s", start=time_text(starts, t), end=end_text(ends, t))


def _commune(code: str) -> str:
    found = gazetteer().commune(code)
    return found.nom if found else ""
