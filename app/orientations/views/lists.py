"""What is to be done, what was sent, what was received."""

from collections.abc import Collection

from flask import request
from flask.typing import ResponseReturnValue

from app.core.language import Translator
from app.extensions import db
from app.orientations import list_queries
from app.orientations.display.lists import GROUPS, lines, todo_lines
from app.orientations.display.naming import need_text
from app.orientations.forms.filters import PERIODS, Filters, SearchForm
from app.orientations.list_queries import PAGE
from app.orientations.rules import Actor
from app.orientations.views import pages
from app.orientations.views.loading import context
from app.web.access import requires
from app.web.addresses import carrying
from app.web.identity import identity
from app.web.language import current_translator, selection
from app.web.pages import render, whole_page

TODO = "/orientations"
PATHS = {Actor.SENDER: "/orientations/envoyees", Actor.TARGET: "/orientations/recues"}
TEMPLATES = {Actor.SENDER: "orientations/sent.html", Actor.TARGET: "orientations/received.html"}


@pages.get(TODO)
@requires("orientation:list")
def read_todo() -> ResponseReturnValue:
    """Show what waits, the most urgent first."""
    going, t = context(), current_translator()
    waiting = list_queries.waiting(going.session, _organisations(), going.now, going.settings.delays.days())
    page, last = _page(len(waiting))
    return render(
        "orientations/todo.html",
        lines=todo_lines(going, waiting[(page - 1) * PAGE : page * PAGE], t),
        many=len(waiting),
        base=TODO,
        **_pager(Filters(), TODO, page, last),
    )


@pages.route("/orientations/envoyees", methods=["GET", "POST"])
@requires("orientation:list")
def read_sent() -> ResponseReturnValue:
    """Show what my organisations sent; a person is looked for by a form, so that no address names her."""
    return _list(Actor.SENDER)


@pages.route("/orientations/recues", methods=["GET", "POST"])
@requires("orientation:list")
def read_received() -> ResponseReturnValue:
    """Show what my organisations received."""
    return _list(Actor.TARGET)


def _list(side: Actor) -> ResponseReturnValue:
    filters, form, t = Filters.read(request.args), SearchForm(), current_translator()
    is_searched = form.is_submitted()
    is_valid = not is_searched or form.validate()
    going, own = context(), _organisations()
    wanted = Filters().wanted(going.now, form.words.data or "") if is_searched and is_valid else filters.wanted(going.now)
    narrowed = list_queries.narrowed(side, own, wanted, going.settings.keyring)
    many = list_queries.counted(db.session(), narrowed)
    page, last = (1, 1) if is_searched else _page(many)
    found = list_queries.listed(db.session(), narrowed, page=page)
    return whole_page(
        TEMPLATES[side],
        200 if is_valid else 422,
        lines=lines(going, found, side, t),
        many=many,
        form=form,
        is_searched=is_searched and is_valid,
        has_mistake=not is_valid,
        filters=filters,
        base=PATHS[side],
        **_choices(side, own, filters, t),
        **_pager(filters, PATHS[side], page, last),
    )


def _choices(side: Actor, own: Collection[int], filters: Filters, t: Translator) -> dict[str, object]:
    """What may be asked for: groups as links, kinds and periods as choices."""
    kinds = list_queries.kinds_of(db.session(), list_queries.of_side(side, own))
    everything = (_here(filters._replace(group=None).path(PATHS[side])), t.gettext("Toutes"), filters.group is None)
    groups = [(_here(filters._replace(group=one).path(PATHS[side])), t.gettext(GROUPS[one]), filters.group is one) for one in GROUPS]
    return {
        "groups": [everything, *groups],
        "kinds": sorted(((code, need_text(code, t)) for code in kinds), key=lambda one: one[1]),
        "periods": [(code, t.gettext(label)) for code, (label, _) in PERIODS.items()],
    }


def _organisations() -> Collection[int]:
    return identity().organisations.keys()


def _page(many: int) -> tuple[int, int]:
    last = max(1, -(-many // PAGE))
    return min(max(1, request.args.get("page", 1, type=int)), last), last


def _pager(filters: Filters, base: str, page: int, last: int) -> dict[str, object]:
    return {
        "page": page,
        "pages": last,
        "previous_href": _here(filters.path(base, page - 1)) if page > 1 else "",
        "next_href": _here(filters.path(base, page + 1)) if page < last else "",
    }


def _here(path: str) -> str:
    """Return a path with the language of the present request, where its address says it."""
    return carrying(selection().carried if selection().in_address else "", path)
