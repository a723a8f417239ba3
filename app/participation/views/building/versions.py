"""Published versions, and what differs between two of them."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.core.numbers import row_number
from app.extensions import db
from app.participation import queries, release_queries
from app.participation.building.differences import differences
from app.participation.definition import Definition, digest_of, parse
from app.participation.display.building import versions as display
from app.participation.display.building.naming import head_of
from app.participation.display.building.versions import DRAFT, Compared
from app.participation.models import QuestionnaireDraft
from app.participation.views import pages
from app.participation.views.building.loading import BASE, draft, place_of
from app.participation.views.loading import context
from app.web.access import requires
from app.web.language import current_translator
from app.web.pages import render

HERE = f"{BASE}/<int:number>/versions"
OLD, NEW = "de", "a"
"""Of an address: the versions to compare, by their ranks; the draft where the second is not said."""


@pages.get(HERE)
@requires("survey:build", draft)
def read_versions(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Show the published versions of a draft, the last one first."""
    here, t = context(), current_translator()
    head = head_of(found, parse(found.body), t)
    versions = release_queries.versions(here.session, found)
    says = [(one, queries.definition(here.session, one.id)) for one in versions]
    lines = display.version_lines(says, release_queries.campaigns_by_version(here.session, found), head.at, here.today, t)
    is_draft_new = bool(versions) and versions[0].sha256 != digest_of(found.body)
    return render("participation/building/versions.html", head=head, lines=lines, is_draft_new=is_draft_new)


@pages.get(f"{HERE}/differences")
@requires("survey:build", draft)
def compare_versions(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Show what differs between two versions, or between one and the draft."""
    t = current_translator()
    asked, other = row_number(request.args.get(OLD)), request.args.get(NEW, DRAFT)
    later = None if other == DRAFT else row_number(other)
    if asked is None or (later is None and other != DRAFT):
        return redirect(f"{place_of(found)}/versions", 303)
    both = Compared(_definition(found, asked), _definition(found, later))
    return render(
        "participation/building/differences.html",
        head=head_of(found, parse(found.body), t),
        page=display.differences_page(differences(*both), both, t),
        before=asked,
        after=later,
        numbers=[one.number for one in release_queries.versions(db.session(), found)],
    )


def _definition(found: QuestionnaireDraft, number: int | None) -> Definition:
    """Return what a version says, or the draft; raise NotThere."""
    if number is None:
        return parse(found.body)
    return queries.definition(db.session(), release_queries.version_numbered(db.session(), found, number).id)
