"""Changing a section of a listing."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from flask import current_app, redirect, request
from flask.typing import ResponseReturnValue

from app.core.language import Translator
from app.core.unit_of_work import again
from app.extensions import db
from app.listings.display.section import SectionPage, Versions, section_page, section_path, versions
from app.listings.forms.of_service import FORMS as OF_SERVICE
from app.listings.forms.of_structure import FORMS as OF_STRUCTURE
from app.listings.forms.section import SectionForm
from app.listings.queries import Listing
from app.listings.sections import section_of_service, section_of_structure
from app.listings.services.editing import ChangedMeanwhile, author_of, mark_of, save, told, vouch
from app.listings.views import pages
from app.listings.views.loading import Opened, of_service, of_structure, section_in_service, section_in_structure
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.pages import render, whole_page

TEMPLATES = {"orientations": "listings/orientations.html"}
"""Sections that say more around their form, by their codes."""
ANSWER_DAYS = 5
"""Where the operator's delays do not say."""
ConflictPage: TypeAlias = Callable[[SectionPage, Sequence[Versions]], ResponseReturnValue]
"""What makes the page of a conflict of the section with its new mark and both versions."""
SECTION = "section"
"""The hidden field that says which section is still true: its code."""
MARK = "lu"
"""The hidden field that says what the section said when its form was opened."""


@pages.route("/mes-fiches/<int:number>/modifier/<section>", methods=["GET", "POST"])
@requires("listing:edit", section_in_structure)
def change_structure(opened: Opened) -> ResponseReturnValue:
    """Change a section of a structure."""
    return _change(opened, OF_STRUCTURE[opened.section.code])


@pages.route("/mes-fiches/services/<int:number>/modifier/<section>", methods=["GET", "POST"])
@requires("listing:edit", section_in_service)
def change_service(opened: Opened) -> ResponseReturnValue:
    """Change a section of a service; its hours have their own page."""
    if opened.section.code not in OF_SERVICE:
        return redirect(f"/mes-fiches/services/{opened.target.number}/horaires", 303)
    return _change(opened, OF_SERVICE[opened.section.code])


@pages.post("/mes-fiches/<int:number>/confirmer")
@requires("listing:edit", of_structure)
def confirm_structure(listing: Listing) -> ResponseReturnValue:
    """Say that a section of a structure, and the part that it is of, is still true."""
    return _confirm(Opened(listing, section_of_structure(request.form.get(SECTION, ""))))


@pages.post("/mes-fiches/services/<int:number>/confirmer")
@requires("listing:edit", of_service)
def confirm_service(listing: Listing) -> ResponseReturnValue:
    """Say that a section of a service, and the part that it is of, is still true."""
    return _confirm(Opened(listing, section_of_service(request.form.get(SECTION, ""))))


def _confirm(opened: Opened) -> ResponseReturnValue:
    target, author = opened.target, author_of(identity(), opened.listing)
    path = section_path(opened.listing.subject, opened.section)
    again(db.session(), lambda session: vouch(session, target, author))
    say(current_translator().gettext("C’est confirmé."))
    return redirect(path, 303)


def _change(opened: Opened, kind: type[SectionForm]) -> ResponseReturnValue:
    """Show the form, or save it."""
    subject, t = opened.listing.subject, current_translator()
    form = kind(data=kind.said(subject))
    form.offer(subject)
    mark = opened_mark(opened)
    page = section_page(subject, opened.section, mark, t)
    template = TEMPLATES.get(opened.section.code, "listings/section.html")
    if not form.is_submitted():
        return render(template, form=form, page=page, answer_days=_answer_days())
    if not form.validate():
        return whole_page(template, 422, form=form, page=page, answer_days=_answer_days())

    def conflict_page(page: SectionPage, both: Sequence[Versions]) -> ResponseReturnValue:
        return whole_page("listings/conflict.html", 409, form=form, page=page, versions=both)

    return save_section(opened, form.changes(subject), mark, conflict_page)


def opened_mark(opened: Opened) -> str:
    """Return the mark of what a section said when its form was opened; a form that says nothing of it is older than anything."""
    if request.method == "POST":
        return request.form.get(MARK, "")
    return mark_of(told(opened.listing.subject, opened.section.fields))


def save_section(opened: Opened, changes: Mapping[str, Any], mark: str, conflict_page: ConflictPage) -> ResponseReturnValue:
    """Save what was written and go back to the listing; show both versions when somebody else wrote meanwhile."""
    target, author, t = opened.target, author_of(identity(), opened.listing), current_translator()
    path = section_path(opened.listing.subject, opened.section)
    try:
        is_new = again(db.session(), lambda session: save(session, target, changes, mark, author))
    except ChangedMeanwhile as conflict:
        page = section_page(opened.listing.subject, opened.section, conflict.opened, t)
        return conflict_page(page, versions(opened.section, conflict.theirs, changes, t))
    say(_done(opened, t, is_new=is_new))
    return redirect(path, 303)


def _answer_days() -> int:
    """Days after which who oriented somebody is told that nobody answered."""
    days: int = current_app.extensions["reperes"].delays.get("sender_warned", ANSWER_DAYS)
    return days


def _done(opened: Opened, t: Translator, *, is_new: bool) -> str:
    if opened.section.part is None:
        return t.gettext("C’est enregistré.")
    return t.gettext("C’est enregistré. Le public lit déjà votre changement.") if is_new else t.gettext("C’est confirmé.")
