"""The stops of a service: kept, and for one day cancelled or moved in two taps."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import now
from app.core.errors import NotThere
from app.core.unit_of_work import again
from app.directory.fields import reading
from app.directory.models import Location, Service
from app.directory.stops.sites import read_sites
from app.extensions import db
from app.listings.display.section import Versions
from app.listings.display.stops import SHOWN, DayShown, StopsPage, around, both_versions, coming, site_said, stops_page, usual_slots
from app.listings.forms.hours import HOLIDAYS, SCHOOL
from app.listings.forms.stops import CancelForm, MoveForm, StopForm
from app.listings.queries import Listing
from app.listings.services import stops
from app.listings.services.editing import ChangedMeanwhile, author_of, mark_of
from app.listings.services.stops import FIELD, OfDay, Target
from app.listings.views import pages
from app.listings.views.editing import MARK
from app.listings.views.loading import OpenedStop, stop_of, stops_of
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import render, whole_page

PATH = "/mes-fiches/services/<int:number>/arrets"
EDIT, TODAY = "listings/stop_edit.html", "listings/stop_today.html"


@pages.get(PATH)
@requires("listing:edit", stops_of)
def keep_stops(listing: Listing) -> ResponseReturnValue:
    """Show the stops of a service, each with its next day."""
    return render("listings/stops.html", page=_page(listing))


@pages.route(f"{PATH}/nouveau", methods=["GET", "POST"])
@requires("listing:edit", stops_of)
@sent_once
def add_stop(listing: Listing) -> ResponseReturnValue:
    """Add a stop."""
    service, t = _service(listing), current_translator()
    form, shown = StopForm({}, t), around(service)
    if not form.is_submitted():
        return _edit_page(form, shown, None)
    if not form.is_whole():
        return _edit_page(form, shown, None, 422)
    number, author = service.id, author_of(identity(), listing)

    def work(session: Session) -> None:
        stops.add(session, number, form.site, author)
        act_once(session, shown.path)

    again(db.session(), work)
    say(t.gettext("L’arrêt est ajouté. Le public le lit déjà."))
    return redirect(shown.path, 303)


@pages.route(f"{PATH}/<int:stop>", methods=["GET", "POST"])
@requires("listing:edit", stop_of)
def change_stop(opened: OpenedStop) -> ResponseReturnValue:
    """Change what a stop says."""
    t, told = current_translator(), _told(opened)
    form, shown = StopForm(told[FIELD][0], t), around(opened.service)
    if not form.is_submitted():
        return _edit_page(form, shown, opened, mark=mark_of(told))
    target, author = _target(opened), author_of(identity(), opened.listing)
    if not form.is_whole():
        return _edit_page(form, shown, opened, 422, mark=target.opened)
    try:
        again(db.session(), lambda session: stops.change(session, target, form.site, author))
    except ChangedMeanwhile as conflict:
        versions = both_versions(conflict.theirs, site_said(form.site, t), t)
        return _edit_page(form, shown, opened, 409, mark=conflict.opened, versions=versions)
    say(t.gettext("C’est enregistré. Le public lit déjà votre changement."))
    return redirect(shown.path, 303)


@pages.post(f"{PATH}/<int:stop>/retirer")
@requires("listing:edit", stop_of)
def remove_stop(opened: OpenedStop) -> ResponseReturnValue:
    """Take a stop away."""
    t, target, author = current_translator(), _target(opened), author_of(identity(), opened.listing)
    shown = around(opened.service)
    try:
        again(db.session(), lambda session: stops.remove(session, target, author))
    except ChangedMeanwhile as conflict:
        form = StopForm(conflict.theirs[FIELD][0], t)
        versions = both_versions(conflict.theirs, t.gettext("l’arrêt est retiré"), t)
        return _edit_page(form, shown, opened, 409, mark=conflict.opened, versions=versions)
    say(t.gettext("L’arrêt est retiré. L’historique permet de le rétablir."))
    return redirect(shown.path, 303)


@pages.route(f"{PATH}/<int:stop>/annuler", methods=["GET", "POST"])
@requires("listing:edit", stop_of)
def cancel_passage(opened: OpenedStop) -> ResponseReturnValue:
    """Say that the stop is not made on a day: one tap to open, one to confirm."""
    chosen, days, form = *_day(opened), CancelForm()
    if not form.is_submitted():
        return _day_page(opened, form, chosen, days, mark=mark_of(_told(opened)))
    target, author = _target(opened), author_of(identity(), opened.listing)
    if not form.validate():
        return _day_page(opened, form, chosen, days, 422, mark=target.opened)
    message, t = form.message.data or "", current_translator()
    try:
        again(db.session(), lambda session: stops.differ(session, target, OfDay(chosen.day, message), author))
    except ChangedMeanwhile as conflict:
        versions = both_versions(conflict.theirs, t.gettext("%(day)s : passage annulé", day=chosen.name), t)
        return _day_page(opened, form, chosen, days, 409, mark=conflict.opened, versions=versions)
    say(t.gettext("C’est annulé pour ce jour-là. Le public le lit déjà."))
    return redirect(around(opened.service).path, 303)


@pages.route(f"{PATH}/<int:stop>/deplacer", methods=["GET", "POST"])
@requires("listing:edit", stop_of)
def move_passage(opened: OpenedStop) -> ResponseReturnValue:
    """Say where the stop is on a day."""
    chosen, days = _day(opened)
    t, told = current_translator(), _told(opened)
    usual = list(usual_slots(db.session().connection(), opened.service, _place(opened), chosen.day))
    form = MoveForm(told[FIELD][0], chosen.day, usual, t)
    if not form.is_submitted():
        return _day_page(opened, form, chosen, days, mark=mark_of(told))
    target, author = _target(opened), author_of(identity(), opened.listing)
    if not form.is_whole():
        return _day_page(opened, form, chosen, days, 422, mark=target.opened)
    said = OfDay(chosen.day, form.message.data or "", form.site)
    try:
        again(db.session(), lambda session: stops.differ(session, target, said, author))
    except ChangedMeanwhile as conflict:
        versions = both_versions(conflict.theirs, site_said(form.site, t), t)
        return _day_page(opened, form, chosen, days, 409, mark=conflict.opened, versions=versions)
    say(t.gettext("C’est déplacé pour ce jour-là. Le public le lit déjà."))
    return redirect(around(opened.service).path, 303)


@pages.post(f"{PATH}/<int:stop>/retablir")
@requires("listing:edit", stop_of)
def put_passage_back(opened: OpenedStop) -> ResponseReturnValue:
    """Say that the stop is made on a day as usual."""
    day, target, author = _typed_day(request.form.get("jour", "")), _target(opened), author_of(identity(), opened.listing)
    path = around(opened.service).path
    if day is None:
        raise NotThere
    again(db.session(), lambda session: stops.put_back(session, target, day, author))
    say(current_translator().gettext("Le passage de ce jour-là a lieu comme d’habitude."))
    return redirect(path, 303)


def _page(listing: Listing) -> StopsPage:
    service = _service(listing)
    return stops_page(db.session().connection(), service, reading(read_sites(service)), _minute(), current_translator())


def _edit_page(  # noqa: PLR0913 - what the page is made of
    form: StopForm, page: StopsPage, opened: OpenedStop | None, status: int = 200, *, mark: str = "", versions: Sequence[Versions] = ()
) -> ResponseReturnValue:
    stop = opened.stop if opened else None
    return whole_page(
        EDIT, status, form=form, page=page, stop=stop, opened=mark, versions=versions, school=SCHOOL, holidays=HOLIDAYS
    )  # fmt: skip


def _day_page(  # noqa: PLR0913 - what the page is made of
    opened: OpenedStop, form: CancelForm | MoveForm, chosen: DayShown, days: Sequence[DayShown], status: int = 200, *,
    mark: str, versions: Sequence[Versions] = (),
) -> ResponseReturnValue:  # fmt: skip
    place = _place(opened)
    return whole_page(
        TODAY, status, form=form, page=around(opened.service), stop=opened.stop, name=place.nom or place.adresse or place.commune,
        chosen=chosen, days=[one for one in days if one is not chosen and not one.cancelled][:SHOWN], opened=mark, versions=versions,
        moves=isinstance(form, MoveForm),
    )  # fmt: skip


def _day(opened: OpenedStop) -> tuple[DayShown, list[DayShown]]:
    """The day that the address names, else the next one; and all those to come. Raise NotThere."""
    days = coming(db.session().connection(), opened.service, _place(opened), _minute(), current_translator())
    named = request.args.get("jour", "")
    wanted = _typed_day(named)
    chosen = next((one for one in days if (one.day == wanted if named else not one.cancelled)), None)
    if chosen is None:
        raise NotThere
    return chosen, days


def _typed_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _told(opened: OpenedStop) -> dict[str, Any]:
    return stops.told(opened.service, opened.stop)


def _target(opened: OpenedStop) -> Target:
    return Target(opened.service.id, opened.stop, request.form.get(MARK, ""))


def _place(opened: OpenedStop) -> Location:
    return next(place for place in opened.service.locations if place.id == opened.stop)


def _service(listing: Listing) -> Service:
    if listing.service is None:
        raise NotThere
    return listing.service


def _minute() -> datetime:
    return now().replace(second=0, microsecond=0)
