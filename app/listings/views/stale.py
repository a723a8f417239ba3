"""Listings that have not been heard of: somebody calls, and says what they learnt."""

from collections.abc import Callable

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.rules import Role
from app.core.unit_of_work import again
from app.extensions import db
from app.listings import moderation_queries as queue
from app.listings.display.stale import called, lines
from app.listings.forms.deciding import CallForm
from app.listings.moderation_queries import Waiting
from app.listings.queries import Listing, listing
from app.listings.rules import Part
from app.listings.services import moderating
from app.listings.views import pages
from app.listings.views.moderation import NEXT, next_after
from app.listings.views.sending import here
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page
from app.web.rights import allows

LIST = "/moderation/sans-reponse"


def load_stale(number: int) -> Listing:
    """Return a listing; raise NotThere."""
    return listing(db.session(), number)


@pages.get(LIST)
@requires("silence:read")
def list_stale() -> ResponseReturnValue:
    """Show whom to call, the longest silent first."""
    own = queue.territories(identity(), Role.MODERATOR, Role.COORDINATOR)
    many = queue.counts(db.session(), own).get(Waiting.STALE, 0)
    last = max(1, -(-many // queue.PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), last)
    items = queue.waiting(db.session(), own, Waiting.STALE, page=page)
    return whole_page(
        "listings/moderation/stale.html",
        lines=lines(db.session(), items, current_translator()),
        many=many,
        page=page,
        pages=last,
        previous_href=here(f"{LIST}?page={page - 1}") if page > 1 else "",
        next_href=here(f"{LIST}?page={page + 1}") if page < last else "",
    )


@pages.get(f"{LIST}/<int:number>")
@requires("silence:call", load_stale)
def read_stale(about: Listing) -> ResponseReturnValue:
    """Show whom to call, and what the sheet says, to be read out."""
    return _page(about, CallForm(formdata=None, parts=list(Part)))


@pages.post(f"{LIST}/<int:number>")
@requires("silence:call", load_stale)
@sent_once
def write_call(about: Listing) -> ResponseReturnValue:
    """Write what was learnt: parts that are true, or that the place is no more. Go on with what comes next."""
    t, number = current_translator(), about.structure.id
    if request.form.get("decision") == "ferme":
        return _done(
            lambda session: moderating.end(session, listing(session, number), identity().account),
            t.gettext("La fiche dit maintenant que ce lieu n’existe plus."),
        )
    form = CallForm()
    if not form.validate():
        return _page(about, form, 422)
    parts = form.chosen
    return _done(
        lambda session: moderating.confirm(session, listing(session, number).structure, parts),
        t.gettext("C’est écrit : la fiche dit qu’elle a été vérifiée aujourd’hui."),
    )


def _done(work: Callable[[Session], None], said: str) -> ResponseReturnValue:
    after = NEXT if allows("queue:read") else LIST

    def write(session: Session) -> None:
        act_once(session, after)
        work(session)

    again(db.session(), write)
    say(said)
    return redirect(here(after), 303)


def _page(about: Listing, form: CallForm, status: int = 200) -> ResponseReturnValue:
    return whole_page(
        "listings/moderation/call.html",
        status,
        listing=called(db.session(), about, current_translator()),
        form=form,
        next_path=next_after(Waiting.STALE, about.structure.id) if allows("queue:read") else LIST,
    )
