"""Sectors and teams, set up by the coordinators of a département."""

from collections.abc import Callable

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.audit import Doer, record
from app.core.unit_of_work import again
from app.extensions import db
from app.outreach import list_queries
from app.outreach import setting_up_queries as reads
from app.outreach.display import setting_up as display
from app.outreach.forms.setting_up import SectorForm, SettingUpForm, TeamForm, organisation_text, said_of_sector, said_of_team, team_form
from app.outreach.models import OutreachSector, OutreachTeam
from app.outreach.rules import Actor
from app.outreach.services import setting_up
from app.outreach.settings import Context
from app.outreach.territories import departements, territories
from app.outreach.views import pages
from app.outreach.views.loading import context
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import render, whole_page

SECTORS, TEAMS = "/aller-vers/secteurs", "/aller-vers/equipes"
END = "terminer"
"""What the button of the second form of a page asks for (`geste`)."""


def load_sector(number: int) -> OutreachSector:
    """Return a sector by its number; raise NotThere."""
    return reads.sector(db.session(), number)


def load_team(number: int) -> OutreachTeam:
    """Return a team by its number; raise NotThere."""
    return reads.team(db.session(), number)


@pages.get(SECTORS)
@requires("outreach:coordinate")
def read_sectors() -> ResponseReturnValue:
    """Show the sectors and the teams of one's départements, and how many requests no sector was found for."""
    codes, session, t = territories(identity()), db.session(), current_translator()
    return render(
        "outreach/sectors.html",
        sectors=display.sector_lines(reads.sectors(session, codes), t),
        teams=display.team_lines(reads.teams(session, codes), t),
        lost=len(list_queries.unrouted(session, codes)),
    )


@pages.route(f"{SECTORS}/nouveau", methods=["GET", "POST"])
@requires("outreach:coordinate")
@sent_once
def make_sector() -> ResponseReturnValue:
    """Make a sector."""
    where = departements(territories(identity()))
    return _sector(SectorForm(where, reads.organisations(db.session(), where)), f"{SECTORS}/nouveau")


@pages.route(f"{SECTORS}/<int:number>", methods=["GET", "POST"])
@sent_once
@requires("outreach:coordinate", load_sector)
def change_sector(found: OutreachSector) -> ResponseReturnValue:
    """Change a sector, or end it."""
    number = found.id
    if request.form.get("geste") == END:
        return _ended(lambda going: setting_up.end(going, reads.sector(going.session, number)))
    organisations = reads.organisations(db.session(), [found.departement])
    return _sector(SectorForm(_only(found), organisations, **said_of_sector(found)), f"{SECTORS}/{number}", number)


@pages.route(f"{TEAMS}/nouvelle", methods=["GET", "POST"])
@requires("outreach:coordinate")
@sent_once
def make_team() -> ResponseReturnValue:
    """Make a team."""
    codes = territories(identity())
    where = departements(codes)
    form = team_form(where, reads.organisations(db.session(), where), reads.sectors(db.session(), codes))
    return _team(form, f"{TEAMS}/nouvelle")


@pages.route(f"{TEAMS}/<int:number>", methods=["GET", "POST"])
@sent_once
@requires("outreach:coordinate", load_team)
def change_team(found: OutreachTeam) -> ResponseReturnValue:
    """Change a team, or end it."""
    number = found.id
    if request.form.get("geste") == END:
        return _ended(lambda going: setting_up.end(going, reads.team(going.session, number)))
    organisations, sectors = reads.organisations(db.session(), [found.departement]), reads.sectors(db.session(), territories(identity()))
    return _team(team_form(_only(found), organisations, sectors, **said_of_team(found)), f"{TEAMS}/{number}", number)


def _sector(form: SectorForm, action: str, number: int | None = None) -> ResponseReturnValue:
    """Show the form of a sector, or keep what it says."""
    if not form.validate_on_submit():
        running = reads.running(db.session(), sector=number) if number is not None else 0
        return _page("outreach/sector.html", form, action, running)
    wish = form.wish

    def keep(going: Context) -> None:
        _note(going, setting_up.keep_sector(going, wish, reads.sector(going.session, number) if number is not None else None))

    return _done(keep, current_translator().gettext("C’est enregistré : le secteur est à jour."))


def _team(form: TeamForm, action: str, number: int | None = None) -> ResponseReturnValue:
    """Show the form of a team, or keep what it says."""
    if not form.validate_on_submit():
        running = reads.running(db.session(), team=number) if number is not None else 0
        return _page("outreach/team.html", form, action, running)
    wish = form.wish

    def keep(going: Context) -> None:
        _note(going, setting_up.keep_team(going, wish, reads.team(going.session, number) if number is not None else None))

    return _done(keep, current_translator().gettext("C’est enregistré : l’équipe est à jour."))


def _note(going: Context, kept: OutreachSector | OutreachTeam) -> None:
    """Write in the journal to which organisation a sector or a team is given: its members read where people are."""
    what = "sector" if isinstance(kept, OutreachSector) else "team"
    by = Doer(Actor.COORDINATOR, identity().account)
    record(going.session, f"outreach:{what}-given", by, (kept.__tablename__, kept.id), f"organisation-{kept.organisation_id}")


def _page(template: str, form: SettingUpForm, action: str, running: int) -> ResponseReturnValue:
    return whole_page(
        template,
        422 if form.is_submitted() else 200,
        form=form,
        action=action,
        is_new=not action.rpartition("/")[2].isdigit(),
        running=running,
        organisations=[organisation_text(one) for one in form.organisations],
    )


def _ended(end: Callable[[Context], None]) -> ResponseReturnValue:
    return _done(end, current_translator().gettext("C’est fait : plus aucune nouvelle demande n’y arrive."))


def _done(work: Callable[[Context], None], told: str) -> ResponseReturnValue:
    """Do something once, say it, and go back to the lists."""

    def whole(session: Session) -> None:
        work(context(session))
        act_once(session, SECTORS)

    again(db.session(), whole)
    say(told)
    return redirect(SECTORS, 303)


def _only(found: OutreachSector | OutreachTeam) -> dict[str, str]:
    """The département of what was made, which does not change."""
    return departements(frozenset((found.departement,)))
