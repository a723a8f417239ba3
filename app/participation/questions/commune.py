"""Where somebody lives, kept coarse: a commune is typed, its group of communes (EPCI) is the answer; the commune is forgotten."""

from collections.abc import Mapping, Sequence
from functools import cache

from app.core.language import mark
from app.participation.answers import Answer
from app.participation.definition import Choice, Question, Text
from app.participation.questions.base import Category, Given, Mistake, Shape, Standard, Type, one_value
from app.participation.questions.figures import plain_figures
from app.territory.gazetteer import gazetteer
from app.territory.resolve import Ambiguous, Found, Outcome, Unknown, of_commune, resolve
from app.territory.rules import Commune as Named
from app.territory.rules import PlaceKind

WHICH = "reponse-2"
ELSEWHERE, NONE_OF_THESE = "ailleurs", "aucune"
"""The answer of who lives outside the region, and the choice that brings it: none of the communes offered."""
WRITE_COMMUNE = mark("Écrivez le nom de la commune ou son code postal, ou choisissez un des boutons du bas.")
WHICH_ONE = mark("Plusieurs communes peuvent aller. Choisissez la vôtre.")
NOT_QUITE = mark("Nous ne trouvons pas ce nom. Choisissez votre commune dans la liste, ou écrivez son code postal.")
NOT_FOUND = mark("Nous ne trouvons pas cette commune. Vérifiez son nom, ou écrivez son code postal.")
ONE_COMMUNE = mark("Un département est trop grand. Écrivez le nom d’une commune.")
SAID_ELSEWHERE = Standard(mark("Ailleurs, hors d’Auvergne-Rhône-Alpes"))
MOST_CANDIDATES = 40


class Commune(Type):
    """The SIREN of an EPCI (`200069193`), or `ailleurs`. `reponse`: what is typed; `reponse-2`: which of those that it may be."""

    name = "commune"
    shape = Shape.ONE

    def check(self, question: Question, given: Given) -> Answer:  # noqa: ARG002 - whatever the question
        """Take the EPCI of the commune that was typed or chosen. What is typed goes before what was chosen earlier."""
        typed, which = plain_figures(one_value(given)), one_value(given, WHICH)
        if not typed and (which in epcis() or which == ELSEWHERE):
            return which
        if not typed:
            raise Mistake(WRITE_COMMUNE)
        outcome = resolve(typed)
        found = _candidates(outcome)
        if (only := frozenset(found.values())) and len(only) == 1 and not isinstance(outcome, Unknown):
            return next(iter(only))
        if which == NONE_OF_THESE:
            return ELSEWHERE
        if which in found:
            return found[which]
        if _is_departement(outcome):
            raise Mistake(ONE_COMMUNE)
        if not found:
            raise Mistake(NOT_FOUND)
        raise Mistake(NOT_QUITE if isinstance(outcome, Unknown) else WHICH_ONE, WHICH)

    def shown(self, question: Question, answer: Answer) -> Given:
        """Return the EPCI as what was chosen: nothing is left to type."""
        return {WHICH: [answer]} if self.counted(question, answer) else {}

    def words(self, question: Question, answer: Answer) -> Sequence[Text]:
        """Return the name of the EPCI."""
        return [named(code) for code in self.counted(question, answer)]

    def values(self, question: Question) -> Sequence[Answer]:  # noqa: ARG002 - as above
        """Return every EPCI of the region, and elsewhere."""
        return [*epcis(), ELSEWHERE]

    def categories(self, question: Question, answers: Sequence[Answer]) -> Sequence[Category]:
        """Return those that were said, by name; elsewhere last."""
        codes = {code for answer in answers for code in self.counted(question, answer)}
        return [Category(code, named(code)) for code in sorted(codes, key=lambda code: (code == ELSEWHERE, named(code)["fr"]))]

    def counted(self, question: Question, answer: Answer) -> Sequence[str]:  # noqa: ARG002 - as above
        """Return the code."""
        return [answer] if isinstance(answer, str) and (answer in epcis() or answer == ELSEWHERE) else []


def named(code: str) -> Text:
    """Return the words of an answer; raise KeyError when it is none."""
    return SAID_ELSEWHERE if code == ELSEWHERE else {"fr": epcis()[code]}


def offers(given: Given) -> Sequence[Choice]:
    """Return what `reponse-2` offers: communes that may be the one typed and none of these, or the answer given before."""
    typed, which = plain_figures(one_value(given)), one_value(given, WHICH)
    if not typed:
        return [Choice(which, named(which))] if which in epcis() or which == ELSEWHERE else []
    outcome = resolve(typed)
    found = _candidates(outcome)
    if _is_departement(outcome) or (len(set(found.values())) == 1 and not isinstance(outcome, Unknown)):
        return []
    communes = (gazetteer().communes[code] for code in found)
    return [*(Choice(commune.code, {"fr": _label(commune)}) for commune in communes), Choice(NONE_OF_THESE, SAID_ELSEWHERE)]


@cache
def epcis() -> Mapping[str, str]:
    """Return the names of the EPCIs of the region by SIREN."""
    return {commune.epci: commune.epci_nom for commune in gazetteer().communes.values()}


def _candidates(outcome: Outcome) -> Mapping[str, str]:
    """Communes that somebody may mean, the most likely first: INSEE codes, and the EPCI of each."""
    places = [outcome.place] if isinstance(outcome, Found) else outcome.places if isinstance(outcome, Ambiguous) else outcome.suggestions
    communes: list[Named] = []
    for place in places:
        if place.kind is PlaceKind.POSTCODE:
            communes += _of_postcode(place.label.partition(" ")[0])
        elif place.kind is not PlaceKind.DEPARTEMENT and place.commune is not None:
            communes.append(place.commune)
    return {commune.code: commune.epci for commune in communes[:MOST_CANDIDATES]}


def _of_postcode(postcode: str) -> Sequence[Named]:
    found = (commune for commune in gazetteer().communes.values() if postcode in commune.codes_postaux)
    return sorted(found, key=lambda commune: -commune.population)


def _is_departement(outcome: Outcome) -> bool:
    return isinstance(outcome, Found) and outcome.place.kind is PlaceKind.DEPARTEMENT


def _label(commune: Named) -> str:
    return f"{of_commune(commune).label} ({commune.codes_postaux[0]})"
