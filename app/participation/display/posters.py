"""What is printed for people to come and answer, or to see what it changed: posters, and a slip for each access code."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from app.core.language import FRENCH, READABLE, Translator
from app.core.written_days import day_text
from app.directory.display.qr import qr_svg
from app.participation.definition import Definition, Said, said
from app.participation.display.campaigns import address_of
from app.participation.display.given_back import Card, cards, receipt_place, receipt_words
from app.participation.models import Campaign, Finding
from app.participation.services.campaigns import CODE_LENGTH

GROUP = 4
"""Signs of a code that are read at once."""
MOST_TOLD, LONGEST_TOLD = 4, 110
"""Findings of a poster, and signs of what each says: they stay on one sheet, and are read from afar."""


@dataclass(frozen=True, slots=True)
class Poster:
    """A poster, in one of the languages of its campaign. `last_day`: empty when there is none; `template`: code of the texts around."""

    template: str
    lang: str
    direction: str
    title: Said
    intro: Said
    asking: str
    address: str
    qr_svg: str
    minutes: int
    last_day: str
    needs_code: bool
    is_sensitive: bool
    is_followed: bool


@dataclass(frozen=True, slots=True)
class GivenPoster:
    """What was decided, in one of the languages of a campaign. `others`: how many findings are on the page alone."""

    template: str
    lang: str
    direction: str
    title: Said
    asking: str
    cards: Sequence[Card]
    others: int
    words: Sequence[str]
    site: str
    qr_svg: str


@dataclass(frozen=True, slots=True)
class Slips:
    """Access codes to cut: each in groups of four signs; what stands on every slip."""

    codes: Sequence[str]
    title: Said
    asking: str
    address: str
    qr_svg: str


def poster(campaign: Campaign, definition: Definition, base_url: str, t: Translator) -> Poster:
    """Return the poster of a campaign, in the language of `t`."""
    code, address = t.language.code, address_of(campaign, base_url)
    return Poster(
        template=code,
        lang=t.language.base,
        direction=READABLE[code].direction,
        title=said(definition.title, code),
        intro=said(definition.intro, code),
        asking=campaign.name,
        address=_bare(address),
        qr_svg=qr_svg(f"{address}?par=affiche" if code == FRENCH.code else f"{address}?par=affiche&lang={code}"),
        minutes=definition.minutes,
        last_day=day_text(campaign.closes_on, t) if campaign.closes_on else "",
        needs_code=campaign.needs_code,
        is_sensitive=definition.sensitive,
        is_followed=campaign.is_followed,
    )


def given_poster(campaign: Campaign, definition: Definition, found: Sequence[Finding], base_url: str, t: Translator) -> GivenPoster:
    """Return the poster of what was decided, in the language of `t`; its square leads to the whole page."""
    code, address = t.language.code, f"{address_of(campaign, base_url)}/suite"
    told = cards(found[:MOST_TOLD], definition, code, t)
    return GivenPoster(
        template=code,
        lang=t.language.base,
        direction=READABLE[code].direction,
        title=said(definition.title, code),
        asking=campaign.name,
        cards=[replace(card, heard=_short(card.heard), answer=_short(card.answer)) for card in told],
        others=len(found) - len(told),
        words=receipt_words(campaign),
        site=receipt_place(base_url),
        qr_svg=qr_svg(address if code == FRENCH.code else f"{address}?lang={code}"),
    )


def slips(campaign: Campaign, definition: Definition, codes: Sequence[str], base_url: str) -> Slips:
    """Return what is printed of access codes, in French: whoever answers chooses their language on the page."""
    address = address_of(campaign, base_url)
    groups = range(0, CODE_LENGTH, GROUP)
    return Slips(
        codes=[" ".join(code[start : start + GROUP] for start in groups) for code in codes],
        title=said(definition.title, FRENCH.code),
        asking=campaign.name,
        address=_bare(address),
        qr_svg=qr_svg(address),
    )


def _short(one: Said) -> Said:
    """Words cut between two of them, on one line."""
    return one._replace(words=shorten(one.words, LONGEST_TOLD, placeholder="…"))


def _bare(address: str) -> str:
    """An address as somebody types it."""
    return address.partition("://")[2]
