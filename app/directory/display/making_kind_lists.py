"""Making the page of every kind: by need, or those that a name finds."""

from collections.abc import Iterator
from functools import lru_cache

from app.core.language import Translator
from app.core.text import fold
from app.directory.display.kind_lists import KindGroup, KindLink, KindsPage
from app.directory.display.kind_words import acronym, capital
from app.directory.display.links import SearchLinks
from app.directory.display.results import FieldError
from app.directory.kinds import Kind, kinds
from app.directory.labels import PROBLEMS
from app.directory.needs import NEEDS, NEEDS_OF_KIND
from app.directory.search.request import SearchRequest
from app.directory.search.suggesting import matching
from app.directory.search.understanding import understand

FEW = 12
"""Kinds found that can each be told with their definition."""


def kinds_page(request: SearchRequest, t: Translator, lang: str) -> KindsPage:
    """Return every kind by groups or, when a name is asked for, those that it finds. `lang` is what links carry."""
    suffix = f"?lang={lang}" if lang else ""
    everything = f"/dispositifs{suffix}"
    if problem := request.problems.get("q"):
        return KindsPage(request.typed["q"], _all(t), all_href=everything, errors=(FieldError("q", t.gettext(PROBLEMS[problem])),))
    if not request.q:
        return KindsPage("", _all(t), _groups(t, suffix))
    found = _found(request.q, t, suffix)
    search_href = SearchLinks(SearchRequest(), lang).search([("q", request.q)])
    return KindsPage(request.q, _count(len(found), request.q, t), found=found, search_href=search_href, all_href=everything)


def _all(t: Translator) -> str:
    return t.gettext("%(num)s aides, rangées par besoin", num=len(kinds()))


def _count(number: int, typed: str, t: Translator) -> str:
    if not number:
        return t.gettext("Aucune aide ne porte le nom « %(text)s »", text=typed)
    return t.gettext("%(count)s pour « %(text)s »", count=t.ngettext("%(num)s aide", "%(num)s aides", number), text=typed)


def _found(typed: str, t: Translator, suffix: str) -> tuple[KindLink, ...]:
    said = understand(typed, has_place=True)
    of_needs = (code for need in said.needs for code in NEEDS[need].kinds)
    codes = dict.fromkeys((*said.kinds, *matching(typed, t), *of_needs))
    return tuple(_link(kinds()[code], t, suffix, defined=len(codes) <= FEW) for code in codes)


@lru_cache(maxsize=16)
def _groups(t: Translator, suffix: str) -> tuple[KindGroup, ...]:
    """Every kind once: under the need that it answers best, among the others of its family when it answers none."""
    return (*_of_needs(t, suffix), *_of_families(t, suffix))


def _of_needs(t: Translator, suffix: str) -> Iterator[KindGroup]:
    for need in NEEDS.values():
        codes = [code for code in need.kinds if best_need(code) == need.code]
        if codes:
            yield KindGroup(need.code, t.gettext(need.label), tuple(_link(kinds()[code], t, suffix) for code in codes))


def best_need(code: str) -> str:
    """Return the need in whose list a kind, that answers one, stands first."""
    return min(NEEDS_OF_KIND[code], key=lambda need: NEEDS[need].kinds.index(code))


def _of_families(t: Translator, suffix: str) -> Iterator[KindGroup]:
    left = [kind for kind in kinds().values() if kind.code not in NEEDS_OF_KIND]
    for family in dict.fromkeys(kind.family for kind in left):
        links = tuple(_link(kind, t, suffix) for kind in left if kind.family == family)
        yield KindGroup(f"famille-{fold(family).replace(' ', '-')}", capital(t.gettext(family)), links)


def _link(kind: Kind, t: Translator, suffix: str, *, defined: bool = False) -> KindLink:
    definition = t.gettext(kind.definition) if defined else ""
    return KindLink(t.gettext(kind.name), acronym(kind, t), f"/dispositifs/{kind.code}{suffix}", definition)
