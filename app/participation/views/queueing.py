"""Asking the questions where there is no network: one page, kept by the device, and what takes in what was noted there.

The device's part is in `static/js/interview*.js`; without it the page is a form like another, which needs a network.
"""

import json
from datetime import UTC, datetime
from typing import NamedTuple

from flask import Response, jsonify, redirect, request, send_from_directory
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.config import ROOT
from app.core.keys import Unreadable
from app.core.language import mark
from app.core.numbers import LARGEST
from app.core.tokens import digest, new_token
from app.core.unit_of_work import again
from app.extensions import db
from app.participation import queries
from app.participation.display.queueing import Here, interview_page
from app.participation.forms.entering import SheetGiven
from app.participation.forms.queueing import Told, read_interview, told
from app.participation.models import Campaign, CampaignLink
from app.participation.record import Way, record_of
from app.participation.rules import Channel, iso_week
from app.participation.services import queueing
from app.participation.services.queueing import Standing
from app.participation.views import pages
from app.participation.views.carrying import place_of
from app.participation.views.devices import COOKIE, KEPT, LONGEST, PLACE
from app.participation.views.loading import context
from app.participation.views.reaching import asked, reading_code, survey_page
from app.web.access import personal, public
from app.web.addresses import carrying
from app.web.easy_french import offers_easy_french
from app.web.language import current_translator, selection

PAGE = "/enquetes/<slug>/hors-ligne"
DONE = "fait"
QUEUED = "file"
"""Of a form: it comes from the queue of a device."""
SENT, NOTHING = "envoye", "rien"
STATUS = {Standing.ASKS: 200, Standing.LAST: 200, Standing.OVER: 410, Standing.CLOSED: 403, Standing.CODED: 403}
ANOTHER_WAY = mark("Ces réponses ont été notées par une autre voie que celle de cet appareil : de vive voix, ou au téléphone.")
SEND_AGAIN = mark("Envoyez ces réponses à nouveau.")


class Device(NamedTuple):
    """What this device is. `until`: how long its page is worth keeping."""

    standing: Standing
    channel: Channel | None = None
    until: datetime | None = None


class Mended(NamedTuple):
    """What is to be mended: of which version, and what is wrong with the whole, marked for translation."""

    version: int
    trouble: str


class Taken(NamedTuple):
    """What became of what was sent. `page`: it is not taken, this says why."""

    page: Response | None
    is_refused: bool = False
    """The person did not agree: nothing is kept."""


@pages.get(PAGE)
@public
@personal
@offers_easy_french
@asked
def ask_without_network(campaign: Campaign) -> ResponseReturnValue:
    """Show the whole questionnaire, in a language of the campaign (`langue`); or why nobody is asked here."""
    return _page(campaign, _device(campaign), SheetGiven({}, {}))


@pages.post(PAGE)
@public
@personal
@offers_easy_french
@asked
def send_interview(campaign: Campaign) -> ResponseReturnValue:
    """Take what was noted, and show the page for the next person.

    To a device that had kept it, tell the digest of its mark instead: what proves that it came here, and not elsewhere.
    """
    taken = _take(campaign)
    if taken.page:
        return taken.page
    if QUEUED in request.form:
        return jsonify(written=digest(told(request.form).mark))
    here = f"{place_of(campaign)}/hors-ligne?langue={_code(campaign)}&{DONE}={NOTHING if taken.is_refused else SENT}"
    return redirect(carrying(selection().carried_to(here), here), 303)


@pages.get(f"{PAGE}.js")
@public
@asked
def serve_interview_worker(campaign: Campaign) -> Response:  # noqa: ARG001 - one script for all; its address says for which pages it speaks
    """Give the script that answers without a network."""
    response = send_from_directory(ROOT / "static" / "js", "interview-worker.js", mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _take(campaign: Campaign) -> Taken:
    device, said = _device(campaign), told(request.form)
    if device.channel is None or device.standing not in (Standing.ASKS, Standing.LAST):
        return Taken(_page(campaign, device, SheetGiven({}, {})))
    version, definition = queueing.asked(context(), campaign, said.version)
    interview = read_interview(definition, request.form)
    if interview.is_refused:
        return Taken(None, is_refused=True)
    trouble = _trouble(said, device.channel)
    if trouble or not interview.is_whole:
        return Taken(_page(campaign, device, interview.sheet, Mended(version, trouble)))
    number, by = campaign.id, Way(device.channel, iso_week(context().today), _code(campaign))
    record = record_of(definition, version, interview.answers, by)

    def work(session: Session) -> None:
        queueing.take(context(session), queries.campaign(session, number), record, said.mark)

    again(db.session(), work)
    return Taken(None)


def _trouble(said: Told, channel: Channel) -> str:
    if not said.mark:
        return SEND_AGAIN
    return ANOTHER_WAY if said.channel != channel else ""


def _page(campaign: Campaign, device: Device, given: SheetGiven, mended: Mended | None = None) -> Response:
    version, definition = queueing.asked(context(), campaign, mended.version if mended else None)
    standing = Standing.ASKS if mended else device.standing  # what is to be mended is shown whole, after the end too
    here = Here(standing, device.channel, campaign.languages, _code(campaign), version, mended.trouble if mended else "")
    return survey_page(
        "participation/queue.html", 422 if mended else STATUS[device.standing], campaign, definition,
        page=interview_page(definition, here, given, current_translator()), who=campaign.name, until=device.until,
        done=request.args.get(DONE, "") if request.method == "GET" else "", mark=told(request.form).mark or new_token(),
    )  # fmt: skip


def _device(campaign: Campaign) -> Device:
    """What this device may do: unlike `channel_here`, for two hours after the end too, when what waits is still taken."""
    now, sealed = context(), request.cookies.get(COOKIE, "")
    try:
        number, at = json.loads(now.settings.keyring.unseal(sealed[:LONGEST], f"{PLACE}:{campaign.id}"))
    except (Unreadable, ValueError):
        return Device(Standing.CLOSED)
    link = now.session.get(CampaignLink, number) if number < LARGEST else None
    until = datetime.fromtimestamp(at, UTC) + KEPT
    standing = queueing.standing(now, campaign, link if now.now <= until else None)
    return Device(standing, Channel(link.channel) if link and standing is not Standing.CLOSED else None, until)


def _code(campaign: Campaign) -> str:
    """The language of the questions: what the form or the address says, else that of the page."""
    given = request.values.get("langue", "")
    return given if given in campaign.languages else reading_code(campaign)
