"""Taking results away: tables with what pages hide hidden too, what was reviewed, what codes mean. Each is written in the journal."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from flask import Response, make_response
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.audit import record
from app.core.clock import today
from app.core.spreadsheet import table
from app.core.unit_of_work import again
from app.extensions import db
from app.participation import organising_queries, queries, review_queries
from app.participation.display.campaigns import BASE
from app.participation.display.exported import answers_sheet, dictionary_sheet, texts_sheet
from app.participation.models import Campaign
from app.participation.results.exports import Sheet
from app.participation.results.reading import Read, read_results
from app.participation.rules import Audience
from app.participation.views import pages
from app.participation.views.loading import audience_asked, campaign, doer
from app.web.access import requires
from app.web.language import current_translator

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MADE = "export:made"
Made = TypeVar("Made")


class Taken(NamedTuple):
    """What is taken away, read once for all that is made of it."""

    session: Session
    campaign: Campaign
    read: Read


@pages.get(f"{BASE}/<int:number>/reponses.csv")
@requires("survey:read", campaign)
def export_answers(found: Campaign) -> ResponseReturnValue:
    """Give the counts that the results show, to the team or as everybody would read them (`pour`)."""
    audience = audience_asked()
    return _csv(found, "reponses", audience, lambda taken: _answers(taken, audience))


@pages.get(f"{BASE}/<int:number>/textes.csv")
@requires("survey:read", campaign)
def export_texts(found: Campaign) -> ResponseReturnValue:
    """Give what was written, reviewed and kept."""
    return _csv(found, "textes", Audience.TEAM, _texts)


@pages.get(f"{BASE}/<int:number>/dictionnaire.csv")
@requires("survey:read", campaign)
def export_dictionary(found: Campaign) -> ResponseReturnValue:
    """Give what keys and codes mean."""
    return _csv(found, "dictionnaire", Audience.TEAM, _dictionary)


@pages.get(f"{BASE}/<int:number>/reponses.xlsx")
@requires("survey:read", campaign)
def export_workbook(found: Campaign) -> ResponseReturnValue:
    """Give all of it in one workbook; what was written is for the team."""
    from app.participation.results.exported_workbook import workbook  # noqa: PLC0415 - 17 MB of openpyxl, which other pages do without

    audience = audience_asked()

    def sheets(taken: Taken) -> Sequence[Sheet]:
        texts = [_texts(taken)] if audience is Audience.TEAM else []
        return [_answers(taken, audience), *texts, _dictionary(taken)]

    return _file(workbook(_made(found, f"reponses.xlsx {audience}", sheets)), WORKBOOK, f"reponses-{found.slug}", "xlsx")


def _answers(taken: Taken, audience: Audience) -> Sheet:
    return answers_sheet(taken.read, taken.read.results(audience, taken.campaign.k), current_translator())


def _texts(taken: Taken) -> Sheet:
    return texts_sheet(review_queries.reviewed(taken.session, taken.campaign), taken.read, current_translator())


def _dictionary(taken: Taken) -> Sheet:
    numbers = sorted({taken.campaign.version_id, *taken.read.versions})
    versions = [queries.version(taken.session, number) for number in numbers]
    says = organising_queries.definitions(taken.session, numbers)
    return dictionary_sheet(versions, says, taken.campaign.languages, current_translator())


def _csv(found: Campaign, name: str, audience: Audience, sheet: Callable[[Taken], Sheet]) -> Response:
    made = _made(found, f"{name}.csv {audience}", sheet)
    written = table(made.headings, ([str(cell) for cell in row] for row in made.rows))
    return _file(written.encode(), "text/csv; charset=utf-8", f"{name}-{found.slug}", "csv")


def _made(found: Campaign, detail: str, make: Callable[[Taken], Made]) -> Made:
    """Read what is taken away, and write in the journal that it was."""
    number, by = found.id, doer()

    def work(session: Session) -> Made:
        of_it = queries.campaign(session, number)
        record(session, MADE, by, ("campaign", number), detail)
        return make(Taken(session, of_it, read_results(session, of_it)))

    return again(db.session(), work)


def _file(content: bytes, kind: str, name: str, ending: str) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{today().isoformat()}.{ending}"'
    return response
