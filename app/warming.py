"""What the first answer of every worker would load, loaded by `wsgi` before workers are born, who share it."""

from collections.abc import Mapping

from flask import Flask
from jinja2 import Environment

from app.core.clock import today
from app.core.language import FRENCH
from app.core.written_days import day_text
from app.territory.index import name_index
from app.web.translations import translator

TEMPLATES = (
    "layouts/page.html", "directory/search.html", "directory/_results.html", "components/card.html", "components/choices.html",
    "components/empty_state.html", "components/error_summary.html", "components/filters.html", "components/in_place.html",
    "components/language_menu.html", "components/need_tile.html", "components/pager.html", "components/quick_exit.html",
    "components/search_box.html", "components/suggestion_list.html", "components/understood.html", "components/urgent_notice.html",
)  # fmt: skip
"""Those of the results page, in the language that it is asked in most."""


def warm(app: Flask) -> None:
    """Load them. No connection is opened: none may pass from a process to those that it gives birth to."""
    environments: Mapping[str, Environment] = app.extensions["reperes_templates"]
    for name in TEMPLATES:
        environments[FRENCH.code].get_template(name)
    day_text(today(), translator(FRENCH.code))
    name_index()
