"""What is printed for people to come and answer: the poster, and a slip for each access code."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.language import FRENCH, READABLE, Translator
from app.core.written_days import day_text
from app.directory.display.qr import qr_svg
from app.participation.definition import Definition, Said, said
from app.participation.display.campaigns import address_of
from app.participation.models import Campaign
from app.participation.services.campaigns import CODE_LENGTH

GROUP = 4
"""Signs of a code that are read at once."""


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


def _bare(address: str) -> str:
    """An address as somebody types it."""
    return address.partition("://")[2]
