"""Results as their page shows them: what was counted, each question, what waits, and when results change."""

from collections.abc import Sequence
from typing import NamedTuple

from app.core.language import Translator
from app.participation.display.campaigns import BASE, Counts, Heading, counted_text, heading
from app.participation.display.crossing import not_yet_text
from app.participation.display.question_result import QuestionResult, question_result
from app.participation.models import Campaign
from app.participation.questions.base import Shape
from app.participation.results.crossing import crossable
from app.participation.results.reading import Read
from app.participation.results.suppressing import Results, nearest
from app.participation.results.tabulating import merged
from app.participation.rules import Audience
from app.participation.settings import Context

RESULTS, CROSS = "resultats", "croiser"


class ResultsPage(NamedTuple):
    """The whole page.

    `total`: how many answered, as everybody would read it; `counted`: as the team does. `audiences`: where each leads, its words, whether
    it is the present one. `empty`: why nothing is shown yet.
    """

    heading: Heading
    audiences: Sequence[tuple[str, str, bool]]
    is_public: bool
    total: str
    counted: Sequence[str]
    rules: Sequence[str]
    empty: str
    questions: Sequence[QuestionResult]
    crosses: bool
    cross_href: str


def results_page(here: Context, found: Campaign, read: Read, audience: Audience, t: Translator) -> ResultsPage:
    """Return the page of the results of a campaign, as an audience may read them."""
    definition, results = read.latest, read.results(audience, found.k)
    href = f"{BASE}/{found.id}/{RESULTS}"
    is_public = audience is Audience.PUBLIC
    return ResultsPage(
        heading=heading(found, definition, here.today, t),
        audiences=[
            (href, t.gettext("Ce que lit l’équipe"), not is_public),
            (f"{href}?pour={Audience.PUBLIC}", t.gettext("Ce que lirait tout le monde"), is_public),
        ],
        is_public=is_public,
        total=_total(results, t) if is_public and read.is_final else "",
        counted=() if is_public and read.is_final else counted_text(found, Counts(read.taken, read.waiting), here.today, t),
        rules=_rules(results, t),
        empty="" if results.questions else _empty(found, read, results, t),
        questions=_questions(read, results, t) if results.questions else (),
        crosses=len(crossable(results)) > 1,
        cross_href=f"{BASE}/{found.id}/{CROSS}" + (f"?pour={Audience.PUBLIC}" if is_public else ""),
    )


def _total(results: Results, t: Translator) -> str:
    if results.total < results.k:
        return t.gettext("Moins de %(least)s réponses", least=results.k)
    return t.gettext("Environ %(number)s réponses", number=nearest(results.total))


def _empty(found: Campaign, read: Read, results: Results, t: Translator) -> str:
    if not read.is_final:
        return not_yet_text(found, t)
    return t.gettext("Il y a trop peu de réponses pour montrer des résultats. Il en faut %(least)s au moins.", least=results.k)


def _rules(results: Results, t: Translator) -> list[str]:
    hidden = t.gettext(
        "Un nombre de moins de %(least)s personnes est masqué, et d’autres avec lui, pour que personne ne soit reconnu.", least=results.k
    )
    rounded = [t.gettext("Les nombres sont arrondis à 5.")] if results.audience is Audience.PUBLIC else []
    once = t.gettext("Les résultats arrivent une seule fois, quand l’enquête est terminée. Rien ne s’y ajoute ensuite.")
    return [hidden, *rounded, once]


def _questions(read: Read, results: Results, t: Translator) -> list[QuestionResult]:
    order = [asked for asked in merged(read.versions) if asked.shape is not Shape.NOTHING and asked.question.type != "consent"]
    return [question_result(asked, read, results, t) for asked in order]
