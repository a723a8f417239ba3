"""Local places that may help, in the middle of a questionnaire or after it: nothing is kept of what is looked for."""

from flask import request
from flask.typing import ResponseReturnValue

from app.core.errors import NotThere
from app.directory.search.request import parse
from app.directory.views.making import maker
from app.participation.definition import Definition
from app.participation.display.places import PAGE, Asked, PlacesPage, needs_offered, places_page
from app.participation.models import Campaign
from app.participation.views import pages
from app.participation.views.carrying import place_of
from app.participation.views.reaching import asked, carried_here, definition_of, survey_page
from app.web.access import personal, public
from app.web.easy_french import offers_easy_french
from app.web.language import selection

FOR = "pour"
"""Of an address: the need of the directory; nothing says which answer led there."""


@pages.get(f"/enquetes/<slug>/{PAGE}")
@public
@personal
@offers_easy_french
@asked
def find_local_places(campaign: Campaign) -> ResponseReturnValue:
    """Ask where somebody is, and show the places near that may help; raise NotThere for what the questionnaire does not offer."""
    found = carried_here(campaign)
    definition = definition_of(campaign, found)
    page = places_here(definition, place_of(campaign))
    return survey_page("participation/places.html", status_of(page), campaign, definition, page=page, goes_on=found is not None)


def places_here(definition: Definition, at: str) -> PlacesPage:
    """Return the page that the address asks for; raise NotThere. `at`: where the questionnaire is."""
    need = request.args.get(FOR, "")
    if need not in needs_offered(definition):
        raise NotThere
    return places_page(maker(), definition, at, Asked(need, parse(request.args)), selection().carried)


def status_of(page: PlacesPage) -> int:
    """Return 422 where the place could not be used."""
    return 422 if page.errors else 200
