"""The list of one's questionnaires, and beginning one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.core.errors import NotThere
from app.core.numbers import row_number
from app.core.unit_of_work import again
from app.extensions import db
from app.participation import building_queries
from app.participation.building.keys import questionnaire_code
from app.participation.definition import Definition, parse
from app.participation.display.building import listing as display
from app.participation.forms.building.beginning import BeginningForm, blank
from app.participation.permissions import edited
from app.participation.services import building
from app.participation.shipped import definition_called, shipped
from app.participation.views import pages
from app.participation.views.building.loading import BASE, place_of
from app.participation.views.loading import context, doer
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import render, whole_page

NEW = f"{BASE}/nouveau"
MODEL, COPY = "modele", "copie"


@pages.get(BASE)
@requires("survey:list")
def list_drafts() -> ResponseReturnValue:
    """Show the questionnaires that one builds, the last changed first."""
    names, t = _edited(), current_translator()
    found = building_queries.drafts(db.session(), names)
    last = building_queries.last_versions(db.session(), found)
    return render("participation/building/list.html", lines=display.lines(found, last, names, BASE, t))


@pages.route(NEW, methods=["GET", "POST"])
@requires("survey:list")
@sent_once
def begin_draft() -> ResponseReturnValue:
    """Offer what a questionnaire may begin with; begin one."""
    names = _edited()
    asked = db.session().scalars(select(Organisation).where(Organisation.id.in_(names)).order_by(Organisation.name, Organisation.id)).all()
    start = _start(names)
    form = BeginningForm(asked, needs_title=start is None)
    if not form.validate_on_submit():
        return _page(form, names)
    definition, number, by = start or blank(form.titre.data), form.building, doer()

    def work(session: Session) -> str:
        session.execute(select(Organisation.id).where(Organisation.id == number).with_for_update())
        code = questionnaire_code(definition.title["fr"], building_queries.codes_taken(session, number))
        path = place_of(building.begin(context(session), number, replace(definition, code=code), by))
        act_once(session, path)
        return path

    path = again(db.session(), work)
    say(current_translator().gettext("Le questionnaire est commencé. Changez-y tout ce que vous voulez."))
    return redirect(path, 303)


def _edited() -> Mapping[int, str]:
    """Return the names of the organisations that one edits for; raise NotThere for who edits for none."""
    rows = db.session().execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(edited(identity()))))
    return {number: name for number, name in rows}  # noqa: C416 - rows are not pairs to mypy


def _start(names: Mapping[int, str]) -> Definition | None:
    """Return what the form begins with; None for nothing. Raise NotThere for what one may not read."""
    if code := request.form.get(MODEL):
        return definition_called(code)
    if COPY not in request.form:
        return None
    found = building.draft(db.session(), row_number(request.form[COPY]) or 0)
    if found.organisation_id not in names:
        raise NotThere
    return parse(found.body)


def _page(form: BeginningForm, names: Mapping[int, str]) -> ResponseReturnValue:
    t = current_translator()
    found: Sequence[display.DraftLine] = display.lines(building_queries.drafts(db.session(), names), {}, names, BASE, t)
    return whole_page(
        "participation/building/new.html",
        422 if form.errors else 200,
        form=form,
        starts=display.starts(shipped(), t),
        own=found,
    )
