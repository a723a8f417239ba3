"""Taking results away: tables with what pages hide hidden too, what was reviewed, what codes mean. Each is written in the journal."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from flask import Response, make_response, request
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
from app.participation.results.reading import read_results
from app.participation.rules import Audience
from app.participation.views import pages
from app.participation.views.loading import campaign, doer
from app.web.access import requires
from app.web.language import current_translator

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MADE = "export:made"
Made = TypeVar("Made")


@pages.get(f"{BASE}/<int:number>/reponses.csv")
@requires("survey:read", campaign)
def export_answers(found: Campaign) -> ResponseReturnValue:
    """Give the counts that the results show, to the team or as everybody would read them (`pour`)."""
    audience = _audience()
    return _csv(found, "reponses", audience, lambda session, of_it: _answers(session, of_it, audience))


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

    audience = _audience()

    def sheets(session: Session, of_it: Campaign) -> Sequence[Sheet]:
        texts = [_texts(session, of_it)] if audience is Audience.TEAM else []
        return [_answers(session, of_it, audience), *texts, _dictionary(session, of_it)]

    return _file(workbook(_made(found, f"reponses.xlsx {audience}", sheets)), WORKBOOK, f"reponses-{found.slug}", "xlsx")


def _answers(session: Session, found: Campaign, audience: Audience) -> Sheet:
    read = read_results(session, found)
    return answers_sheet(read, read.results(audience, found.k), current_translator())


def _texts(session: Session, found: Campaign) -> Sheet:
    return texts_sheet(review_queries.reviewed(session, found), read_results(session, found), current_translator())


def _dictionary(session: Session, found: Campaign) -> Sheet:
    numbers = sorted({found.version_id, *read_results(session, found).versions})
    versions = [queries.version(session, number) for number in numbers]
    return dictionary_sheet(versions, organising_queries.definitions(session, numbers), found.languages, current_translator())


def _csv(found: Campaign, name: str, audience: Audience, sheet: Callable[[Session, Campaign], Sheet]) -> Response:
    made = _made(found, f"{name}.csv {audience}", sheet)
    written = table(made.headings, ([str(cell) for cell in row] for row in made.rows))
    return _file(written.encode(), "text/csv; charset=utf-8", f"{name}-{found.slug}", "csv")


def _made(found: Campaign, detail: str, make: Callable[[Session, Campaign], Made]) -> Made:
    """Read what is taken away, and write in the journal that it was."""
    number, by = found.id, doer()

    def work(session: Session) -> Made:
        of_it = queries.campaign(session, number)
        record(session, MADE, by, ("campaign", number), detail)
        return make(session, of_it)

    return again(db.session(), work)


def _file(content: bytes, kind: str, name: str, ending: str) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{today().isoformat()}.{ending}"'
    return response


def _audience() -> Audience:
    return Audience.PUBLIC if request.args.get("pour") == Audience.PUBLIC else Audience.TEAM
