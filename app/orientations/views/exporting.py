"""Taking a list away, after a warning."""

from flask import Response, make_response
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import today
from app.core.unit_of_work import again
from app.extensions import db
from app.orientations.display.exported import exported
from app.orientations.forms.exporting import ExportForm
from app.orientations.rules import Mover
from app.orientations.services.exporting import take
from app.orientations.views import pages
from app.orientations.views.loading import context
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.pages import whole_page


@pages.route("/orientations/exporter", methods=["GET", "POST"])
@requires("orientation:list")
def export() -> ResponseReturnValue:
    """Say what the file holds and where to keep it; give it when that was read."""
    form = ExportForm()
    if form.is_submitted() and form.validate():
        return _file(form)
    return whole_page("orientations/export.html", 422 if form.errors else 200, form=form)


def _file(form: ExportForm) -> Response:
    own, t, with_names = sorted(identity().organisations), current_translator(), bool(form.with_names.data)
    by = Mover(form.actor, identity().account, own[0] if len(own) == 1 else None)

    def work(session: Session) -> str:
        going = context(session)
        rows = take(going, by, own, form.wanted(going.now), with_names=with_names)
        return exported(going, rows, t, with_names=with_names)

    response = make_response(again(db.session(), work))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="orientations-{today().isoformat()}.csv"'
    return response
