"""A value of a field in words, so that what was said and what is said now can be compared by anybody."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from app.core.clock import now
from app.core.language import Translator
from app.core.written_days import day_text
from app.directory.display.making_sheets import area_name
from app.directory.display.phones import phone
from app.directory.kinds import kinds
from app.directory.labels import AUDIENCES, FAMILIES, GENDERS, LANGUAGES, MOBILISATIONS, PUBLICS
from app.directory.opening.labels import week_lines
from app.directory.opening.rules import ChangeKind, Schedule
from app.directory.rules import Audience, Mobilisation, Mobiliser, Price, ReceptionMode
from app.listings.labels import FIELDS

Say = Callable[[Any, Translator], str]


def field_name(field: str, t: Translator) -> str:
    """Return the name of a field of `directory.fields` in words; its own where it has none."""
    return t.gettext(FIELDS[field]) if field in FIELDS else field


def said(field: str, value: Any, t: Translator) -> str:
    """Return a value of a field of `directory.fields`, as JSON keeps it, in words; lines apart for what is a list of sentences.

    Nothing is hidden: what must not be told of a protected address is for the caller to leave out.
    """
    if value is None or value in ("", [], {}):
        return t.gettext("rien n’est dit")
    if field in _SAYERS:
        return _SAYERS[field](value, t) or t.gettext("rien n’est dit")
    if isinstance(value, bool):
        return t.gettext("oui") if value else t.gettext("non")
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value))
    return str(value)


def hours_said(expression: str, t: Translator, *, school_holidays: str = "", zone: str = "A", raw: str = "") -> str:
    """Return hours as the public reads them, a line for each run of days."""
    if not expression:
        return raw
    lines = _week(Schedule(expression), t)
    if school_holidays:
        away = _week(Schedule(school_holidays), t)
        lines += [t.gettext("Pendant les vacances scolaires (zone %(zone)s) :", zone=zone), *away]
    return "\n".join(lines or [raw or expression])


def _week(schedule: Schedule, t: Translator) -> list[str]:
    return [t.gettext("%(days)s : %(slots)s", days=line.days, slots=line.slots) for line in week_lines(schedule, now(), t)]


def _hours(value: Sequence[str], t: Translator) -> str:
    expression, raw, school_holidays, zone = [*value, "", "A"][:4] if len(value) == 2 else value  # noqa: PLR2004 - upstream's two
    return hours_said(expression, t, school_holidays=school_holidays, zone=zone, raw=raw)


def _place(value: Mapping[str, Any], _t: Translator) -> str:
    town = " ".join(filter(None, (value.get("code_postal"), value.get("commune"))))
    return "\n".join(filter(None, (value.get("nom"), value.get("adresse"), value.get("complement_adresse"), town)))


def _sites(value: Sequence[Mapping[str, Any]], t: Translator) -> str:
    return "\n".join(_site(site, t) for site in value)


def _site(site: Mapping[str, Any], t: Translator) -> str:
    told = [_place(site, t)]
    if site.get("starts") and site.get("ends"):
        told.append(t.gettext("du %(first)s au %(last)s", first=_date(site["starts"], t), last=_date(site["ends"], t)))
    elif site.get("starts"):
        told.append(t.gettext("à partir du %(day)s", day=_date(site["starts"], t)))
    elif site.get("ends"):
        told.append(t.gettext("jusqu’au %(day)s", day=_date(site["ends"], t)))
    if known := site.get("hours"):
        told.append(_hours(known, t))
    for change in site.get("changes", ()):
        said_of_day = t.gettext("pas de passage le %(day)s", day=_date(change["starts"], t))
        told.append(t.gettext("%(what)s : %(message)s", what=said_of_day, message=change["message"]) if change["message"] else said_of_day)
    return "\n".join(told)


def _temporary(value: Sequence[Mapping[str, Any]], t: Translator) -> str:
    return "\n".join(temporary_said(one, t) for one in value)


def temporary_said(info: Mapping[str, Any], t: Translator) -> str:
    """Return one temporary information, as the field `temporary` keeps it, in a sentence."""
    first, last = _date(info["starts"], t), _date(info["ends"], t)
    if info["kind"] == ChangeKind.CLOSURE:
        text = t.gettext("Fermé du %(first)s au %(last)s inclus", first=first, last=last)
    elif info["kind"] == ChangeKind.HOURS:
        text = t.gettext("Autres horaires du %(first)s au %(last)s inclus", first=first, last=last)
    else:
        text = t.gettext("Message du %(first)s au %(last)s inclus", first=first, last=last)
    return t.gettext("%(what)s : %(message)s", what=text, message=info["message"]) if info["message"] else text


def _date(day: str, t: Translator) -> str:
    return day_text(date.fromisoformat(day), t)


def _areas(value: Sequence[Sequence[str]], t: Translator) -> str:
    return t.gettext(", ").join(area_name(kind, code) for kind, code in value)


def _kinds(value: Sequence[str], t: Translator) -> str:
    return t.gettext(", ").join(t.gettext(kinds()[code].name) if code in kinds() else code for code in value)


def _lines(value: Sequence[str], _t: Translator) -> str:
    return "\n".join(value)


def _phone(value: str, _t: Translator) -> str:
    known = phone(value)
    return known.display if known else value


def _listed(names: Mapping[Any, str]) -> Say:
    return lambda value, t: t.gettext(", ").join(t.gettext(names[code]) if code in names else _plain(code) for code in value)


def _named(names: Mapping[Any, str]) -> Say:
    return lambda value, t: t.gettext(names[value]) if value in names else _plain(value)


def _audience(value: str, t: Translator) -> str:
    return {
        Audience.UNCONDITIONAL: t.gettext(AUDIENCES[Audience.UNCONDITIONAL]),
        Audience.PREFERENTIAL: t.gettext("D’abord pour certains publics"),
        Audience.EXCLUSIVE: t.gettext("Réservé à certains publics"),
    }.get(Audience(value), value)


def _price(value: str, t: Translator) -> str:
    return {Price.FREE: t.gettext("gratuit"), Price.PAYING: t.gettext("payant")}.get(Price(value), value)


def _modes(value: Sequence[str], t: Translator) -> str:
    names = {ReceptionMode.ON_SITE.value: t.gettext("sur place"), ReceptionMode.REMOTE.value: t.gettext("à distance")}
    return t.gettext(", ").join(names.get(code, code) for code in value)


def _mobilisers(value: Sequence[str], t: Translator) -> str:
    names = {Mobiliser.PERSON.value: t.gettext("la personne elle-même"), Mobiliser.PROFESSIONAL.value: t.gettext("un professionnel")}
    return t.gettext(", ").join(names.get(code, code) for code in value)


def _plain(code: str) -> str:
    """A code that has no word of its own, as one reads it."""
    return str(code).replace("--", "\u00a0: ").replace("-", " ")


_SAYERS: Mapping[str, Say] = {
    "hours": _hours,
    "place": _place,
    "sites": _sites,
    "temporary": _temporary,
    "areas": _areas,
    "coverage": _areas,
    "kinds": _kinds,
    "guessed": _kinds,
    "documents": _lines,
    "telephone": _phone,
    "date_maj": _date,
    "publics": _listed(PUBLICS),
    "spoken_languages": _listed(LANGUAGES),
    "modes_mobilisation": lambda value, t: "\n".join(
        t.gettext(MOBILISATIONS[Mobilisation(code)]) if code in set(Mobilisation) else _plain(code) for code in value
    ),
    "modes_accueil": _modes,
    "mobilisable_par": _mobilisers,
    "audience": _audience,
    "gender": _named(GENDERS),
    "family": _named(FAMILIES),
    "frais": _price,
    "thematiques": lambda value, _t: "\n".join(map(_plain, value)),
}
