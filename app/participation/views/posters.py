"""Posters to be printed in each language of the campaign: the one that people scan to answer, the one that says what it changed."""

from flask import current_app, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.core.errors import NotThere
from app.core.language import FRENCH, READABLE
from app.participation import giving_queries, queries
from app.participation.display import campaigns as display
from app.participation.display.campaigns import BASE
from app.participation.display.posters import given_poster, poster
from app.participation.models import Campaign
from app.participation.queries import is_open
from app.participation.rules import Channel
from app.participation.views import pages
from app.participation.views.loading import campaign, context
from app.web.access import requires
from app.web.language import current_translator
from app.web.pages import whole_page
from app.web.translations import translator


@pages.get(f"{BASE}/<int:number>/affiche")
@requires("survey:read", campaign)
def print_poster(found: Campaign) -> ResponseReturnValue:
    """Show the poster as it will be printed (`langue`); of a campaign that is over, say that there is none."""
    if Channel.POSTER not in found.channels:
        raise NotThere
    here, code, is_on = context(), language_asked(found), is_open(found, context().today)
    definition = queries.definition(here.session, found.version_id)
    made = poster(found, definition, here.settings.base_url, translator(code))
    return whole_page(
        "participation/poster.html",
        200 if is_on else 403,
        heading=display.heading(found, definition, here.today, current_translator()),
        languages_offered=languages_offered(found, "affiche", code),
        printed=printed("participation/_poster.html", code, poster=made) if is_on else "",
    )


@pages.get(f"{BASE}/<int:number>/affiche-suite")
@requires("survey:read", campaign)
def print_given_poster(found: Campaign) -> ResponseReturnValue:
    """Show the poster of what was decided (`langue`); as long as its page is not shown, say so."""
    here, code, is_shown = context(), language_asked(found), giving_queries.is_given_back(found)
    definition = queries.definition(here.session, found.version_id)
    made = given_poster(found, definition, giving_queries.findings(here.session, found.id), here.settings.base_url, translator(code))
    return whole_page(
        "participation/given_poster.html",
        200 if is_shown else 403,
        heading=display.heading(found, definition, here.today, current_translator()),
        languages_offered=languages_offered(found, "affiche-suite", code),
        printed=printed("participation/_given_poster.html", code, poster=made) if is_shown else "",
    )


def language_asked(found: Campaign) -> str:
    """Return the language that the address asks for (`langue`), French where the campaign is not in it."""
    code = request.args.get("langue", "")
    return code if code in found.languages and code in READABLE else FRENCH.code


def languages_offered(found: Campaign, page: str, present: str) -> list[tuple[str, str, bool]]:
    """Return the languages of a page to print: its address, the name of the language, whether it is the present one."""
    return [(f"{BASE}/{found.id}/{page}?langue={code}", READABLE[code].name, code == present) for code in found.languages]


def printed(template: str, code: str, **shown: object) -> Markup:
    """Return what is printed, in a language, inside a page in that of who prints it."""
    environment = current_app.extensions["reperes_templates"][code]
    return Markup(environment.get_template(template).render(**shown))  # noqa: S704 - a template escapes what it prints
