"""Opening a campaign: choosing a questionnaire, then saying how it is asked."""

from collections.abc import Sequence

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.core.errors import NotThere
from app.core.unit_of_work import again
from app.extensions import db
from app.participation import organising_queries
from app.participation.checking import Problem
from app.participation.definition import Definition
from app.participation.display import campaigns as display
from app.participation.display import papers
from app.participation.display.campaigns import BASE, NEW
from app.participation.forms.opening import OpeningForm
from app.participation.permissions import REVIEWERS
from app.participation.services import campaigns
from app.participation.services.publishing import NotSound
from app.participation.shipped import definition_called, shipped
from app.participation.views import pages
from app.participation.views.loading import context, doer
from app.participation.walking import asks
from app.web.access import requires
from app.web.forms import FieldError
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import render, whole_page


@pages.route(NEW, methods=["GET", "POST"])
@requires("survey:list")
@sent_once
def open_campaign() -> ResponseReturnValue:
    """Offer the questionnaires; show one (`modele`) and ask how it is asked; open a campaign of it."""
    organisations = _asking()
    code = request.args.get("modele", "")
    if not code or not organisations:
        return _choose(is_verified=bool(organisations))
    definition = definition_called(code)
    form = OpeningForm(definition, organisations)
    if not form.validate_on_submit():
        return _page(form, definition)
    try:
        path = _opened(form, definition)
    except NotSound as refusal:
        return _page(form, definition, refusal.problems)
    say(current_translator().gettext("L’enquête est ouverte. Voici son adresse : partagez-la."))
    return redirect(path, 303)


def _asking() -> Sequence[Organisation]:
    """Return the verified organisations that one edits for; raise NotThere for who edits for none, verified or not."""
    edited = [number for number, role in identity().organisations.items() if role in REVIEWERS]
    if not edited:
        raise NotThere
    return organising_queries.verified(db.session(), edited)


def _opened(form: OpeningForm, definition: Definition) -> str:
    asking, plan, by = form.asking, form.plan, doer()

    def work(session: Session) -> str:
        path = f"{BASE}/{campaigns.open_campaign(context(session), asking, definition, plan, by).id}"
        act_once(session, path)
        return path

    return again(db.session(), work)


def _choose(*, is_verified: bool) -> ResponseReturnValue:
    asked = {code: len(asks(one.questions)) for code, one in shipped().items()}
    offered = display.shipped_lines(shipped(), asked, current_translator())
    return render("participation/choose_template.html", offered=offered, is_verified=is_verified)


def _page(form: OpeningForm, definition: Definition, refused: Sequence[Problem] = ()) -> ResponseReturnValue:
    t = current_translator()
    return whole_page(
        "participation/campaign_new.html",
        422 if form.is_submitted() else 200,
        form=form,
        errors=[*form.summary(), *(FieldError("", problem.said(t)) for problem in refused)],
        action=f"{NEW}?modele={definition.code}",
        sheet=papers.sheet(definition, t),
        facts=display.facts_of(definition, len(asks(definition.questions)), t),
    )
