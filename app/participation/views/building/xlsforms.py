"""XLSForm workbooks, in and out.

What a workbook brings is shown before anything is written. Between the two pages it is carried by the form, sealed: nobody sends the file
again, and nothing is kept of one that is not taken.
"""

import json
import zlib
from dataclasses import replace
from typing import NamedTuple

from flask import Response, make_response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.core.errors import NotThere
from app.core.keys import Unreadable
from app.core.language import mark
from app.core.unit_of_work import again
from app.extensions import db
from app.participation import building_queries, queries
from app.participation.definition import Definition, canonical, parse
from app.participation.display.building import xlsforms as display
from app.participation.forms.building.xlsforms import ImportForm
from app.participation.models import QuestionnaireDraft
from app.participation.permissions import edited
from app.participation.services import building
from app.participation.views import pages
from app.participation.views.building.loading import BASE, draft, place_of
from app.participation.views.loading import context, doer, settings
from app.participation.xlsform.findings import Imported, UnreadableWorkbook
from app.participation.xlsform.importing import import_form
from app.participation.xlsform.names import numbered
from app.participation.xlsform.reading import read_book
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page

IMPORT = f"{BASE}/importer"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CARRIED = "questionnaire"
MOST_CARRIED = 350_000
"""Signs of what the form carries: more is no questionnaire that somebody answers."""
TOO_LONG = mark("Ce questionnaire est trop long pour être repris d’un coup : coupez-le en plusieurs.")
TOO_OLD = mark("Cette page a trop attendu : choisissez de nouveau le fichier.")


class Version(NamedTuple):
    """A published version of a draft, for those who build for its organisation."""

    organisation_id: int
    number: int
    definition: Definition


def version(number: int, version: int) -> Version:
    """Return a version of a draft by its own number; raise NotThere for one of another questionnaire."""
    of_it = draft(number)
    found = queries.version(db.session(), version)
    if of_it.questionnaire_id is None or found.questionnaire_id != of_it.questionnaire_id:
        raise NotThere
    return Version(of_it.organisation_id, found.number, queries.definition(db.session(), found.id))


@pages.route(IMPORT, methods=["GET", "POST"])
@requires("survey:list")
def import_workbook() -> ResponseReturnValue:
    """Ask for a workbook; show what it brings and what it leaves out, by row. Nothing is written."""
    form = ImportForm(_edited())
    if not form.validate_on_submit():
        return _ask(form)
    name = form.classeur.data.filename
    try:
        found = import_form(read_book(form.classeur.data.read()), name)
    except UnreadableWorkbook as why:
        form.refuse(current_translator().gettext(why.message, **why.values))
        return _ask(form)
    carried = _sealed(form.organisation_id, found.definition) if found.definition else ""
    if len(carried) > MOST_CARRIED:
        form.refuse(TOO_LONG)
        return _ask(form)
    return _report(found, carried)


@pages.post(f"{IMPORT}/commencer")
@requires("survey:list")
@sent_once
def begin_imported() -> ResponseReturnValue:
    """Begin a draft with what a workbook brought."""
    mine = _edited()
    carried = _opened(request.form.get(CARRIED, ""))
    if carried is None or carried[0] not in {one.id for one in mine}:
        form = ImportForm(mine)
        form.classeur.errors = [TOO_OLD]
        return _ask(form)
    organisation, definition = carried
    by = doer()

    def work(session: Session) -> str:
        session.execute(select(Organisation.id).where(Organisation.id == organisation).with_for_update())
        code = numbered(definition.code, building_queries.codes_taken(session, organisation), "-")
        path = place_of(building.begin(context(session), organisation, replace(definition, code=code), by))
        act_once(session, path)
        return path

    path = again(db.session(), work)
    say(current_translator().gettext("Le questionnaire est repris. Relisez chaque question avant de le publier."))
    return redirect(path, 303)


@pages.get(f"{BASE}/<int:number>/formulaire.xlsx")
@requires("survey:build", draft)
def export_draft(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Give a draft as it is now, as an XLSForm workbook."""
    return _workbook(parse(found.body), f"brouillon-{found.version}")


@pages.get(f"{BASE}/<int:number>/versions/<int:version>/formulaire.xlsx")
@requires("survey:build", version)
def export_version(found: Version) -> ResponseReturnValue:
    """Give a published version as an XLSForm workbook."""
    return _workbook(found.definition, str(found.number))


def _workbook(definition: Definition, said: str) -> Response:
    from app.participation.xlsform.writing import export_form  # noqa: PLC0415 - 17 MB of openpyxl, which other pages do without

    response = make_response(export_form(definition, said))
    response.headers["Content-Type"] = WORKBOOK
    response.headers["Content-Disposition"] = f'attachment; filename="{definition.code}.xlsx"'
    return response


def _edited() -> list[Organisation]:
    """Return the organisations that one edits for, by name; raise NotThere for who edits for none."""
    wanted = select(Organisation).where(Organisation.id.in_(edited(identity()))).order_by(Organisation.name, Organisation.id)
    return list(db.session().scalars(wanted))


def _ask(form: ImportForm) -> Response:
    return whole_page("participation/building/import.html", 422 if request.method == "POST" else 200, form=form)


def _report(found: Imported, carried: str) -> Response:
    page = display.report(found, current_translator())
    return whole_page("participation/building/import_report.html", 200 if carried else 422, page=page, carried=carried)


def _place() -> str:
    return f"participation.xlsform:{identity().account}"


def _sealed(organisation: int, definition: Definition) -> str:
    body = json.dumps([organisation, canonical(definition)], ensure_ascii=False)
    return settings().keyring.seal_bytes(zlib.compress(body.encode(), 9), _place())


def _opened(carried: str) -> tuple[int, Definition] | None:
    """Return what the form carries, as we sealed it for this account; None for anything else."""
    try:
        organisation, body = json.loads(zlib.decompress(settings().keyring.unseal_bytes(carried, _place())))
    except Unreadable:
        return None
    return organisation, parse(body)
