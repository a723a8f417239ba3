"""Leading a vote in a room: beginning one, its address, raised hands, its end, and the screen that everybody sees."""

from collections.abc import Callable, Sequence

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.core.unit_of_work import again
from app.extensions import db
from app.participation import organising_queries, vote_queries
from app.participation.display import votes as display
from app.participation.display.votes import VOTES
from app.participation.forms.votes import BallotForm, Hands, hands_shown, read_hands
from app.participation.models import RoomVote
from app.participation.permissions import REVIEWERS, edited
from app.participation.services import voting
from app.participation.settings import Context
from app.participation.views import pages
from app.participation.views.loading import context, doer
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import page_or_partial, render, whole_page

SCREEN_REFRESHED = 3
"""Seconds."""
DIRECT = "direct"
"""Of the address of the screen: have the browser load it again and again, where there is no script. Asked for, never by itself."""


def room_vote(number: int) -> RoomVote:
    """Return a vote by its number; raise NotThere."""
    return vote_queries.vote(db.session(), number)


@pages.get(VOTES)
@requires("survey:list")
def list_votes() -> ResponseReturnValue:
    """Show the votes of one's organisations: those that are open first."""
    who = identity()
    found = vote_queries.votes_of(db.session(), who.organisations)
    may_begin = not REVIEWERS.isdisjoint(who.organisations.values())
    return render("participation/votes/list.html", lines=display.vote_lines(found, current_translator()), may_begin=may_begin)


@pages.route(f"{VOTES}/nouveau", methods=["GET", "POST"])
@requires("survey:list")
@sent_once
def begin_vote() -> ResponseReturnValue:
    """Ask what a room votes on, and open the vote: for those who may open a campaign."""
    organisations = _asking()
    form = BallotForm(organisations) if organisations else None
    if form is None or not form.validate_on_submit():
        return whole_page("participation/votes/new.html", 422 if form and form.errors else 200, form=form)
    asking, ballot, by = form.asking, form.ballot, doer()

    def work(session: Session) -> str:
        path = f"{VOTES}/{voting.begin(context(session), asking, ballot, by).id}"
        act_once(session, path)
        return path

    path = again(db.session(), work)
    say(current_translator().gettext("Le vote est ouvert. Montrez l’écran à la salle."))
    return redirect(path, 303)


@pages.get(f"{VOTES}/<int:number>")
@requires("survey:vote", room_vote)
def lead_vote(found: RoomVote) -> ResponseReturnValue:
    """Show how people come to vote, what is counted, and what may be done."""
    return _page(found, hands_shown(found, vote_queries.counts(db.session(), found)))


@pages.get(f"{VOTES}/<int:number>/ecran")
@requires("survey:vote", room_vote)
def show_screen(found: RoomVote) -> ResponseReturnValue:
    """Show the room how the vote stands, and its address: refreshed while the vote is open."""
    here, t = context(), current_translator()
    vote = display.vote_page(found, vote_queries.counts(here.session, found), t)
    is_direct = DIRECT in request.args and vote.is_open
    response = page_or_partial(
        "participation/votes/screen.html", "participation/votes/_live.html",
        vote=vote, shared=display.shared(found, here.settings.base_url), live=f"{vote.href}/ecran", every=SCREEN_REFRESHED,
        is_direct=is_direct,
    )  # fmt: skip
    if is_direct:
        response.headers["Refresh"] = str(SCREEN_REFRESHED)
    return response


@pages.post(f"{VOTES}/<int:number>/mains")
@requires("survey:vote", room_vote)
def write_hands(found: RoomVote) -> ResponseReturnValue:
    """Write how many hands were raised."""
    hands, number = read_hands(found, request.form), found.id
    if hands.wrong:
        return _page(found, hands, status=422)
    again(db.session(), lambda session: voting.count_hands(context(session), number, hands.counts))
    say(current_translator().gettext("Les mains levées sont comptées."))
    return redirect(f"{VOTES}/{number}", 303)


@pages.post(f"{VOTES}/<int:number>/fermer")
@requires("survey:vote", room_vote)
def close_vote(found: RoomVote) -> ResponseReturnValue:
    """End the vote."""
    by = doer()
    return _done(found, lambda here, one: voting.close(here, one, by), current_translator().gettext("Le vote est terminé."))


@pages.post(f"{VOTES}/<int:number>/rouvrir")
@requires("survey:vote", room_vote)
def reopen_vote(found: RoomVote) -> ResponseReturnValue:
    """Let the room vote again."""
    by = doer()
    return _done(found, lambda here, one: voting.reopen(here, one, by), current_translator().gettext("Le vote est ouvert de nouveau."))


def _done(found: RoomVote, act: Callable[[Context, RoomVote], None], told: str) -> ResponseReturnValue:
    number = found.id
    again(db.session(), lambda session: act(context(session), vote_queries.vote(session, number)))
    say(told)
    return redirect(f"{VOTES}/{number}", 303)


def _page(found: RoomVote, hands: Hands, status: int = 200) -> Response:
    here, t = context(), current_translator()
    vote = display.vote_page(found, vote_queries.counts(here.session, found), t, hands)
    return whole_page(
        "participation/votes/lead.html", status,
        vote=vote, shared=display.shared(found, here.settings.base_url), errors=display.hands_errors(vote, t),
    )  # fmt: skip


def _asking() -> Sequence[Organisation]:
    """Return the verified organisations that one edits for; raise NotThere for who edits for none, verified or not."""
    return organising_queries.verified(db.session(), edited(identity()))
