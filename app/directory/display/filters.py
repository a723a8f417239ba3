"""The filters of the results page."""

from collections.abc import Mapping
from datetime import date

from app.core.language import Translator, mark
from app.directory.display.results import Filter, Option
from app.directory.display.wording import day_text
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


def filters(request: SearchRequest, asked: Opening | date | None, t: Translator) -> tuple[Filter, ...]:
    """Return the filters, with what is chosen; `asked` is when the place must be open."""
    anyone = Option("", t.gettext("Peu importe"), chosen=False)
    openings = [Option(value, t.gettext(label), chosen=asked == value) for value, label in OPENINGS.items()]
    radii = [Option(str(km), t.gettext("%(km)s km", km=km), chosen=request.rayon == km) for km in RADII]
    if request.rayon is not None and request.rayon not in RADII:
        radii.append(Option(f"{request.rayon:g}", t.gettext("%(km)s km", km=f"{request.rayon:g}"), chosen=True))
    if isinstance(asked, date):
        openings.append(Option(asked.isoformat(), t.gettext("Ouvert le %(day)s", day=day_text(asked, t)), chosen=True))
    spoken = [Option(code, t.gettext(name), chosen=request.langue == code) for code, name in LANGUAGES.items() if code != "fr"]
    return (
        Filter("ouvert", t.gettext("Quand ?"), "radios", (_default(anyone, asked is None), *openings)),
        Filter("acces", t.gettext("Comment ?"), "boxes", (*_accesses(request, t), *_flags(request, t))),
        Filter(
            "public",
            t.gettext("Pour qui ?"),
            "boxes",
            _publics(request, t),
        ),
        Filter("rayon", t.gettext("Jusqu’où ?"), "select", (_default(anyone, request.rayon is None), *radii)),
        Filter("langue", t.gettext("Quelle langue y parle-t-on ?"), "select", (_default(anyone, not request.langue), *spoken)),
    )


def _accesses(request: SearchRequest, t: Translator) -> list[Option]:
    return [Option(access, t.gettext(label), access in request.acces) for access, label in ACCESSES.items()]


def _publics(request: SearchRequest, t: Translator) -> tuple[Option, ...]:
    return tuple(Option(public, t.gettext(PUBLICS[public]), public in request.public) for public in PUBLICS_OFFERED)


def _flags(request: SearchRequest, t: Translator) -> list[Option]:
    return [Option("1", t.gettext(label), getattr(request, name), name) for name, label in FLAGS.items()]


def chosen_filters(request: SearchRequest, asked: Opening | date | None) -> int:
    """Return how many filters are set."""
    single = (asked, request.langue, request.animaux, request.pmr, request.rayon)
    return sum(bool(value) for value in single) + len(request.acces) + len(request.public)


def _default(option: Option, chosen: bool) -> Option:  # noqa: FBT001 - a value, not a mode
    return Option(option.value, option.label, chosen)
