"""What is placed on a round and taken off it; a round that does not take place."""

from collections.abc import Mapping

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.numbers import row_number
from app.core.unit_of_work import again
from app.core.workflow.table import NotAllowed
from app.extensions import db
from app.outreach import queries, rounds_queries
from app.outreach.display.round_plan import place_page, round_page, stops_offered
from app.outreach.display.rounds import BASE
from app.outreach.forms.placing import PlaceForm, PlaceTerms, RemoveForm
from app.outreach.forms.rounds import CancelForm
from app.outreach.models import OutreachRound, OutreachRoundStop
from app.outreach.queries import TeamRound
from app.outreach.round_hours import Hours, hour_of
from app.outreach.rules import Actor
from app.outreach.services import rounds
from app.outreach.services.moving import TriedEnough
from app.outreach.services.rounds import NotOfTheTeam, OutsideRound, RoundChanged, RoundOver
from app.outreach.views import pages
from app.outreach.views.loading import context, mover, team_round
from app.outreach.views.rounds import round_changed
from app.web.access import requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page

TOO_LATE = (NotAllowed, NotOfTheTeam, TriedEnough, OutsideRound, RoundChanged, NotThere)
"""A request went elsewhere, or the round is another one than the one that was read."""


@pages.route(f"{BASE}/<int:number>/placer", methods=["GET", "POST"])
@requires("round:keep", team_round)
@sent_once
def place_requests(found: TeamRound) -> ResponseReturnValue:
    """Place requests of the team on a round, at a stop or between two; what was on another round to come leaves it."""
    round_, number = found.round, found.round.id
    if not rounds.is_open(round_, context().now):
        return round_changed(number)
    page = place_page(context(), round_, current_translator())
    form = PlaceForm(_terms(round_, [item.number for item in page.items]))
    if not form.validate_on_submit():
        return whole_page("outreach/place.html", 422 if form.is_submitted() else 200, form=form, page=page, is_late=False)
    path, chosen, stop, at = f"{BASE}/{number}", form.requests, form.stop, form.at

    def work(session: Session) -> None:
        here, now_found = context(session), queries.team_round(session, number).round
        if now_found.version != form.seen:
            raise RoundChanged
        where = _stops(now_found)[stop] if stop is not None else None
        for one in chosen:
            case = queries.case(session, one)
            rounds.place(here, now_found, case, at, where, mover(Actor.TEAM, case))
        act_once(session, path)

    try:
        again(db.session(), work)
    except RoundOver:
        return round_changed(number)
    except TOO_LATE:
        return _placed_too_late(number)
    t = current_translator()
    say(t.ngettext("%(num)s demande est sur la tournée.", "%(num)s demandes sont sur la tournée.", len(chosen)))
    return redirect(path, 303)


@pages.route(f"{BASE}/<int:number>/enlever", methods=["GET", "POST"])
@requires("round:keep", team_round)
@sent_once
def remove_request(found: TeamRound) -> ResponseReturnValue:
    """Ask once more, then take a request off a round: it is to be placed again."""
    number, path, form = found.round.id, f"{BASE}/{found.round.id}", RemoveForm()
    wanted = form.request if form.is_submitted() else row_number(request.args.get("demande")) or 0
    page = round_page(context(), found.round, current_translator())
    if page.state:
        return round_changed(number)
    item = next((one for one in page.passages if one.number == wanted and one.may_move), None)
    if not form.is_submitted():
        if item is None:
            raise NotThere
        return whole_page("outreach/round_remove.html", 200, page=page, item=item)

    def work(session: Session) -> None:
        rounds.remove(context(session), queries.team_round(session, number).round, wanted)
        act_once(session, path)

    try:
        again(db.session(), work)
    except RoundOver:
        return round_changed(number)
    say(current_translator().gettext("La demande n’est plus sur cette tournée. Placez-la sur une autre."))
    return redirect(path, 303)


@pages.route(f"{BASE}/<int:number>/annuler", methods=["GET", "POST"])
@requires("round:keep", team_round)
@sent_once
def cancel_round(found: TeamRound) -> ResponseReturnValue:
    """Ask once more, then cancel a round: what was on it is to be placed again."""
    number, path, form = found.round.id, f"{BASE}/{found.round.id}", CancelForm()
    page = round_page(context(), found.round, current_translator())
    if page.state:
        return round_changed(number)
    if not form.is_submitted():
        return whole_page("outreach/round_cancel.html", 200, page=page, version=found.round.version)

    def work(session: Session) -> int:
        left = rounds.cancel(context(session), queries.team_round(session, number).round, form.seen)
        act_once(session, path)
        return left

    try:
        left = again(db.session(), work)
    except (RoundChanged, RoundOver):
        return round_changed(number)
    t = current_translator()
    say(t.gettext("La tournée est annulée."))
    if left:
        say(t.ngettext("%(num)s demande est à placer de nouveau.", "%(num)s demandes sont à placer de nouveau.", left))
    return redirect(path, 303)


def _placed_too_late(number: int) -> ResponseReturnValue:
    """Show the choice again, as it is now, with what was chosen."""
    db.session.expire_all()
    found = team_round(number).round
    page = place_page(context(), found, current_translator())
    form = PlaceForm(_terms(found, [item.number for item in page.items]))
    form.version.data = str(found.version)
    return whole_page("outreach/place.html", 409, form=form, page=page, is_late=True)


def _terms(found: OutreachRound, numbers: list[int]) -> PlaceTerms:
    """What may be chosen; the address may name the request (`demande`) and the stop (`arret`)."""
    labels = stops_offered(found, current_translator())
    stops, wanted = _stops(found), row_number(request.args.get("demande"))
    chosen = [wanted] if wanted in numbers and wanted is not None else numbers[:1] if len(numbers) == 1 else []
    here = next((one.passage for one in rounds_queries.placed(db.session(), found.id) if one.request.id in chosen), None)
    stop = here.stop_id if here is not None else row_number(request.args.get("arret"))
    return PlaceTerms(
        requests=numbers,
        stops=list(zip(found.stops, labels, strict=True)),
        hours=Hours.of(found),
        version=found.version,
        chosen=chosen,
        stop=stop if stop in stops else None,
        hour=hour_of(here.planned_at) if here is not None else None,
    )


def _stops(found: OutreachRound) -> Mapping[int, OutreachRoundStop]:
    return {stop.id: stop for stop in found.stops}
