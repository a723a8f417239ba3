"""What was heard and what was decided of it, as those who ask write it: in order, shown to everybody, or not yet."""

from typing import NamedTuple

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.unit_of_work import again
from app.extensions import db
from app.participation import giving_queries, queries
from app.participation.display import giving_back as display
from app.participation.display.campaigns import BASE, heading
from app.participation.display.given_back import cards
from app.participation.forms.giving_back import FindingForm, finding_form, version_in
from app.participation.models import Campaign, Finding
from app.participation.results.reading import read_results
from app.participation.services import giving_back
from app.participation.services.giving_back import FindingMoved, NothingToShow, TooManyFindings
from app.participation.views import pages
from app.participation.views.loading import campaign, context, doer
from app.web.access import requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import page_or_partial, whole_page

PLACE = f"{BASE}/<int:number>/suite"
UP = "haut"


class FindingOf(NamedTuple):
    """A finding by its number, there or gone, and the campaign that it is of."""

    organisation_id: int | None
    campaign: int
    finding: int


def load_finding(number: int, finding: int) -> FindingOf:
    """Return a finding of a campaign; raise NotThere for the campaign alone: what is typed of a finding that went is not lost."""
    return FindingOf(campaign(number).organisation_id, number, finding)


@pages.get(PLACE)
@requires("survey:read", campaign)
def read_findings(found: Campaign) -> ResponseReturnValue:
    """Show the findings in order, and where their page is."""
    here, t = context(), current_translator()
    findings, definition = giving_queries.findings(here.session, found.id), queries.definition(here.session, found.version_id)
    page = display.findings_page(here, found, definition, findings, starts=_starts(found), t=t)
    return page_or_partial("participation/findings.html", "participation/_findings.html", page=page, subject=found)


@pages.route(f"{PLACE}/nouveau", methods=["GET", "POST"])
@requires("survey:keep", campaign)
@sent_once
def add_finding(found: Campaign) -> ResponseReturnValue:
    """Write a finding, from nothing or from a sentence of the results (`question`)."""
    form, number = _form(found), found.id
    if not form.validate_on_submit():
        return _page(found, form, None)
    path, one = f"{BASE}/{number}/suite", form.said

    def work(session: Session) -> None:
        giving_back.add(context(session), number, one)
        act_once(session, path)

    try:
        again(db.session(), work)
    except TooManyFindings:
        form.refuse()
        return _page(found, form, None)
    return redirect(path, 303)


@pages.get(f"{PLACE}/<int:finding>")
@requires("survey:keep", load_finding)
def open_finding(found: FindingOf) -> ResponseReturnValue:
    """Show a finding to be changed."""
    of_it, one = campaign(found.campaign), giving_queries.finding(db.session(), found.campaign, found.finding)
    return _page(of_it, _form(of_it, one), one)


@pages.post(f"{PLACE}/<int:finding>")
@requires("survey:keep", load_finding)
def change_finding(found: FindingOf) -> ResponseReturnValue:
    """Have a finding say something else; who changes it second is shown both."""
    of_it, one = campaign(found.campaign), _there(found)
    form, version = _form(of_it, one), version_in(request.form)
    if not form.validate_on_submit():
        return _page(of_it, form, one)
    said = form.said

    def work(session: Session) -> None:
        giving_back.change(context(session), found.campaign, found.finding, version, said)

    try:
        again(db.session(), work)
    except (FindingMoved, NotThere):
        db.session.expire_all()
        return _page(campaign(found.campaign), form, _there(found), is_late=True)
    say(current_translator().gettext("C’est enregistré."))
    return redirect(f"{BASE}/{found.campaign}/suite", 303)


@pages.post(f"{PLACE}/<int:finding>/deplacer")
@requires("survey:keep", load_finding)
def move_finding(found: FindingOf) -> ResponseReturnValue:
    """Have a finding go before or after the next one (`sens`)."""
    is_up = request.form.get("sens") == UP
    again(db.session(), lambda session: giving_back.move(context(session), found.campaign, found.finding, is_up=is_up))
    return redirect(f"{BASE}/{found.campaign}/suite", 303)


@pages.post(f"{PLACE}/<int:finding>/retirer")
@requires("survey:keep", load_finding)
def drop_finding(found: FindingOf) -> ResponseReturnValue:
    """Take a finding away."""
    by = doer()
    again(db.session(), lambda session: giving_back.drop(context(session), found.campaign, found.finding, by))
    say(current_translator().gettext("Le constat est retiré."))
    return redirect(f"{BASE}/{found.campaign}/suite", 303)


@pages.post(f"{PLACE}/montrer")
@requires("survey:keep", campaign)
def show_findings(found: Campaign) -> ResponseReturnValue:
    """Show the page to everybody."""
    number, by, t = found.id, doer(), current_translator()
    try:
        again(db.session(), lambda session: giving_back.show(context(session), number, by))
    except NothingToShow:
        say(t.gettext("Écrivez d’abord un constat : une page vide ne dit rien aux personnes."))
    else:
        say(t.gettext("La page est montrée. Accrochez l’affiche là où les personnes ont répondu."))
    return redirect(f"{BASE}/{number}/suite", 303)


@pages.post(f"{PLACE}/cacher")
@requires("survey:keep", campaign)
def hide_findings(found: Campaign) -> ResponseReturnValue:
    """Show the page no more; findings stay."""
    number, by = found.id, doer()
    again(db.session(), lambda session: giving_back.hide(context(session), number, by))
    say(current_translator().gettext("La page n’est plus montrée. Vos constats restent ici."))
    return redirect(f"{BASE}/{number}/suite", 303)


def _there(found: FindingOf) -> Finding | None:
    try:
        return giving_queries.finding(db.session(), found.campaign, found.finding)
    except NotThere:
        return None


def _starts(found: Campaign) -> list[display.Start]:
    read = read_results(db.session(), found) if queries.is_final(found) else None
    return display.starts(found, read, current_translator())


def _form(found: Campaign, one: Finding | None = None) -> FindingForm:
    t = current_translator()
    asked = display.asked_about(queries.definition(db.session(), found.version_id), t)
    key = request.args.get("question", "") if one is None and request.method == "GET" else ""
    start = next((start for start in _starts(found) if start.href.endswith(f"={key}")), None) if key else None
    return finding_form(found.languages, asked, one, **({"question": key, "entendu": start.words} if start else {}))


def _page(found: Campaign, form: FindingForm, one: Finding | None, *, is_late: bool = False) -> ResponseReturnValue:
    """The form; `is_late`: somebody changed the finding (`one`, as it is now), or took it away (None)."""
    here, t = context(), current_translator()
    definition = queries.definition(here.session, found.version_id)
    status = 409 if is_late else 422 if form.is_submitted() else 200
    return whole_page(
        "participation/finding.html", status,
        heading=heading(found, definition, here.today, t), base=f"{BASE}/{found.id}/suite", form=form,
        languages=display.languages(form.languages), one=one, is_late=is_late, starts=_starts(found),
        now=cards([one], definition, "fr", t)[0] if one and is_late else None,
    )  # fmt: skip
