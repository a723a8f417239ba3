"""Voting from a telephone, then seeing how the vote stands. Anybody who has the address may, once a device."""

import re

from flask import Response, current_app, make_response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.unit_of_work import again
from app.extensions import db
from app.participation import vote_queries
from app.participation.display import votes as display
from app.participation.models import RoomVote
from app.participation.retention import VOTE_KEPT
from app.participation.services import voting
from app.participation.services.voting import VoteOver
from app.participation.views import pages
from app.participation.views.loading import context
from app.web.access import personal, public
from app.web.addresses import carrying
from app.web.easy_french import offers_easy_french
from app.web.language import current_translator, selection
from app.web.once import nonce
from app.web.pages import page_or_partial, whole_page

PAGE = "/vote/<slug>"
COOKIE = "vote"
"""That this device voted: a mark drawn at random, for the page of that vote alone. What was chosen stands nowhere."""
CHOSEN = "choix"
PHONES_REFRESHED = 10
"""Seconds: two hundred telephones ask."""
SLUG = re.compile(r"[A-Za-z0-9]{1,20}")


@pages.get(PAGE)
@public
@personal
@offers_easy_french
def see_vote(slug: str) -> ResponseReturnValue:
    """Show the question and what to choose; how the vote stands, to whoever voted or when it is over."""
    found = _called(slug)
    if COOKIE in request.cookies or found.closed_at is not None:
        return _result(found)
    return _ballot(found)


@pages.post(PAGE)
@public
@personal
@offers_easy_french
def cast_vote(slug: str) -> ResponseReturnValue:
    """Count a voice, once for a device."""
    found, chosen, mark = _called(slug), request.form.get(CHOSEN, ""), nonce()
    if COOKIE not in request.cookies and found.closed_at is None:
        if chosen not in {one["code"] for one in found.choices}:
            return _ballot(found, is_wrong=True)
        if not _counted(found.id, chosen, mark):
            return _to(found)
        response = _to(found)
        response.set_cookie(
            COOKIE, mark, max_age=VOTE_KEPT, path=f"/vote/{found.slug}", secure=current_app.extensions["reperes"].is_production,
            httponly=True, samesite="Lax",
        )  # fmt: skip
        return response
    return _to(found)


def _counted(number: int, chosen: str, mark: str) -> bool:
    def work(session: Session) -> None:
        voting.add_voice(context(session), number, chosen, mark)

    try:
        again(db.session(), work)
    except VoteOver:
        return False
    return True


def _called(slug: str) -> RoomVote:
    if not SLUG.fullmatch(slug):
        raise NotThere
    return vote_queries.vote_called(db.session(), slug)


def _ballot(found: RoomVote, *, is_wrong: bool = False) -> Response:
    vote = display.vote_page(found, {}, current_translator())
    return whole_page("participation/votes/vote.html", 422 if is_wrong else 200, vote=vote, is_wrong=is_wrong)


def _result(found: RoomVote) -> Response:
    here = context()
    vote = display.vote_page(found, vote_queries.counts(here.session, found), current_translator())
    return page_or_partial(
        "participation/votes/result.html", "participation/votes/_live.html",
        vote=vote, live=f"/vote/{found.slug}", every=PHONES_REFRESHED, has_voted=COOKIE in request.cookies, shared=None,
    )  # fmt: skip


def _to(found: RoomVote) -> Response:
    path = f"/vote/{found.slug}"
    return make_response(redirect(carrying(selection().carried_to(path), path), 303))
