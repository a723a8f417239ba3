"""The slip of paper: where, when, what to bring, her code. Nothing on it tells who she is, or what for beyond the place itself.

Its QR code opens the page where the code is typed, and holds neither code nor link: a slip is lost, photographed, lent.
"""

from dataclasses import dataclass, replace
from io import BytesIO

import segno

from app.core.language import FRENCH, LANGUAGES
from app.core.written_days import day_text
from app.directory.display.making_cards import Maker
from app.directory.display.making_sites import current_locations
from app.directory.display.sheets import ServiceSheet, Site
from app.directory.models import Service
from app.directory.redaction import public_point
from app.orientations.display.locator import Locator, locator
from app.orientations.display.person import When, sheet_of, when_of
from app.orientations.queries import Case
from app.territory.gazetteer import gazetteer
from app.web.translations import speaking

GROUP = 4
"""Signs of a code written together."""


@dataclass(frozen=True, slots=True)
class Slip:
    """`orientations/_slip.html`, in the language of the person; names and addresses stay French."""

    sheet: ServiceSheet | None
    sites: tuple[Site, ...]
    when: When
    place: str
    map: Locator | None
    """Where there is one address to tell."""
    helper: str
    code: str
    """In groups: « ABCD 2345 »; empty when there is none."""
    url: str
    qr_svg: str
    printed_on: str
    language: str
    direction: str


def slip(case: Case, maker: Maker, base_url: str) -> Slip:
    """Return what the slip says; `maker` speaks any language: the person's takes its place."""
    orientation = case.orientation
    t = speaking(orientation.language)
    hers = replace(maker, t=t, suffix="")
    sheet = sheet_of(case.service, hers, base_url)
    when = when_of(orientation, maker.now, t)
    url = f"{base_url}/ma-demande"
    code = orientation.code or ""
    return Slip(
        sheet=sheet,
        sites=sheet.sites if sheet else (),
        when=When() if when.is_past else when,
        place=orientation.appointment_place or "",
        map=None if orientation.appointment_place else _map(case.service, maker),
        helper=case.organisation.name if case.organisation else "",
        code=" ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP)),
        url=url,
        qr_svg=_qr(url if t.language is FRENCH else f"{url}?lang={t.language.code}"),
        printed_on=day_text(maker.now.date(), t),
        language=t.language.base,
        direction=LANGUAGES[t.language.code].direction,
    )


def _map(service: Service | None, maker: Maker) -> Locator | None:
    """The map of the one place of a service; none where it is protected, or where it is in many places or in none."""
    places = current_locations(service, maker.now.date()) if service is not None else []
    if service is None or len(places) != 1 or service.is_protected or service.structure.is_protected or service.through_siao:
        return None
    point = public_point(places[0], is_protected=False)
    commune = gazetteer().commune(places[0].code_insee)
    return locator(point, commune) if point is not None and commune is not None else None


def _qr(address: str) -> str:
    buffer = BytesIO()
    segno.make(address, error="m").save(buffer, kind="svg", xmldecl=False, svgns=False, omitsize=True, svgclass="qr", lineclass=None)
    return buffer.getvalue().decode()
