"""The editor of hours."""

from collections.abc import Sequence

from flask import request
from flask.typing import ResponseReturnValue

from app.listings.display.hours import preview
from app.listings.display.saying import said
from app.listings.display.section import SectionPage, Versions, section_page
from app.listings.forms.hours import HOLIDAYS, SCHOOL, HoursForm
from app.listings.services.editing import told
from app.listings.views import pages
from app.listings.views.editing import opened_mark, save_section
from app.listings.views.loading import Opened, hours_of
from app.web.access import requires
from app.web.language import current_translator
from app.web.pages import page_or_partial, render, whole_page

PAGE = "listings/hours.html"


@pages.route("/mes-fiches/services/<int:number>/horaires", methods=["GET", "POST"])
@requires("listing:edit", hours_of)
def change_hours(opened: Opened) -> ResponseReturnValue:
    """Show the hours in the editor, or save them."""
    if request.method == "GET":
        return render(PAGE, form=HoursForm.of(_hours(opened), current_translator()), preview=None, **_around(opened))
    form = _sent(opened)
    if not form.validate():
        return whole_page(PAGE, 422, form=form, preview=None, **_around(opened))

    def conflict_page(page: SectionPage, both: Sequence[Versions]) -> ResponseReturnValue:
        return whole_page(PAGE, 409, form=form, preview=None, **{**_around(opened), "page": page, "versions": both})

    return save_section(opened, {"hours": form.hours}, opened_mark(opened), conflict_page)


@pages.post("/mes-fiches/services/<int:number>/horaires/apercu")
@requires("listing:edit", hours_of)
def preview_hours(opened: Opened) -> ResponseReturnValue:
    """Show how the public will read what is being written; nothing is saved."""
    form = _sent(opened)
    form.validate()
    shown = preview(form.hours, list(form.errors), current_translator())
    form.forget_errors()
    return page_or_partial(PAGE, "listings/_hours_preview.html", form=form, preview=shown, **_around(opened))


def _sent(opened: Opened) -> HoursForm:
    return HoursForm.sent(request.form, current_translator(), [*_hours(opened), "", "A"][3])


def _hours(opened: Opened) -> list[str]:
    hours: list[str] = told(opened.listing.subject, ("hours",))["hours"]
    return hours


def _around(opened: Opened) -> dict[str, object]:
    """What the page shows around the form: the hours as they are told now, the answers of its questions."""
    t = current_translator()
    page: SectionPage = section_page(opened.listing.subject, opened.section, opened_mark(opened), t)
    path = f"/mes-fiches/services/{opened.target.number}/horaires"
    now = said("hours", _hours(opened), t)
    has_place = told(opened.listing.subject, ("place",))["place"] is not None
    return {"page": page, "path": path, "now": now, "school": SCHOOL, "holidays": HOLIDAYS, "has_place": has_place}
