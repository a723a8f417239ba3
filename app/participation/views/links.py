"""Links that open devices: made, told once, taken back."""

from typing import NamedTuple

from flask import redirect
from flask import session as kept_here
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.unit_of_work import again
from app.directory.display.qr import qr_svg
from app.extensions import db
from app.participation import organising_queries, queries
from app.participation.display import campaigns as display
from app.participation.display.campaigns import BASE
from app.participation.forms.links import LinkForm
from app.participation.models import Campaign
from app.participation.queries import is_open
from app.participation.rules import BY_DEVICE, Channel
from app.participation.services import campaigns
from app.participation.views import pages
from app.participation.views.loading import campaign, context, doer
from app.web.access import requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page

_TOLD = "survey-link"
"""In the session of the device, until its page is shown: the number of a campaign, and the secret of the link just made for it."""


class LinkOf(NamedTuple):
    """A link by its number, and the campaign that it is of."""

    organisation_id: int | None
    campaign: int
    number: int


def load_link(number: int, link: int) -> LinkOf:
    """Return a link of a campaign; raise NotThere."""
    of_it = campaign(number)
    return LinkOf(of_it.organisation_id, number, organising_queries.link(db.session(), number, link).id)


@pages.route(f"{BASE}/<int:number>/liens", methods=["GET", "POST"])
@requires("survey:keep", campaign)
@sent_once
def make_link(found: Campaign) -> ResponseReturnValue:
    """Show the links of devices; make one, whose address the next page tells, once."""
    channels = [channel for channel in Channel if channel in BY_DEVICE and channel in found.channels]
    form = LinkForm(channels) if channels and is_open(found, context().today) else None
    if form is None or not form.validate_on_submit():
        return _page(found, form)
    number, channel, name, by, path = found.id, form.channel, form.nom.data, doer(), f"{BASE}/{found.id}/liens"

    def work(session: Session) -> str:
        _, token = campaigns.make_link(context(session), queries.campaign(session, number), channel, name, by)
        act_once(session, path)
        return token

    kept_here[_TOLD] = [number, again(db.session(), work)]
    return redirect(path, 303)


@pages.post(f"{BASE}/<int:number>/liens/<int:link>/retirer")
@requires("survey:keep", load_link)
def revoke_link(found: LinkOf) -> ResponseReturnValue:
    """Make a link worth nothing, on the devices that it opened too."""
    by = doer()

    def work(session: Session) -> None:
        campaigns.revoke_link(context(session), organising_queries.link(session, found.campaign, found.number), by)

    again(db.session(), work)
    say(current_translator().gettext("Le lien est retiré : les appareils qu’il avait ouverts ne servent plus."))
    return redirect(f"{BASE}/{found.campaign}/liens", 303)


def _page(found: Campaign, form: LinkForm | None) -> ResponseReturnValue:
    here, t = context(), current_translator()
    secret = _told(found, here.settings.base_url)
    return whole_page(
        "participation/links.html",
        422 if form is not None and form.is_submitted() else 200,
        heading=display.heading(found, queries.definition(here.session, found.version_id), here.today, t),
        form=form,
        has_channels=not BY_DEVICE.isdisjoint(found.channels),
        lines=display.link_lines(organising_queries.links(here.session, found), t),
        secret=secret,
        qr_svg=qr_svg(secret) if secret else "",
    )


def _told(found: Campaign, base_url: str) -> str:
    """Return the address of the link just made for this campaign, and forget it; nothing where none was."""
    told = kept_here.get(_TOLD)
    if not told or told[0] != found.id:
        return ""
    del kept_here[_TOLD]
    return f"{display.address_of(found, base_url)}/appareil/{told[1]}"
