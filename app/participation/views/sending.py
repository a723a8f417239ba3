"""« Ce que nous gardons », then sending it: the record that was shown is the one that is stored, once."""

from flask import Response, make_response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.tokens import digest
from app.core.unit_of_work import again
from app.extensions import db
from app.participation import queries
from app.participation.carried import Carried
from app.participation.definition import Definition, said
from app.participation.display.checking import kept_page, seen
from app.participation.models import Campaign, SentNonce
from app.participation.record import Record, Way, record_of
from app.participation.rules import iso_week
from app.participation.services import sending
from app.participation.services.sending import CodeUsed, Proof
from app.participation.views import devices, pages
from app.participation.views.answering import onward
from app.participation.views.carrying import forget, place_of
from app.participation.views.loading import context
from app.participation.views.reaching import NOTHING_HERE, asked, begun, carried_here, definition_of, reader_of, reading_code, survey_page
from app.participation.walking import walk
from app.web.access import personal, public
from app.web.easy_french import offers_easy_french

USED = 409
SEEN, NONCE = "vu", "envoi"


@pages.get("/enquetes/<slug>/envoyer")
@public
@personal
@offers_easy_french
@begun
def see_what_is_kept(campaign: Campaign, found: Carried) -> ResponseReturnValue:
    """Show the literal record, and the button that sends it."""
    reader = reader_of(campaign, found)
    way = walk(reader.definition, found.answers)
    if not way.is_done or way.is_refused:
        return redirect(onward(campaign, way), 303)
    if first := devices.screen_first(campaign, found, None, f"{reader.at}/envoyer"):
        return first
    page = kept_page(reader, _record(campaign, found, reader.definition))
    return survey_page("participation/keep.html", 200, campaign, reader.definition, page=page, nonce=found.nonce)


@pages.post("/enquetes/<slug>/envoyer")
@public
@personal
@offers_easy_french
@asked
def send_my_answers(campaign: Campaign) -> ResponseReturnValue:
    """Store what was shown, once; sent again, acknowledged again. What changed since it was shown is shown again first."""
    found = carried_here(campaign)
    if found is None:
        is_done = _was_sent(request.form.get(NONCE, ""))
        return redirect(f"{place_of(campaign)}/merci" if is_done else f"{place_of(campaign)}?{NOTHING_HERE}=1", 303)
    if _was_sent(found.nonce):
        return _sent(campaign)
    definition = definition_of(campaign, found)
    way = walk(definition, found.answers)
    is_whole = way.is_done and not way.is_refused
    if not is_whole or request.form.get(SEEN) != seen(_record(campaign, found, definition)):
        return redirect(f"{place_of(campaign)}/envoyer", 303)
    try:
        _send(campaign, found, definition)
    except CodeUsed:
        return survey_page("participation/refused.html", USED, campaign, definition)
    return _sent(campaign)


@pages.get("/enquetes/<slug>/merci")
@public
@personal
@offers_easy_french
@asked
def thank(campaign: Campaign) -> ResponseReturnValue:
    """Say that it is sent, and what comes of it."""
    definition = definition_of(campaign)
    return survey_page("participation/thanks.html", 200, campaign, definition, thanks=said(definition.thanks, reading_code(campaign)))


@pages.get("/enquetes/<slug>/fin")
@public
@personal
@offers_easy_french
@asked
def end_without_answers(campaign: Campaign) -> ResponseReturnValue:
    """Say that nothing is kept of who did not agree."""
    return survey_page("participation/ended.html", 200, campaign, definition_of(campaign))


def _sent(campaign: Campaign) -> Response:
    response = make_response(redirect(f"{place_of(campaign)}/merci", 303))
    forget(response, campaign)
    return response


def _was_sent(nonce: str) -> bool:
    """Whether a form acted already: a second click comes when the first answer had the device forget."""
    return db.session().get(SentNonce, digest(nonce)) is not None


def _record(campaign: Campaign, found: Carried, definition: Definition) -> Record:
    by = Way(found.channel, iso_week(context().today), reading_code(campaign), found.follow if campaign.is_followed else "")
    return record_of(definition, found.version, found.answers, by)


def _send(campaign: Campaign, found: Carried, definition: Definition) -> None:
    """A campaign that closed meanwhile still takes what was begun (`carried_here`): nobody is asked for their time in vain."""
    number, record = campaign.id, _record(campaign, found, definition)

    def work(session: Session) -> None:
        now = context(session)
        sending.send(now, queries.campaign(session, number), record, Proof(found.nonce, found.code, found.draft))

    again(db.session(), work)
