"""Requests without a sector, as the coordinators of the département read them: numbers, communes, dates."""

from collections.abc import Sequence

from app.core.language import Translator
from app.outreach.display.choosing import sectors
from app.outreach.display.lists import Line, line
from app.outreach.models import OutreachRequest
from app.outreach.settings import Context

__all__ = ["line_of", "lines", "sectors"]


def lines(context: Context, rows: Sequence[OutreachRequest], t: Translator) -> list[Line]:
    """Return requests as their list shows them."""
    return [line_of(context, row, t) for row in rows]


def line_of(context: Context, row: OutreachRequest, t: Translator) -> Line:
    """Return one of them, which leads to the page where its sector is chosen."""
    return line(context, row, f"/aller-vers/sans-secteur/{row.id}", t)
