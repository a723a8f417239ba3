"""Telling what was understood: kinds, needs, moment, organisations; and asking which meaning of a word is meant."""

from collections.abc import Mapping
from datetime import date

from app.core.language import Translator
from app.core.written_days import day_text
from app.directory.display.links import SearchLinks
from app.directory.display.making_undos import Undos
from app.directory.display.results import Chip, Choice, KindChip
from app.directory.kinds import Kind, kinds, places_of_aid
from app.directory.labels import OPENINGS
from app.directory.needs import NEEDS
from app.directory.organisations import ORGANISATIONS
from app.directory.search.reading import Reading
from app.territory.labels import where_text


def kind_chips(reading: Reading, links: SearchLinks, t: Translator) -> tuple[KindChip, ...]:
    """Return the kinds that say what is searched; those that a need brought are undone with it."""
    undos, aids = Undos(reading, links), reading.aids
    return tuple(
        KindChip(
            code=code,
            name=full_name(kinds()[code], t),
            href=links.plain(f"/dispositifs/{code}"),
            definition=t.gettext(kinds()[code].definition),
            undo_href=undos.kind(code) if code in reading.kinds else "",
            where_to_ask=t.gettext(kinds()[code].where_to_ask) if code in aids else "",
            is_online=code in aids and places_of_aid(code).is_online,
        )
        for code in reading.told_kinds
    )


def chips(reading: Reading, links: SearchLinks, t: Translator) -> tuple[Chip, ...]:
    """Return the needs, and the moment that the sentence says."""
    undos = Undos(reading, links)
    told = [Chip(t.gettext(NEEDS[code].label), undos.need(code)) for code in reading.needs]
    if reading.opening_is_said and reading.opening is not None:
        told.append(Chip(_opening_text(reading, t), undos.moment()))
    return tuple(told)


def _opening_text(reading: Reading, t: Translator) -> str:
    opening = reading.opening
    if isinstance(opening, date):
        return t.gettext("Ouvert le %(day)s", day=day_text(opening, t))
    return t.gettext(OPENINGS[opening]) if opening else ""


def full_name(kind: Kind, t: Translator) -> str:
    """Return « Point conseil budget (PCB) »."""
    name = t.gettext(kind.name)
    return f"{name} ({kind.acronym})" if kind.acronym and kind.acronym not in name else name


def organisations(reading: Reading, t: Translator) -> tuple[Choice, ...]:
    """Return the organisations that were named, each explained in one line."""
    named = (ORGANISATIONS[code] for code in reading.said.organisations)
    return tuple(Choice(t.gettext(one.name), t.gettext(one.explanation), "") for one in named)


def meanings(reading: Reading, links: SearchLinks, t: Translator) -> tuple[str, tuple[Choice, ...]]:
    """Return what to ask when a word means several things, and its meanings as links; nothing otherwise."""
    homonym = reading.said.homonym
    if homonym is None:
        return "", ()
    undos = Undos(reading, links)
    offered = [
        Choice(full_name(kinds()[code], t), t.gettext(kinds()[code].definition), undos.meaning(code)) for code in homonym.kinds
    ]  # fmt: skip
    for code in homonym.organisations:
        one = ORGANISATIONS[code]
        offered.append(Choice(t.gettext(one.name), t.gettext(one.explanation), undos.organisation(one.name.partition(" (")[0])))
    return t.gettext("%(word)s : que cherchez-vous ?", word=homonym.word), tuple(offered)


def title(reading: Reading, t: Translator) -> str:
    """Return the heading of the page: what is searched, and where."""
    if reading.request.is_blank:
        return t.gettext("Chercher un lieu ou une équipe")
    named: Mapping[str, None] = dict.fromkeys((
        *(t.gettext(NEEDS[code].label) for code in reading.needs),
        *(t.gettext(kinds()[code].name) for code in reading.kinds),
        *(t.gettext(ORGANISATIONS[code].name) for code in reading.said.organisations),
        *((reading.said.homonym.word,) if reading.is_open_question and reading.said.homonym else ()),
    ))  # fmt: skip
    what = t.gettext(", ").join(named) or t.gettext("Lieux et équipes")
    if reading.aids:
        what = t.gettext("Où demander : %(what)s", what=what)
    return t.gettext("%(what)s %(where)s", what=what, where=where_text(reading.place, t)) if reading.place else what
