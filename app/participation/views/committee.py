"""A member of a committee reads a questionnaire before it is published, by a secret link, and says what they think of it."""

from collections.abc import Sequence
from datetime import timedelta

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.core.attempts import Limit
from app.core.errors import NotThere
from app.core.language import EASY_FRENCH, FRENCH
from app.core.unit_of_work import again
from app.extensions import db
from app.participation import committee_queries, release_queries
from app.participation.building.marks import moved
from app.participation.definition import parse
from app.participation.display import committee as display
from app.participation.display.committee import EMPTY, Form, Opened
from app.participation.forms.committee import Said, read_words
from app.participation.services import building, committee
from app.participation.services.committee import TextMoved
from app.participation.views import pages
from app.participation.views.loading import context
from app.web.access import personal, public
from app.web.easy_french import offers_easy_french
from app.web.forms import FieldError
from app.web.language import current_translator, prefer, selection
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page
from app.web.spending import from_network, spend

HERE = "/avis/<token>"
LONGEST_TOKEN = 64
TRIED_FROM_ONE_ADDRESS = 60
"""Links that open nothing, in an hour."""
SENT_A_DAY = 40
"""By one link."""


@pages.get(HERE)
@public
@personal
@offers_easy_french
def read_draft_as_member(token: str) -> ResponseReturnValue:
    """Show the questionnaire, and what the member said before; once it is published, thank them."""
    return _page(_opened(token))


@pages.post(HERE)
@public
@personal
@offers_easy_french
@sent_once
def say_what_i_think(token: str) -> ResponseReturnValue:
    """Take remarks and an opinion on what was read; say what changed when it is not what stands now, nothing typed lost."""
    said = read_words(request.form)
    link = _opened(token).link.id
    if said.mistakes:
        return _page(_opened(token), 422, said)
    spend(Limit("committee-says", str(link), SENT_A_DAY, timedelta(days=1)))
    path = f"/avis/{token}"

    def work(session: Session) -> None:
        committee.say(context(session), token, said.words)
        act_once(session, path)

    try:
        again(db.session(), work)
    except TextMoved:
        return _page(_opened(token), 409, said)
    say(current_translator().gettext("Merci. C’est envoyé."))
    return redirect(path, 303)


def _opened(token: str) -> Opened:
    """Return what a link opens, in the easiest words; raise NotThere, counted, for one that opens nothing."""
    session = db.session()
    try:
        link = committee_queries.link_opening(session, token[:LONGEST_TOKEN])
    except NotThere:
        spend(from_network("committee-link", TRIED_FROM_ONE_ADDRESS, timedelta(hours=1)))
        raise
    draft = building.draft(session, link.draft_id)
    definition = parse(draft.body)
    if selection().language is FRENCH and EASY_FRENCH.code in definition.languages:
        prefer(EASY_FRENCH.code)
    return Opened(
        at=f"/avis/{token}",
        who=session.get_one(Organisation, draft.organisation_id).name,
        link=link,
        draft=draft,
        definition=definition,
        comments=committee_queries.comments_by(session, link.id),
        last=next(iter(release_queries.versions(session, draft)), None),
    )


def _page(found: Opened, status: int = 200, said: Said | None = None) -> ResponseReturnValue:
    t = current_translator()
    version = committee.published_as(context(), found.draft)
    if version is not None:
        lost: Sequence[str] = list(said.remarks.values()) if said else ()
        page = display.published_page(found, version, lost, t)
        return whole_page("participation/committee/published.html", 409 if said else 200, page=page, is_late=said is not None)
    form = EMPTY
    if said is not None:
        since = moved(said.marks, found.definition) if status == 409 else None  # noqa: PLR2004 - a conflict
        form = Form(said.kept_for(found.definition), said.mistakes, since)
    return whole_page(
        "participation/committee/read.html",
        status,
        page=display.advice_page(found, form, t),
        errors=[FieldError(control, t.gettext(message)) for control, message in form.mistakes.items()],
    )
