"""The waves of a campaign: the series, the next one, how many answers are hoped for; two waves side by side."""

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.numbers import row_number
from app.core.unit_of_work import again
from app.extensions import db
from app.participation import queries, wave_queries
from app.participation.display.campaigns import BASE
from app.participation.display.evolution import evolution_page
from app.participation.display.waves import heading_of, panel, versions_offered
from app.participation.forms.waves import NextWaveForm, TargetForm
from app.participation.models import Campaign
from app.participation.services import waves
from app.participation.services.waves import NextWave, StillOpen, TargetChanged, WaveThere
from app.participation.views import pages
from app.participation.views.loading import campaign, context, doer
from app.web.access import requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import render, whole_page
from app.web.rights import allows

CHANGED = 409
SEEN, WAVE = "vu", "rang"


@pages.get(f"{BASE}/<int:number>/vagues")
@requires("survey:read", campaign)
def read_waves(found: Campaign) -> ResponseReturnValue:
    """Show the series, and the target of this wave."""
    return _page(found, 200)


@pages.post(f"{BASE}/<int:number>/vagues")
@requires("survey:keep", campaign)
@sent_once
def open_next_wave(found: Campaign) -> ResponseReturnValue:
    """Open the next wave, once: of two people at once, the second is led to what the first opened."""
    number, by, form = found.id, doer(), _next_form(found, is_sent=True)
    rank = row_number(request.form.get(WAVE)) or 0
    if not form.validate_on_submit() or not rank:
        return _page(found, 422, form=form)
    wanted = NextWave(rank, form.asked, form.closes_on, form.target)

    def work(session: Session) -> str:
        made = waves.open_next(context(session), number, wanted, by)
        path = f"{BASE}/{made.id}"
        act_once(session, path)
        return path

    t = current_translator()
    try:
        path = again(db.session(), work)
    except WaveThere as there:
        say(t.gettext("Cette vague vient d’être ouverte par quelqu’un d’autre : la voici."))
        return redirect(f"{BASE}/{there.number}", 303)
    except StillOpen:
        return _page(found, CHANGED, form=form)
    say(t.gettext("La nouvelle vague est ouverte. Son adresse est nouvelle : partagez-la."))
    return redirect(path, 303)


@pages.post(f"{BASE}/<int:number>/vagues/objectif")
@requires("survey:keep", campaign)
def set_target(found: Campaign) -> ResponseReturnValue:
    """Set how many answers are hoped for, or that none is."""
    number, by, form = found.id, doer(), TargetForm(found.target, is_sent=True)
    seen = row_number(request.form.get(SEEN))
    if not form.validate_on_submit():
        return _page(found, 422, target=form)

    def work(session: Session) -> None:
        waves.aim(context(session), queries.campaign(session, number), form.target, seen, by)

    try:
        again(db.session(), work)
    except TargetChanged:
        return _page(campaign(number), CHANGED, target=form)
    say(current_translator().gettext("L’objectif est noté."))
    return redirect(f"{BASE}/{number}/vagues", 303)


@pages.get(f"{BASE}/<int:number>/evolution")
@requires("survey:read", campaign)
def read_evolution(found: Campaign) -> ResponseReturnValue:
    """Show two waves side by side (`de`, `a`: their ranks), each as its own results show it."""
    asked = row_number(request.args.get("de")), row_number(request.args.get("a"))
    page = evolution_page(context(), found, asked, current_translator())
    return render("participation/evolution.html", page=page, subject=found)


def _next_form(found: Campaign, *, is_sent: bool = False) -> NextWaveForm:
    here = context()
    return NextWaveForm(versions_offered(here, wave_queries.waves(here.session, found)[-1], current_translator()), is_sent=is_sent)


def _page(found: Campaign, status: int, form: NextWaveForm | None = None, target: TargetForm | None = None) -> ResponseReturnValue:
    here, t = context(), current_translator()
    may_keep = allows("survey:keep", found)
    return whole_page(
        "participation/waves.html",
        status,
        subject=found,
        heading=heading_of(here, found, t),
        panel=panel(here, found, t),
        form=form or (_next_form(found) if may_keep else None),
        target=target or (TargetForm(found.target) if may_keep else None),
        seen=found.target or "",
        is_changed=status == CHANGED and target is not None,
    )
