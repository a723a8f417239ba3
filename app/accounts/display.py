"""What pages of the accounts show, in words."""

from collections.abc import Iterable
from typing import NamedTuple

import segno
from markupsafe import Markup

from app.accounts.labels import ROLES
from app.accounts.models import DeviceSession, Grant
from app.accounts.rules import Role
from app.core.clock import PARIS
from app.core.language import Translator
from app.core.written_days import day_text


class DeviceRow(NamedTuple):
    """A device signed in."""

    id: int
    name: str
    last_seen: str
    """A day."""
    is_present: bool


def device_rows(t: Translator, devices: Iterable[DeviceSession], present: int | None) -> list[DeviceRow]:
    """Return the devices of an account in words; `present` is the number of the one that asks."""
    return [
        DeviceRow(
            id=device.id,
            name=device.device or t.gettext("Appareil inconnu"),
            last_seen=day_text(device.last_seen_at.astimezone(PARIS).date(), t),
            is_present=device.id == present,
        )
        for device in devices
    ]


def roles(t: Translator, grants: Iterable[Grant]) -> list[str]:
    """Return the roles of an account, each with its territory."""
    said = ((t.gettext(ROLES[Role(grant.role)]), grant.territory) for grant in grants)
    return [
        t.gettext("%(role)s, département %(number)s", role=role, number=territory)
        if territory
        else t.gettext("%(role)s, partout", role=role)
        for role, territory in said
    ]


def square_code(text: str) -> Markup:
    """Return the drawing that a telephone reads as this text; black on white whatever the page, or telephones would not read it.

    It is as large as its box: the style sheet says how large.
    """
    drawing = segno.make(text, error="m").svg_inline(dark="#000", light="#fff", omitsize=True)
    return Markup(drawing)  # noqa: S704 - made of squares alone: the text is not in it
