"""The filters of the results page."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from app.core.language import FRENCH, Translator, mark
from app.core.written_days import day_text
from app.directory.display.results import Filter, Filters, Option
from app.directory.labels import ACCESSES, LANGUAGES, OPENINGS, PUBLICS
from app.directory.rules import Opening, Public
from app.directory.search.request import SearchRequest

PUBLICS_OFFERED = (
    Public.WOMEN, Public.FAMILIES, Public.YOUNG, Public.SENIORS, Public.DISABLED, Public.EXILED, Public.MINIMUM_INCOME, Public.JOB_SEEKERS,
    Public.STUDENTS,
)  # fmt: skip
RADII = (2, 5, 10, 20, 50)
"""Kilometres offered."""
FLAGS: Mapping[str, str] = {"animaux": mark("Animaux acceptés"), "pmr": mark("Accessible en fauteuil roulant")}


class _State(NamedTuple):
    """What is chosen."""

    ouvert: Opening | date | None
    acces: tuple[str, ...]
    public: tuple[str, ...]
    langue: str
    animaux: bool
    pmr: bool
    rayon: float | None


def filters(request: SearchRequest, asked: Opening | date | None, t: Translator) -> Filters:
    """Return the filters, with what is chosen; `asked` is when the place must be open."""
    state = _State(asked, request.acces, request.public, request.langue, request.animaux, request.pmr, request.rayon)
    return _filters(state, t)


@lru_cache(maxsize=256)
def _filters(state: _State, t: Translator) -> Filters:
    groups = (
        Filter("ouvert", t.gettext("Quand ?"), "radios", _openings(state, t)),
        Filter("acces", t.gettext("Comment ?"), "boxes", _accesses(state, t)),
        Filter("public", t.gettext("Pour qui ?"), "boxes", _publics(state, t)),
        Filter("rayon", t.gettext("Jusqu’où ?"), "select", _radii(state, t)),
        Filter("langue", t.gettext("Quelle langue y parle-t-on ?"), "select", _languages(state, t)),
    )
    single = (state.ouvert, state.langue, state.animaux, state.pmr, state.rayon)
    return Filters(groups, sum(bool(value) for value in single) + len(state.acces) + len(state.public))


def _any(t: Translator, *, chosen: bool) -> Option:
    return Option("", t.gettext("Peu importe"), chosen)


def _openings(state: _State, t: Translator) -> tuple[Option, ...]:
    offered = [Option(value, t.gettext(label), state.ouvert == value) for value, label in OPENINGS.items()]
    if isinstance(state.ouvert, date):
        offered.append(Option(state.ouvert.isoformat(), t.gettext("Ouvert le %(day)s", day=day_text(state.ouvert, t)), chosen=True))
    return (_any(t, chosen=state.ouvert is None), *offered)


def _accesses(state: _State, t: Translator) -> tuple[Option, ...]:
    accesses = [Option(access, t.gettext(label), access in state.acces) for access, label in ACCESSES.items()]
    flags = [Option("1", t.gettext(label), getattr(state, name), name) for name, label in FLAGS.items()]
    return (*accesses, *flags)


def _publics(state: _State, t: Translator) -> tuple[Option, ...]:
    return tuple(Option(public, _capital(t.gettext(PUBLICS[public])), public in state.public) for public in PUBLICS_OFFERED)


def _radii(state: _State, t: Translator) -> tuple[Option, ...]:
    offered = sorted({*RADII, *([state.rayon] if state.rayon else [])})
    radii = [Option(f"{km:g}", t.gettext("%(km)s km", km=f"{km:g}"), state.rayon == km) for km in offered]
    return (_any(t, chosen=state.rayon is None), *radii)


def _languages(state: _State, t: Translator) -> tuple[Option, ...]:
    spoken = [Option(code, _capital(t.gettext(name)), state.langue == code) for code, name in LANGUAGES.items() if code != FRENCH.code]
    return (_any(t, chosen=not state.langue), *spoken)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
