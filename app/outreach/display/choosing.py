"""What a request may be given to or merged with, each in a line of words."""

from sqlalchemy.orm import Session

from app.core.language import Translator
from app.core.written_days import day_of
from app.outreach.models import OutreachRequest, OutreachSector, OutreachTeam
from app.outreach.queries import Case
from app.outreach.services.sorting import asked
from app.outreach.services.sorting import sectors as sectors_for
from app.outreach.services.sorting import teams as teams_of_sector
from app.outreach.settings import Context
from app.outreach.similar_queries import Similar, similar

METRES_IN_KM = 1000
STEP = 10
"""Metres to which a distance is rounded: a pin is no more exact."""
Named = list[tuple[int, str]]


def teams(context: Context, case: Case, t: Translator) -> Named:
    """Return the teams of the sector in the order in which they are asked; says which were since the request was last sorted."""
    known = asked(context, case.request)
    return [(team.id, _team(team, t, is_asked=team.id in known)) for team in teams_of_sector(context, case)]


def sectors(context: Context, case: Case, t: Translator) -> Named:
    """Return the other sectors that somebody coordinates, those of the département first."""
    return [(one.id, _sector(one, t)) for one in sectors_for(context, case)]


def others(session: Session, request: OutreachRequest, t: Translator) -> Named:
    """Return the open requests that may be about the same person."""
    return [(one.number, other_text(one, t)) for one in similar(session, request)]


def other_text(one: Similar, t: Translator) -> str:
    """Return a request and why it may be about the same person: « n° 12, du 3 mars 2026 : à 120 m »."""
    return t.gettext("n° %(number)s, du %(day)s : %(why)s", number=one.number, day=day_of(one.asked_at, t), why=why_text(one, t))


def why_text(one: Similar, t: Translator) -> str:
    """Return why a request may be about the same person: « à 120 m », « même commune »."""
    if one.is_near:
        return t.gettext("à %(metres)s m", metres=max(STEP, round((one.kilometres or 0) * METRES_IN_KM / STEP) * STEP))
    if one.kilometres is None:
        return t.gettext("même commune")
    return t.gettext("même commune, à %(km)s km", km=f"{one.kilometres:.1f}".replace(".", ","))


def _team(team: OutreachTeam, t: Translator, *, is_asked: bool) -> str:
    named = f"{team.name} · {team.organisation.name}" if team.organisation is not None else team.name
    return t.gettext("%(team)s, déjà sollicitée", team=named) if is_asked else named


def _sector(sector: OutreachSector, t: Translator) -> str:
    organisation = sector.organisation.name if sector.organisation is not None else ""
    return t.gettext("%(sector)s, %(departement)s : %(organisation)s", sector=sector.name, departement=sector.departement,
                     organisation=organisation)  # fmt: skip
