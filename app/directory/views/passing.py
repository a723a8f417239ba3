"""Who passes here tonight: stops of buses, of teams, of people who bring a meal."""

from flask import request
from flask.typing import ResponseReturnValue

from app.directory.display.making_passing import asked_day, passing_page
from app.directory.search.request import SearchRequest, parse
from app.directory.views import pages
from app.directory.views.making import maker
from app.web.access import public
from app.web.caching import revalidated
from app.web.language import selection
from app.web.pages import render, whole_page


@pages.get("/passages")
@public
@revalidated
def read_passages() -> ResponseReturnValue:
    """Show who passes near a place, in the order of hours; what could not be used is said on the page, with 422."""
    made = maker()
    asked = asked_day(request.args.get("jour", "").strip(), made.now.date())
    page = passing_page(made, _place(parse(request.args)), asked, selection().carried)
    if page.errors:
        return whole_page("directory/passing.html", 422, page=page)
    return render("directory/passing.html", page=page)


def _place(said: SearchRequest) -> SearchRequest:
    """The place alone, of all that a search may be asked."""
    problems = {field: problem for field, problem in said.problems.items() if field in ("lieu", "commune", "lat", "lon")}
    typed = {"lieu": said.typed["lieu"]} if "lieu" in said.typed else {}
    return SearchRequest(lieu=said.lieu, commune=said.commune, position=said.position, problems=problems, typed=typed)
