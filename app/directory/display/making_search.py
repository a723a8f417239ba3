"""Making the search page: what was understood, what must be asked back, and the answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.language import Translator
from app.directory.display.filters import filters
from app.directory.display.links import SearchLinks, naming
from app.directory.display.making_cards import Maker
from app.directory.display.making_results import Answered, Answers
from app.directory.display.making_understood import chips, kind_chips, meanings, organisations, title
from app.directory.display.making_undos import PLACE_FIELDS, Undos
from app.directory.display.results import Choice, FieldError, SearchPage
from app.directory.kinds import SENSITIVE
from app.directory.labels import PROBLEMS
from app.directory.needs import HOME_NEEDS
from app.directory.rules import Problem
from app.directory.search.reading import Reading, read
from app.directory.search.request import SearchRequest
from app.directory.search.unanswered import Unanswered, unanswered
from app.directory.search.urgency import urgency
from app.territory.gazetteer import gazetteer
from app.territory.labels import place_text, where_text
from app.territory.rules import Ambiguous, Place, PlaceKind, Unknown

HARMLESS = frozenset({Problem.PAGE, Problem.CHOICE, Problem.DATE, Problem.RADIUS, Problem.NOT_A_NUMBER})
"""What is put aside without making the rest of the search meaningless."""
CONTROLS = frozenset({"q", "lieu", "rayon", "ouvert", "public", "acces", "langue"})
"""Fields that have a control of their own on the page; errors of the others stand with the place."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page, whether something that was asked could not be used (422), and what found nothing, if so."""

    page: SearchPage
    is_refused: bool
    unanswered: Unanswered | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked back, with links that answer it."""

    text: str = ""
    choices: tuple[Choice, ...] = ()


def needs(t: Translator, links: SearchLinks, kept: Sequence[tuple[str, str]] = ()) -> tuple[Choice, ...]:
    """Return the eight needs as links to their search; `detail` names the pictogram."""
    return tuple(Choice(t.gettext(need.label), code, links.search([("besoin", code), *kept])) for code, need in HOME_NEEDS.items())


def search_page(maker: Maker, request: SearchRequest, lang: str) -> Page:
    """Answer a search. `lang` is what links carry; empty for French."""
    t, reading, links = maker.t, read(request), SearchLinks(request, lang)
    errors = errors_of(reading, t)
    answered = _answered(maker, reading, links)
    is_lost = reading.is_about_nothing and not (answered and answered.found_words)
    results = None if is_lost or answered is None else answered.results
    question = _question(reading, links, t, is_lost=is_lost)
    meanings_question, meant = meanings(reading, links, t)
    shown = SearchPage(
        title=title(reading, t),
        q=request.typed.get("q", request.q),
        lieu=_typed_place(reading),
        hidden=_hidden(reading, links),
        filter_hidden=tuple(links.kept("public", "ouvert", "acces", "langue", "animaux", "pmr", "rayon", "page")),
        errors=errors,
        kinds=kind_chips(reading, links, t),
        place=place_text(reading.place, t) if reading.place else "",
        place_undo_href=Undos(reading, links).place(),
        unknown=_unknown(reading, found=bool(answered and answered.found_words)),
        choices=question.choices,
        choices_question=question.text,
        urgent=urgency(reading),
        is_sensitive=not SENSITIVE.isdisjoint(reading.told_kinds),
        chips=chips(reading, links, t),
        organisations=organisations(reading, t),
        meanings_question=meanings_question,
        meanings=meant,
        filters=filters(request, reading.opening, t) if results else None,
        results=results,
        needs=_needs(reading, links, t, is_lost=is_lost),
    )
    has_nothing = answered is not None and answered.is_empty
    return Page(shown, is_refused=bool(errors), unanswered=unanswered(reading) if has_nothing else None)


def _answered(maker: Maker, reading: Reading, links: SearchLinks) -> Answered | None:
    """The answers; none where the place is not known, or where what was asked makes no sense without what was put aside or asked back."""
    blocking = reading.is_open_question or reading.problem or any(problem not in HARMLESS for problem in reading.request.problems.values())
    return Answers(maker, reading, reading.place, links).answered() if reading.place and not blocking else None


def _unknown(reading: Reading, *, found: bool) -> str:
    """What was said and not understood, as it was said where nothing was."""
    if found or reading.request.typed or reading.said.organisations:
        return ""
    return reading.request.q if reading.is_about_nothing else " ".join(reading.words)


def _needs(reading: Reading, links: SearchLinks, t: Translator, *, is_lost: bool) -> tuple[Choice, ...]:
    if reading.request.is_blank:
        return needs(t, links)
    return needs(t, links, [naming(reading.place)] if reading.place else ()) if is_lost else ()


def _typed_place(reading: Reading) -> str:
    """What stands in the box of places: as typed, else the name of the commune asked for."""
    request = reading.request
    typed = request.typed.get("lieu", request.lieu)
    return typed or (reading.place.label if reading.place and not reading.place_is_in_q else "")


def _hidden(reading: Reading, links: SearchLinks) -> tuple[tuple[str, str], ...]:
    """What the search box carries: filters, and a position, which no text says."""
    is_position = reading.place is not None and reading.place.kind is PlaceKind.POSITION
    dropped = ("q", "lieu", "commune", "page") if is_position else ("q", *PLACE_FIELDS)
    return tuple(links.kept(*dropped))


def errors_of(reading: Reading, t: Translator) -> tuple[FieldError, ...]:
    """Return what could not be used of what was asked, the place last."""
    problems = [*reading.request.problems.items(), *([("lieu", reading.problem)] if reading.problem else [])]
    errors = [FieldError(field if field in CONTROLS else "lieu", t.gettext(PROBLEMS[problem])) for field, problem in problems]
    if isinstance(reading.outcome, Unknown):
        text = t.gettext(
            "Nous ne trouvons pas « %(place)s » en Auvergne-Rhône-Alpes. Écrivez le nom d’une ville ou un code postal.",
            place=reading.outcome.text,
        )
        errors.append(FieldError("lieu", text))
    return tuple(errors)


def _question(reading: Reading, links: SearchLinks, t: Translator, *, is_lost: bool) -> Question:
    if isinstance(reading.outcome, Unknown):
        choices = _places(reading, reading.outcome.suggestions, links)
        return Question(t.gettext("Vouliez-vous dire…"), choices) if choices else Question()
    if isinstance(reading.outcome, Ambiguous):
        return Question(
            t.gettext("Plusieurs communes ont ce nom ou un nom proche. Laquelle ?"), _places(reading, reading.outcome.places, links)
        )
    if reading.place and is_lost:
        everything = Choice(
            t.gettext("Voir tous les lieux %(where)s", where=where_text(reading.place, t)), "", links.search([naming(reading.place)])
        )
        return Question(t.gettext("Ou bien"), (everything,))
    if reading.place or reading.request.is_blank or reading.request.problems or reading.is_open_question:
        return Question()
    kept = links.kept(*PLACE_FIELDS)
    choices = tuple(
        Choice(departement.nom, code, links.search([*kept, ("lieu", departement.nom)]))
        for code, departement in gazetteer().departements.items()
    )
    return Question(t.gettext("Où cherchez-vous ? Écrivez une ville, ou choisissez un département."), choices)


def _places(reading: Reading, places: Sequence[Place], links: SearchLinks) -> tuple[Choice, ...]:
    """Links to the same search at each place; what `q` said besides the place goes along."""
    kept = links.kept(*PLACE_FIELDS)
    if reading.place_is_in_q:
        sentence = reading.said.without()
        kept = [(name, sentence if name == "q" else value) for name, value in kept if name != "q" or sentence]
    return tuple(Choice(place.label, place.detail, links.search([*kept, naming(place)])) for place in places)
