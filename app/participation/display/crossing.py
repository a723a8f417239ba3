"""A crossing of two questions in words, and what may be crossed."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.core.language import Translator, mark
from app.participation.definition import Said, Text
from app.participation.display.campaigns import BASE, Heading, heading
from app.participation.display.field import LEFT_EMPTY, said_in
from app.participation.labels import CHANNELS, SPECIALS
from app.participation.models import Campaign
from app.participation.results.crossing import CHANNEL, TOGETHER, Crossed, cross, crossable, partners
from app.participation.results.crossing import Line as CrossedLine
from app.participation.results.reading import Read
from app.participation.results.sentences import percent_text
from app.participation.results.suppressing import Results, Shown
from app.participation.results.tabulating import Part
from app.participation.rules import Audience
from app.participation.settings import Context

WAY = mark("La façon de répondre")
PARTS: Mapping[str, str] = {
    Part.ANSWERED: mark("Ont répondu"),
    Part.OTHER: mark("Autre réponse"),
    Part.EMPTY: LEFT_EMPTY,
    Part.NOT_ASKED: mark("La question n’a pas été posée"),
    TOGETHER: mark("Réponses masquées, ensemble"),
}
KNOWN: Mapping[str, str] = {
    **PARTS,
    **{f"#{special}": words for special, words in SPECIALS.items()},
    **{str(channel): words for channel, words in CHANNELS.items()},
}


class CrossedRow(NamedTuple):
    """A row: its words, how many people, and for each column a count with its percent; None: masked."""

    name: Said
    people: int
    cells: Sequence[tuple[str, str] | None]


class CrossedTable(NamedTuple):
    """A table of two questions. `title`: which; `columns`: words of each; `totals`: how many people in each."""

    first: Said
    second: Said
    columns: Sequence[Said]
    rows: Sequence[CrossedRow]
    totals: Sequence[int]
    has_hidden: bool


class Choosing(NamedTuple):
    """What may be crossed: keys with their words, and those chosen."""

    firsts: Sequence[tuple[str, str]]
    seconds: Sequence[tuple[str, str]]
    first: str
    second: str


class Asking(NamedTuple):
    """What an address asks for: keys as they are written there, whatever they are."""

    audience: Audience
    first: str
    second: str


class CrossPage(NamedTuple):
    """The page. `message`: why there is no table, or what to choose; `least`: how many people a shown count is of, at least."""

    heading: Heading
    base: str
    is_public: bool
    choosing: Choosing
    table: CrossedTable | None
    message: str
    least: int


def cross_page(here: Context, found: Campaign, read: Read, asking: Asking, t: Translator) -> CrossPage:
    """Return the page of a crossing."""
    results, asked = read.results(asking.audience, found.k), (asking.first, asking.second)
    choices = _choosing(results, asked, t)
    table = message = None
    if not read.is_final:
        message = not_yet_text(found, t)
    elif not choices.seconds:
        message = t.gettext("Rien ne peut être croisé. Il faut deux questions posées à tout le monde, et assez de réponses.")
    elif not all(asked):
        message = t.gettext("Choisissez deux questions.")
    elif asked[0] == asked[1]:
        message = t.gettext("Choisissez deux questions différentes.")
    elif (both := _chosen(results, *asked)) is None:
        message = t.gettext("Ces deux questions ne se croisent pas. Choisissez-en d’autres.")
    elif (crossed := _crossed(results, read.team, *both)) is None:
        message = t.gettext("Trop peu de personnes ont répondu de chaque façon. Ce croisement est masqué en entier.")
    else:
        table = crossed_table(crossed, t)
    return CrossPage(
        heading(found, read.latest, here.today, t),
        f"{BASE}/{found.id}/croiser",
        asking.audience is Audience.PUBLIC,
        choices,
        table,
        message or "",
        results.k,
    )


def not_yet_text(found: Campaign, t: Translator) -> str:
    """Return why nothing is shown before the end, neither tables nor crossings."""
    if found.closed_at is not None:
        return t.gettext("L’enquête est terminée. Les résultats arrivent dans quelques heures, quand les dernières réponses sont là.")
    return t.gettext("Les résultats et leurs croisements arrivent une fois l’enquête terminée, pour que personne ne soit reconnu.")


def name_of(code: str, label: Text, t: Translator) -> Said:
    """Return the words of a cell: those of the questionnaire, or ours."""
    if label:
        return said_in(label, t.language.code, t)
    return Said(t.gettext(KNOWN[code]), t.language.base, t.language.direction)


def crossed_table(crossed: Crossed, t: Translator) -> CrossedTable:
    """Return a crossing in words."""
    return CrossedTable(
        first=_question_of(crossed.first, t),
        second=_question_of(crossed.second, t),
        columns=[name_of(line.code, line.label, t) for line in crossed.columns],
        rows=[
            CrossedRow(name_of(row.code, row.label, t), crossed.margin(row), [_cell(crossed, row, column, t) for column in crossed.columns])
            for row in crossed.rows
        ],
        totals=[crossed.margin(line) for line in crossed.columns],
        has_hidden=bool(crossed.hidden) or any(line.code == TOGETHER for line in (*crossed.rows, *crossed.columns)),
    )


def _choosing(results: Results, asked: tuple[str, str], t: Translator) -> Choosing:
    """What may be crossed with what: the channel is a second one alone."""
    found = crossable(results)
    options = [(one.table.key, _question_of(one, t).words) for one in found]
    has_ways = any(_key_of(other, results) == CHANNEL for one in found[:1] for other in partners(results, one))
    seconds = [*options, (CHANNEL, t.gettext(WAY))] if has_ways else options
    return Choosing(options, seconds if len(seconds) > 1 else (), *asked)


def _chosen(results: Results, first: str, second: str) -> tuple[Shown, Shown] | None:
    one = next((found for found in crossable(results) if found.table.key == first), None)
    other = next((found for found in partners(results, one) if _key_of(found, results) == second), None) if one else None
    return (one, other) if one and other else None


def _crossed(results: Results, team: Results, first: Shown, second: Shown) -> Crossed | None:
    if results is team:
        return cross(first, second, results.k)
    one, other = (team.channels if shown is results.channels else team.question(shown.table.key) for shown in (first, second))
    return cross(first, second, results.k, cross(one, other, team.k)) if one and other else None


def _key_of(shown: Shown, results: Results) -> str:
    return CHANNEL if shown is results.channels else shown.table.key


def _question_of(shown: Shown, t: Translator) -> Said:
    label = shown.table.asked.question.label
    return said_in(label, t.language.code, t) if label else Said(t.gettext(WAY), t.language.base, t.language.direction)


def _cell(crossed: Crossed, row: CrossedLine, column: CrossedLine, t: Translator) -> tuple[str, str] | None:
    told = crossed.cell(row, column)
    if told is None:
        return None
    return str(told.people), percent_text(told.percent, t) if told.percent is not None else ""
