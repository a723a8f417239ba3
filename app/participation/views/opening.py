"""Opening a campaign: choosing a questionnaire, then saying how it is asked."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.core.errors import NotThere
from app.core.numbers import row_number
from app.core.unit_of_work import again
from app.extensions import db
from app.participation import organising_queries, queries
from app.participation.checking import Problem
from app.participation.definition import Definition
from app.participation.display import campaigns as display
from app.participation.display import papers
from app.participation.display.campaigns import BASE, NEW
from app.participation.forms.opening import OpeningForm
from app.participation.models import Questionnaire
from app.participation.permissions import edited
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
    """Offer the questionnaires; show one (`modele`, or `version` of one's own) and ask how it is asked; open a campaign of it."""
    organisations = _asking()
    what = _what(organisations)
    if what is None:
        return _choose(is_verified=bool(organisations))
    form = OpeningForm(what.definition, what.organisations)
    if not form.validate_on_submit():
        return _page(form, what)
    try:
        path = _opened(form, what)
    except NotSound as refusal:
        return _page(form, what, refusal.problems)
    say(current_translator().gettext("L’enquête est ouverte. Voici son adresse : partagez-la."))
    return redirect(path, 303)


class What(NamedTuple):
    """What is asked, and who may ask it. `version`: number of a published version; None for a questionnaire that comes with Repères."""

    definition: Definition
    organisations: Sequence[Organisation]
    address: str
    version: int | None = None


def _what(organisations: Sequence[Organisation]) -> What | None:
    """Return what the address names; None when it names nothing, or nobody may ask; raise NotThere."""
    code, number = request.args.get("modele", ""), row_number(request.args.get("version"))
    if not organisations or not (code or number):
        return None
    if code:
        definition = definition_called(code)
        return What(definition, organisations, f"{NEW}?modele={definition.code}")
    found = queries.version(db.session(), number or 0)
    owner = db.session().get_one(Questionnaire, found.questionnaire_id).organisation_id
    allowed = [one for one in organisations if one.id == owner]
    if not allowed:
        raise NotThere
    return What(queries.definition(db.session(), found.id), allowed, f"{NEW}?version={found.id}", found.id)


def _asking() -> Sequence[Organisation]:
    """Return the verified organisations that one edits for; raise NotThere for who edits for none, verified or not."""
    return organising_queries.verified(db.session(), edited(identity()))


def _opened(form: OpeningForm, what: What) -> str:
    asking, plan, by = form.asking, form.plan, doer()

    def work(session: Session) -> str:
        now = context(session)
        if what.version:
            made = campaigns.open_version(now, asking, queries.version(session, what.version), plan, by)
        else:
            made = campaigns.open_campaign(now, asking, what.definition, plan, by)
        path = f"{BASE}/{made.id}"
        act_once(session, path)
        return path

    return again(db.session(), work)


def _choose(*, is_verified: bool) -> ResponseReturnValue:
    asked = {code: len(asks(one.questions)) for code, one in shipped().items()}
    offered = display.shipped_lines(shipped(), asked, current_translator())
    return render("participation/choose_template.html", offered=offered, is_verified=is_verified)


def _page(form: OpeningForm, what: What, refused: Sequence[Problem] = ()) -> ResponseReturnValue:
    t, definition = current_translator(), what.definition
    return whole_page(
        "participation/campaign_new.html",
        422 if form.is_submitted() else 200,
        form=form,
        errors=[*form.summary(), *(FieldError("", problem.said(t)) for problem in refused)],
        action=what.address,
        is_sensitive=definition.sensitive,
        sheet=papers.sheet(definition, t),
        facts=display.facts_of(definition, len(asks(definition.questions)), t),
    )
