"""The audit journal, for administrators."""

from urllib.parse import urlencode

from flask import request
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.orientations import journal_queries as reads
from app.orientations.display.journal import action_text, entries
from app.orientations.views import pages
from app.web.access import requires
from app.web.language import current_translator
from app.web.pages import render

JOURNAL = "/administration/journal"


@pages.get(JOURNAL)
@requires("journal:read")
def read_journal() -> ResponseReturnValue:
    """Show who did what that touches people's data, the newest first."""
    t, known = current_translator(), reads.actions(db.session())
    chosen = next((one for one in known if one == request.args.get("quoi")), "")
    last = max(1, -(-reads.counted(db.session(), chosen) // reads.PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), last)
    return render(
        "orientations/journal.html",
        entries=entries(reads.entries(db.session(), chosen, page=page), t),
        actions=sorted(((one, action_text(one, t)) for one in known), key=lambda one: one[1]),
        chosen=chosen,
        page=page,
        pages=last,
        previous_href=_path(chosen, page - 1) if page > 1 else "",
        next_href=_path(chosen, page + 1) if page < last else "",
    )


def _path(chosen: str, page: int) -> str:
    asked = {"quoi": chosen, "page": str(page) if page > 1 else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{JOURNAL}?{query}" if query else JOURNAL
