"""Links of the members of a committee, and what they said."""

from typing import NamedTuple

from flask import redirect
from flask import session as kept_here
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.unit_of_work import again
from app.directory.display.qr import qr_svg
from app.extensions import db
from app.participation import committee_queries, release_queries
from app.participation.building import gates
from app.participation.definition import digest_of, parse
from app.participation.display.building import committee as display
from app.participation.display.building.naming import head_of
from app.participation.models import QuestionnaireDraft
from app.participation.services import committee
from app.participation.services.committee import MOST_LINKS, TooManyLinks
from app.participation.views import pages
from app.participation.views.building.loading import BASE, draft
from app.participation.views.loading import context, doer, settings
from app.web.access import requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page

HERE = f"{BASE}/<int:number>/comite"
_TOLD = "committee-link"
"""In the session of the device, until its page is shown: the number of a draft, and the secret of the link just made for it."""


class PartOf(NamedTuple):
    """A link by its number, or a remark by its name, and the draft that it is of."""

    organisation_id: int
    draft: int
    link: int = 0
    remark: str = ""


def load_link(number: int, link: int) -> PartOf:
    """Return a link of a draft; raise NotThere."""
    return PartOf(draft(number).organisation_id, number, link=committee_queries.link(db.session(), number, link).id)


def load_remark(number: int, remark: str) -> PartOf:
    """Return a remark on a draft; raise NotThere."""
    return PartOf(draft(number).organisation_id, number, remark=committee_queries.comment(db.session(), number, remark).id)


@pages.route(HERE, methods=["GET"])
@requires("survey:build", draft)
def read_committee(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Show the links, what each member thinks, their remarks."""
    return _page(found)


@pages.post(HERE)
@requires("survey:build", draft)
@sent_once
def make_committee_link(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Make a link, whose address the next page tells, once."""
    number, by, path = found.id, doer(), f"{BASE}/{found.id}/comite"

    def work(session: Session) -> str:
        _, token = committee.make_link(context(session), number, by)
        act_once(session, path)
        return token

    try:
        kept_here[_TOLD] = [number, again(db.session(), work)]
    except TooManyLinks:
        return _page(draft(number), 422, is_full=True)
    return redirect(path, 303)


@pages.post(f"{HERE}/<int:link>/retirer")
@requires("survey:build", load_link)
def revoke_committee_link(found: PartOf) -> ResponseReturnValue:
    """Make a link worth nothing; what its member objects to stands."""
    by = doer()
    again(db.session(), lambda session: committee.revoke_link(context(session), found.draft, found.link, by))
    say(current_translator().gettext("Le lien est retiré : il n’ouvre plus rien."))
    return redirect(f"{BASE}/{found.draft}/comite", 303)


@pages.post(f"{HERE}/remarques/<remark>")
@requires("survey:build", load_remark)
def settle_remark(found: PartOf) -> ResponseReturnValue:
    """Say that a remark was dealt with."""
    by = doer()
    again(db.session(), lambda session: committee.settle(context(session), found.draft, found.remark, by))
    say(current_translator().gettext("La remarque est notée comme réglée. La personne le verra."))
    return redirect(f"{BASE}/{found.draft}/comite", 303)


def _page(found: QuestionnaireDraft, status: int = 200, *, is_full: bool = False) -> ResponseReturnValue:
    session, t, definition = db.session(), current_translator(), parse(found.body)
    read = display.Committee(
        links=committee_queries.links(session, found.id),
        comments=committee_queries.comments(session, found.id),
        versions=release_queries.versions(session, found),
        asked=gates.asked(found.gates),
        sha256=digest_of(found.body),
    )
    secret = _told(found)
    return whole_page(
        "participation/building/committee.html",
        status,
        page=display.page(head_of(found, definition, t), definition, read, t),
        secret=secret,
        qr_svg=qr_svg(secret) if secret else "",
        is_full=is_full,
        most=MOST_LINKS,
    )


def _told(found: QuestionnaireDraft) -> str:
    """Return the address of the link just made for this draft, and forget it; nothing where none was."""
    told = kept_here.get(_TOLD)
    if not told or told[0] != found.id:
        return ""
    del kept_here[_TOLD]
    return f"{settings().base_url}/avis/{told[1]}"
