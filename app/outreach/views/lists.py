"""What is to be sorted, what the team has, what was asked."""

from collections.abc import Mapping

from flask import request
from flask.typing import ResponseReturnValue

from app.core.language import Translator
from app.outreach import list_queries
from app.outreach.display import lists as display
from app.outreach.forms.lists import Filters
from app.outreach.list_queries import PAGE
from app.outreach.rules import State
from app.outreach.views import pages
from app.outreach.views.changed import LIST
from app.outreach.views.loading import context
from app.web.access import requires
from app.web.addresses import carrying
from app.web.identity import identity
from app.web.language import current_translator, selection
from app.web.pages import render


@pages.get(LIST)
@requires("outreach:list")
def read_lists() -> ResponseReturnValue:
    """Show one of the lists of my organisations: by default, the one where something waits for them."""
    going, own, t = context(), tuple(identity().organisations), current_translator()
    views = list_queries.views_of(going.session, own)
    counted = {view: list_queries.counts(going.session, view, own) for view in views}
    filters = Filters.read(request.args, views)
    many = sum(counted[filters.view].get(state, 0) for state in filters.states)
    last = max(1, -(-many // PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), last)
    found = list_queries.listed(going, filters.view, own, filters.states, page=page)
    tabs = display.tabs(views, counted, t)
    return render(
        "outreach/lists.html",
        lines=display.lines(going, found, t),
        many=many,
        view=filters.view.value,
        state=filters.state.value if filters.state else "",
        tabs=[(_here(Filters(tab.view).path(LIST)), tab.label, tab.view is filters.view) for tab in tabs],
        states=_states(filters, counted[filters.view], t),
        all_href=_here(Filters(filters.view).path(LIST)),
        page=page,
        pages=last,
        previous_href=_here(filters.path(LIST, page - 1)) if page > 1 else "",
        next_href=_here(filters.path(LIST, page + 1)) if page < last else "",
    )


def _states(filters: Filters, counted: Mapping[str, int], t: Translator) -> list[tuple[str, str, bool]]:
    """The states as links: where each leads, its words, whether it is shown."""
    shown = filters.state.value if filters.state else ""
    return [
        (_here(filters._replace(state=State(code) if code else None).path(LIST)), label, code == shown)
        for code, label in display.states_text(filters.view, counted, t)
    ]


def _here(path: str) -> str:
    """Return a path with the language of the present request, where its address says it."""
    return carrying(selection().carried if selection().in_address else "", path)
