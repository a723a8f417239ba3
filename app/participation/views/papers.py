"""The questionnaire on paper, to be printed in each language of the campaign."""

from flask.typing import ResponseReturnValue

from app.core.errors import NotThere
from app.participation import queries
from app.participation.display import campaigns as display
from app.participation.display.campaigns import BASE
from app.participation.display.papers import paper
from app.participation.models import Campaign
from app.participation.rules import Channel
from app.participation.views import pages
from app.participation.views.loading import campaign, context
from app.participation.views.posters import language_asked, languages_offered, printed
from app.web.access import requires
from app.web.language import current_translator
from app.web.pages import whole_page
from app.web.translations import translator


@pages.get(f"{BASE}/<int:number>/papier")
@requires("survey:read", campaign)
def print_paper(found: Campaign) -> ResponseReturnValue:
    """Show the questionnaire as it will be printed (`langue`)."""
    if Channel.PAPER not in found.channels:
        raise NotThere
    here, code = context(), language_asked(found)
    definition, version = queries.definition(here.session, found.version_id), queries.version(here.session, found.version_id)
    made = paper(found, version, definition, here.settings.base_url, translator(code))
    return whole_page(
        "participation/paper.html",
        heading=display.heading(found, definition, here.today, current_translator()),
        languages_offered=languages_offered(found, "papier", code),
        printed=printed("participation/_paper.html", code, paper=made),
    )
