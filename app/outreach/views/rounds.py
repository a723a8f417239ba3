"""The rounds of one's teams: the list, one round, preparing and changing it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import today
from app.core.errors import NotThere
from app.core.numbers import row_number
from app.core.unit_of_work import again
from app.extensions import db
from app.outreach import queries, rounds_queries
from app.outreach.display.round_plan import RoundPage, round_page
from app.outreach.display.round_words import title_of
from app.outreach.display.rounds import BASE, LISTED_DAYS, round_list
from app.outreach.forms.round_stops import PublicStop
from app.outreach.forms.rounds import EVENING, Gesture, RoundForm, RoundTerms
from app.outreach.models import OutreachRound, OutreachTeam
from app.outreach.permissions import goes
from app.outreach.queries import TeamRound
from app.outreach.rules import Actor, Mover
from app.outreach.services import rounds
from app.outreach.services.rounds import RoundChanged, RoundOver, RoundPlan, StopPlan
from app.outreach.views import pages
from app.outreach.views.loading import context, team_round
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import render, whole_page

A_WEEK = timedelta(days=7)


@pages.get(BASE)
@requires("outreach:list")
def read_rounds() -> ResponseReturnValue:
    """Show the rounds of one's teams: today, to come, of the last month."""
    here, own = context(), identity().organisations.keys()
    teams = queries.teams_of(here.session, own)
    found = rounds_queries.of_team(here.session, own, today() - LISTED_DAYS)
    counts = rounds_queries.counts(here.session, [one.id for one in found])
    listed = round_list(found, counts, here.now, current_translator(), teams=len({one.team_id for one in found}))
    return render("outreach/rounds.html", page=listed, has_teams=bool(teams))


@pages.route(f"{BASE}/nouvelle", methods=["GET", "POST"])
@requires("outreach:list")
@sent_once
def prepare_round() -> ResponseReturnValue:
    """Prepare a round, from nothing or with the stops of another."""
    teams = queries.teams_of(db.session(), identity().organisations.keys())
    if not teams:
        raise NotThere
    model = _model()
    form = RoundForm(RoundTerms(teams, _offered(teams), _first_plan(model), model.team_id if model else teams[0].id))
    if form.is_submitted() and form.gesture is Gesture.ADD:
        return _form_page(form, None, more=True)
    if not form.validate_on_submit():
        return _form_page(form, None, 422 if form.is_submitted() else 200)

    def work(session: Session) -> str:
        path = f"{BASE}/{rounds.create(context(session), form.team, form.plan).id}"
        act_once(session, path)
        return path

    path = again(db.session(), work)
    say(current_translator().gettext("La tournée est prête. Placez-y les demandes de l’équipe."))
    return redirect(path, 303)


@pages.get(f"{BASE}/<int:number>")
@requires("round:keep", team_round)
def read_round(found: TeamRound) -> ResponseReturnValue:
    """Show a round, what is placed on it and what is still to be."""
    return render("outreach/round.html", page=_page(found.round))


@pages.route(f"{BASE}/<int:number>/modifier", methods=["GET", "POST"])
@requires("round:keep", team_round)
@sent_once
def change_round(found: TeamRound) -> ResponseReturnValue:
    """Change the day, the hours, the way or the stops of a round."""
    round_, number = found.round, found.round.id
    if not rounds.is_open(round_, context().now):
        return round_changed(number)
    teams = [found.team]
    form = RoundForm(RoundTerms(teams, _offered(teams), _plan_of(round_), round_.team_id, round_.day, round_.version))
    if form.is_submitted() and form.gesture is Gesture.ADD:
        return _form_page(form, round_, more=True)
    if not form.validate_on_submit():
        return _form_page(form, round_, 422 if form.is_submitted() else 200)
    path, by = f"{BASE}/{number}", team_mover(found)

    def work(session: Session) -> None:
        rounds.change(context(session), queries.team_round(session, number).round, form.plan, form.seen, by)
        act_once(session, path)

    try:
        again(db.session(), work)
    except RoundChanged:
        return _both_versions(form, number)
    except RoundOver:
        return round_changed(number)
    say(current_translator().gettext("C’est enregistré."))
    return redirect(path, 303)


def round_changed(number: int) -> ResponseReturnValue:
    """Answer who came too late: how the round stands now."""
    db.session.expire_all()
    return whole_page("outreach/round_changed.html", 409, page=_page(team_round(number).round))


def team_mover(found: TeamRound) -> Mover:
    """Return who acts for the team of a round."""
    return Mover(Actor.TEAM, identity().account, found.going)


def _page(found: OutreachRound) -> RoundPage:
    return round_page(context(), found, current_translator())


def _both_versions(form: RoundForm, number: int) -> ResponseReturnValue:
    """Show what the other one saved above what was typed; saved again, what was typed stands."""
    db.session.expire_all()
    found = team_round(number).round
    form.version.data = str(found.version)
    return _form_page(form, found, 409, theirs=_page(found))


def _form_page(
    form: RoundForm, found: OutreachRound | None, status: int = 200, *, theirs: RoundPage | None = None, more: bool = False
) -> ResponseReturnValue:
    if more:
        form.add_rows()
    t = current_translator()
    title = t.gettext("Modifier la tournée") if found else t.gettext("Préparer une tournée")
    around = (f"{BASE}/{found.id}", title_of(found, t)) if found else (BASE, "")
    action = f"{BASE}/{found.id}/modifier" if found else f"{BASE}/nouvelle"
    return whole_page("outreach/round_form.html", status, form=form, title=title, back=around, action=action, theirs=theirs)


def _offered(teams: Sequence[OutreachTeam]) -> list[PublicStop]:
    """The stops that the public is told of, of the organisations of teams."""
    t = current_translator()
    own = {one.organisation_id for one in teams if one.organisation_id is not None}
    offered = []
    for organisation, location, service in rounds_queries.announced(db.session(), own, today()):
        name = location.nom or location.adresse or location.commune
        label = t.gettext("%(what)s (%(more)s)", what=name, more=service.nom)
        offered.append(PublicStop(location.id, label, name, location.code_insee, organisation))
    return offered


def _model() -> OutreachRound | None:
    """The round whose stops are taken up again, as the address says it; raise NotThere when it is not one's own."""
    number = row_number(request.args.get("modele"))
    if number is None:
        return None
    found = team_round(number)
    if not goes(identity(), found):
        raise NotThere
    return found.round


def _first_plan(model: OutreachRound | None) -> RoundPlan:
    if model is None:
        return RoundPlan(today(), *EVENING)
    plan = _plan_of(model)
    return replace(plan, day=_same_weekday(model.day), pair="", stops=[replace(stop, number=None) for stop in plan.stops])


def _same_weekday(day: date) -> date:
    """The first day to come that is the same day of the week."""
    return today() + timedelta(days=(day.weekday() - today().weekday()) % A_WEEK.days)


def _plan_of(found: OutreachRound) -> RoundPlan:
    stops = [StopPlan(one.starts, one.ends, one.name, one.commune, one.location_id, one.id) for one in found.stops]
    return RoundPlan(found.day, found.starts, found.ends, found.name, found.pair or "", stops)
