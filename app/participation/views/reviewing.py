"""What people wrote: read once it was reviewed; before, by those who review alone."""

from typing import NamedTuple

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.unit_of_work import again
from app.extensions import db
from app.participation import queries, review_queries
from app.participation.display import reviewing as display
from app.participation.display.campaigns import BASE, heading
from app.participation.forms.reviewing import OTHER_WORDS, WORDS, ReviewGiven, read_review
from app.participation.models import Campaign
from app.participation.review_queries import Wanted
from app.participation.rules import READABLE_REVIEWS, Review
from app.participation.services import reviewing
from app.participation.services.reviewing import Decision, OtherWords, TextMoved
from app.participation.views import pages
from app.participation.views.loading import campaign, context, doer
from app.web.access import requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.pages import whole_page
from app.web.rights import allows


class TextOf(NamedTuple):
    """A text by its key, and the campaign that it answers."""

    organisation_id: int | None
    campaign: int
    text: str


def load_text(number: int, text: str) -> TextOf:
    """Return a text of a campaign; raise NotThere."""
    found = campaign(number)
    return TextOf(found.organisation_id, number, review_queries.text(db.session(), number, text).id)


@pages.get(f"{BASE}/<int:number>/textes")
@requires("survey:read", campaign)
def read_texts(found: Campaign) -> ResponseReturnValue:
    """Show what was written, by question, what waits first to those who review; others read what was reviewed."""
    here, t, may_review = context(), current_translator(), allows("survey:review", found)
    shown = READABLE_REVIEWS | {Review.WAITING} if may_review else READABLE_REVIEWS
    rows = [row for row in review_queries.rows(here.session, found) if may_review or row.review in shown]
    asking, tags = review_queries.asking(here.session, rows), review_queries.tags_of(rows)
    order = display.order_of(asking, rows)
    listed = display.Listed(asking, rows, display.wanted_of(request.args, order, tags), tags, may_review)
    page = display.texts_page(found, listed, review_queries.texts(here.session, rows, order, listed.wanted, shown), t)
    of_it = heading(found, queries.definition(here.session, found.version_id), here.today, t)
    return whole_page("participation/texts.html", heading=of_it, page=page, may_review=may_review)


@pages.get(f"{BASE}/<int:number>/textes/<text>")
@requires("survey:review", load_text)
def open_text(found: TextOf) -> ResponseReturnValue:
    """Show one text, with what may be hidden of it."""
    if review_queries.text(db.session(), found.campaign, found.text).review == Review.DROPPED:
        raise NotThere
    return _page(found)


@pages.post(f"{BASE}/<int:number>/textes/<text>")
@requires("survey:review", load_text)
def review_text(found: TextOf) -> ResponseReturnValue:
    """Keep a text, mask words of it, or put it aside; who decides second is told."""
    given = read_review(request.form, review_queries.text(db.session(), found.campaign, found.text).text or "")
    if given.mistakes and not _is_late(found, given):
        return _page(found, given, 422)
    decision, by = given.decided, doer()

    def work(session: Session) -> None:
        reviewing.review_text(context(session), queries.campaign(session, found.campaign), found.text, decision, by)

    try:
        again(db.session(), work)
    except TextMoved:
        return _page(found, status=409)
    except OtherWords:
        given.mistakes[WORDS] = OTHER_WORDS
        return _page(found, given, 422)
    return _done(found, decision)


def _done(found: TextOf, decision: Decision) -> ResponseReturnValue:
    t = current_translator()
    is_dropped = decision.review is Review.DROPPED
    say(t.gettext("Le texte est écarté : il est oublié.") if is_dropped else t.gettext("C’est enregistré."))
    return redirect(f"{BASE}/{found.campaign}/textes{display.query_of(_wanted(found))}", 303)


def _page(found: TextOf, given: ReviewGiven | None = None, status: int = 200) -> ResponseReturnValue:
    db.session.expire_all()
    here, t, of_it = context(), current_translator(), campaign(found.campaign)
    rows = review_queries.rows(here.session, of_it)
    text = review_queries.text(here.session, found.campaign, found.text)
    card = display.card(of_it, text, review_queries.asking(here.session, rows), _wanted(found), t, given=given)
    return whole_page(
        "participation/text.html",
        status,
        heading=heading(of_it, queries.definition(here.session, of_it.version_id), here.today, t),
        card=card,
        typed=given.words if given else card.words.words,
        errors=display.review_errors(given, t) if given else (),
        known_tags=review_queries.tags_of(rows),
        is_late=status == 409,  # noqa: PLR2004 - a conflict
        back=f"{BASE}/{found.campaign}/textes{display.query_of(_wanted(found))}",
    )


def _is_late(found: TextOf, given: ReviewGiven) -> bool:
    """Whether the text is no more the one that was read: what is wrong with the form matters less."""
    text = review_queries.text(db.session(), found.campaign, found.text)
    return text.version != given.version or text.review == Review.DROPPED


def _wanted(found: TextOf) -> Wanted:
    """The list that one came from, and goes back to."""
    rows = review_queries.rows(db.session(), campaign(found.campaign))
    return display.wanted_of(request.args, [row.question for row in rows], review_queries.tags_of(rows))
