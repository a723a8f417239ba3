"""Finding whose request it is: the sector that its commune lies in."""

from sqlalchemy import select

from app.accounts.models import Organisation
from app.outreach.models import OutreachSector, OutreachSectorArea
from app.outreach.queries import Case
from app.outreach.rules import CLOCK, Action
from app.outreach.services.moving import move
from app.outreach.settings import Context
from app.territory.areas import areas_of
from app.territory.gazetteer import gazetteer


def route(context: Context, case: Case) -> bool:
    """Give a reported request to its sector, to be sorted; whether there is one. Raise NotAllowed (of the table)."""
    found = sector_for(context, case.request.commune)
    if found is None:
        return False
    case.request.sector_id = found.id
    move(context, case.request, Action.ROUTE, CLOCK)
    return True


def sector_for(context: Context, commune: str) -> OutreachSector | None:
    """Return the sector whose area around a commune is the smallest: commune, EPCI, social authority, département; then the oldest.

    One that nobody sorts is left out, and an example counts only where no other sector is.
    """
    known = gazetteer().commune(commune)
    if known is None:
        return None
    sizes = {area: size for size, area in enumerate(areas_of(known))}
    wanted = (
        select(OutreachSector, OutreachSectorArea.area)
        .join(OutreachSectorArea, OutreachSectorArea.sector_id == OutreachSector.id)
        .join(Organisation, Organisation.id == OutreachSector.organisation_id)
        .where(OutreachSectorArea.area.in_(sizes), OutreachSector.ended_at.is_(None), Organisation.refused_at.is_(None))
    )
    if not context.settings.tries_examples:
        wanted = wanted.where(OutreachSector.is_example.is_(False))
    found = [(sector.is_example, sizes[area], sector.id, sector) for sector, area in context.session.execute(wanted)]
    return min(found, key=lambda one: one[:3])[3] if found else None
