"""The queue of the moderators, and going from one item to the next."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.core.identity import EVERYWHERE
from app.core.language import Translator
from app.extensions import db
from app.listings import moderation_queries as queue
from app.listings.display.queue import SORTS, lines, path_of, place_name
from app.listings.models import Ticket
from app.listings.moderation_queries import Item, Territories, Waiting
from app.listings.views import pages
from app.listings.views.sending import here
from app.territory.gazetteer import gazetteer
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.pages import whole_page

QUEUE = "/moderation"
NEXT = "/moderation/suivant"


def codes() -> Territories:
    """Return where who asks moderates."""
    return queue.territories(identity())


def next_after(sort: Waiting, number: int) -> str:
    """Return the path that leads to what comes after an item."""
    return f"{NEXT}?{urlencode({'apres': f'{sort.value}.{number}'})}"


@pages.get(QUEUE)
@requires("queue:read")
def read_queue() -> ResponseReturnValue:
    """Show what waits, the oldest first: one sort or one département alone where the address says so."""
    own = codes()
    chosen = _departement(own)
    within = own if chosen == EVERYWHERE else frozenset((chosen,))
    sort = next((one for one in Waiting if one.value == request.args.get("sorte")), None)
    counted = queue.counts(db.session(), within)
    many = counted.get(sort, 0) if sort else sum(counted.values())
    last = max(1, -(-many // queue.PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), last)
    t = current_translator()
    return whole_page(
        "listings/moderation/queue.html",
        lines=lines(db.session(), queue.waiting(db.session(), within, sort, page=page), t),
        many=many,
        sorts=_sorts(counted, sort, chosen, t),
        sort=sort.value if sort else "",
        departement=chosen,
        departements=[(code, place_name(code)) for code in _departements(own)],
        page=page,
        pages=last,
        previous_href=_page_path(sort, chosen, page - 1) if page > 1 else "",
        next_href=_page_path(sort, chosen, page + 1) if page < last else "",
    )


@pages.get(NEXT)
@requires("queue:read")
def go_to_next() -> ResponseReturnValue:
    """Lead to what comes after an item (`apres`), or to the oldest; to the queue when nothing waits."""
    sort, _, number = request.args.get("apres", "").partition(".")
    known = sort in set(Waiting) and number.isdecimal() and len(number) < 10  # noqa: PLR2004 - digits of a row's number
    item = queue.next_after(db.session(), codes(), Waiting(sort), int(number)) if known else queue.next_after(db.session(), codes())
    return redirect(here(QUEUE if item is None else _path(item)), 303)


def _sorts(counted: Mapping[Waiting, int], chosen: Waiting | None, departement: str, t: Translator) -> list[tuple[str, str, int, bool]]:
    """Everything, then each sort of which something waits: address, name, how many, whether it is what is shown."""
    shown = [one for one in Waiting if counted.get(one) or one is chosen]
    everything = (_page_path(None, departement), t.gettext("Tout"), sum(counted.values()), chosen is None)
    return [everything, *((_page_path(one, departement), t.gettext(SORTS[one]), counted.get(one, 0), one is chosen) for one in shown)]


def _path(item: Item) -> str:
    ticket = db.session.get(Ticket, item.number) if item.sort in (Waiting.PROPOSAL, Waiting.CLOSURE) else None
    return path_of(item, ticket.structure_id if ticket else 0)


def _departements(own: Territories) -> list[str]:
    """Those that may be chosen: all that we know, or one's own where these are several."""
    return sorted(gazetteer().departements if own is None else own)


def _departement(own: Territories) -> str:
    asked = request.args.get("departement", EVERYWHERE)
    return asked if asked in _departements(own) else EVERYWHERE


def _page_path(sort: Waiting | None, departement: str, page: int = 1) -> str:
    asked = {"sorte": sort.value if sort else "", "departement": departement, "page": page if page > 1 else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return here(f"{QUEUE}?{query}" if query else QUEUE)
