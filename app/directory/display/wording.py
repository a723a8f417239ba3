"""Sentences about a service that cards and sheets share: for whom, why here, how fresh."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from app.core.language import Translator
from app.core.written_days import day_text
from app.directory.labels import AUDIENCES, FAMILIES, GENDERS, PUBLICS, ages, listed
from app.directory.rules import PUBLIC_BITS, STALE_AFTER_DAYS, Audience, Public

FIRST_SENTENCE = 160
"""Characters of a description on a card; its sheet has the whole."""


class Received(NamedTuple):
    """Who is received, as a service says it; `publics` is a mask of `rules.PUBLIC_BITS`."""

    audience: str
    publics: int
    gender: str
    age_min: int | None
    age_max: int | None
    family: str = ""


def publics_of(bits: int) -> tuple[Public, ...]:
    """Return the publics of a mask of `rules.PUBLIC_BITS`."""
    return tuple(public for public, bit in PUBLIC_BITS.items() if bits & bit)


@lru_cache(maxsize=4096)
def audience(row: Received, t: Translator) -> str:
    """Return « Réservé : femmes, de 18 à 25 ans »."""
    rule, publics = Audience(row.audience), publics_of(row.publics)
    named = [t.gettext(PUBLICS[public]) for public in publics if public is not Public.EVERYONE]
    if row.gender in GENDERS:
        named = [name for name in named if name != t.gettext(PUBLICS[Public.WOMEN])] + [t.gettext(GENDERS[row.gender])]
    if row.family in FAMILIES and Public.FAMILIES not in publics:
        named.append(t.gettext(FAMILIES[row.family]))
    bounds = ages(row.age_min, row.age_max, t)
    if rule is Audience.UNCONDITIONAL or not (named or bounds):
        return t.gettext(AUDIENCES[Audience.UNCONDITIONAL]) if rule is Audience.UNCONDITIONAL else t.gettext("Pour tous")
    return t.gettext(AUDIENCES[rule], publics=listed([*named, *([bounds] if bounds else [])], t))


def first_sentence(text: str) -> str:
    """Return the beginning of a description, cut at a sentence, else at a word with « … »."""
    if "\n" in text or "  " in text:
        text = " ".join(text.split())
    if len(text) <= FIRST_SENTENCE:
        return text
    end = max(text.rfind(mark, 0, FIRST_SENTENCE) for mark in (". ", "! ", "? "))
    if end > FIRST_SENTENCE // 3:
        return text[: end + 1]
    return text[:FIRST_SENTENCE].rsplit(" ", 1)[0] + "\u00a0…"


@lru_cache(maxsize=4096)
def trust(day: date | None, today: date, t: Translator, *, is_default: bool) -> str:
    """Return how fresh information confirmed on a day is; old information says to call first, none at all says so."""
    if day is None:
        return t.gettext("Horaires de la mairie, à confirmer") if is_default else t.gettext("À confirmer : appelez avant d’y aller")
    if (today - day).days > STALE_AFTER_DAYS:
        return t.gettext("Vérifié le %(day)s, il y a longtemps : appelez avant d’y aller", day=day_text(day, t))
    return t.gettext("Vérifié le %(day)s", day=day_text(day, t))
