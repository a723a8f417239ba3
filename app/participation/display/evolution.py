"""Two waves side by side: each as its own results show it, nothing more of either; how the same people moved, where it may be told."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from app.core.language import Translator, mark
from app.participation import wave_queries
from app.participation.definition import Said
from app.participation.display.campaigns import BASE, Heading
from app.participation.display.compared import Compared, compared
from app.participation.display.field import said_in
from app.participation.display.same_people import Both, SamePeople, same_people
from app.participation.display.waves import heading_of, wave_name
from app.participation.models import Campaign
from app.participation.queries import is_final
from app.participation.questions.base import Shape
from app.participation.results.reading import Read, read_results
from app.participation.results.tabulating import merged
from app.participation.settings import Context

FEWEST = 2
NOT_YET = mark("Il faut deux vagues dont les résultats sont montrés. Ils arrivent quelques heures après la fin de chacune.")


class EvolutionPage(NamedTuple):
    """`participation/evolution.html`. `choices`: pairs of waves, where each leads, whether it is the one shown; `empty`: why nothing is."""

    heading: Heading
    waves_href: str
    choices: Sequence[tuple[str, str, bool]]
    names: tuple[str, str]
    counted: Sequence[str]
    empty: str
    questions: Sequence[Compared]
    only_before: Sequence[Said]
    only_after: Sequence[Said]
    same_people: SamePeople | None


def evolution_page(here: Context, found: Campaign, asked: tuple[int | None, int | None], t: Translator) -> EvolutionPage:
    """Return the page; `asked`: ranks of two waves, else the present one and the one before, else the last two."""
    shown = [one for one in wave_queries.waves(here.session, found) if is_final(one)]
    heading, base = heading_of(here, found, t), f"{BASE}/{found.id}"
    if len(shown) < FEWEST:
        why = t.gettext(NOT_YET)
        return EvolutionPage(heading, f"{base}/vagues", (), ("", ""), (), why, (), (), (), None)
    first, second = _chosen(shown, found, asked)
    both = Both(first, second, read_results(here.session, first), read_results(here.session, second))
    names = wave_name(first.wave, t), wave_name(second.wave, t)
    questions, only_before, only_after = _questions(both, names, t)
    return EvolutionPage(
        heading=heading,
        waves_href=f"{base}/vagues",
        choices=_choices(base, shown, (first, second), t),
        names=names,
        counted=[_counted(one, read, t) for one, read in ((first, both.read_before), (second, both.read_after))],
        empty="" if questions else t.gettext("Il y a trop peu de réponses dans une des vagues, ou aucune question commune."),
        questions=questions,
        only_before=only_before,
        only_after=only_after,
        same_people=same_people(here.session, both, t) if second.is_followed else None,
    )


def _chosen(shown: Sequence[Campaign], found: Campaign, asked: tuple[int | None, int | None]) -> tuple[Campaign, Campaign]:
    by_wave = {one.wave: one for one in shown}
    first, second = (by_wave.get(rank or 0) for rank in asked)
    if first and second and first.wave < second.wave:
        return first, second
    rank = next((place for place, one in enumerate(shown) if one.id == found.id), 0) or len(shown) - 1
    return shown[rank - 1], shown[rank]


def _choices(base: str, shown: Sequence[Campaign], chosen: tuple[Campaign, Campaign], t: Translator) -> Sequence[tuple[str, str, bool]]:
    """Each wave with the next one, then the first with the last; nothing to choose among two."""
    if len(shown) == FEWEST:
        return ()
    pairs = [*pairwise(shown), (shown[0], shown[-1])]
    return [
        (
            f"{base}/evolution?de={one.wave}&a={other.wave}",
            t.gettext("Vagues %(first)s et %(second)s", first=one.wave, second=other.wave),
            (one, other) == chosen,
        )
        for one, other in pairs
    ]


def _counted(one: Campaign, read: Read, t: Translator) -> str:
    return t.ngettext("Vague %(wave)s : %(num)s réponse comptée.", "Vague %(wave)s : %(num)s réponses comptées.", read.taken, wave=one.wave)


def _questions(both: Both, names: tuple[str, str], t: Translator) -> tuple[list[Compared], list[Said], list[Said]]:
    """Return what both waves asked, compared; then what only one did."""
    before = {one.question.key: one for one in merged(both.read_before.versions) if _is_counted(one.shape, one.question.type)}
    after = {one.question.key: one for one in merged(both.read_after.versions) if _is_counted(one.shape, one.question.type)}
    common = [one for key, one in after.items() if key in before and before[key].question.type == one.question.type]
    told = [compared(one.question.key, both.read_before.team, both.read_after.team, names, t) for one in common]
    keys = {one.question.key for one in common}
    alone = [[said_in(one.question.label, t.language.code, t) for key, one in side.items() if key not in keys] for side in (before, after)]
    return [one for one in told if one], alone[0], alone[1]


def _is_counted(shape: Shape, kind: str) -> bool:
    return shape in (Shape.ONE, Shape.SEVERAL) and kind != "consent"
