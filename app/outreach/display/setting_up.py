"""Sectors and teams in words, as coordinators of the département read them."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.language import Translator
from app.outreach.models import OutreachSector, OutreachTeam
from app.outreach.sector_areas import area_text

MOST_AREAS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A sector or a team: its name, who acts for it, what is said under it, what is missing."""

    href: str
    name: str
    organisation: str
    facts: Sequence[str]
    missing: str
    is_example: bool


def sector_lines(sectors: Sequence[OutreachSector], t: Translator) -> list[Line]:
    """Return sectors as their list shows them."""
    return [_sector(one, t) for one in sectors]


def team_lines(teams: Sequence[OutreachTeam], t: Translator) -> list[Line]:
    """Return teams as their list shows them."""
    return [_team(one, t) for one in teams]


def _sector(sector: OutreachSector, t: Translator) -> Line:
    running = [one.team.name for one in sector.teams if one.team.ended_at is None]
    areas = [area_text(one.kind, one.code) for one in sector.areas[:MOST_AREAS]]
    more = len(sector.areas) - len(areas)
    if more:
        areas.append(t.ngettext("%(num)s autre", "%(num)s autres", more))
    named = [t.gettext("Équipes : %(names)s", names=", ".join(running))] if running else []
    missing = "" if running else t.gettext("Aucune équipe n’y va encore")
    if sector.organisation is None:
        missing = t.gettext("Personne ne trie ses demandes")
    return Line(
        href=f"/aller-vers/secteurs/{sector.id}",
        name=sector.name,
        organisation=sector.organisation.name if sector.organisation is not None else "",
        facts=(", ".join(areas), *named),
        missing=missing,
        is_example=sector.is_example,
    )


def _team(team: OutreachTeam, t: Translator) -> Line:
    ranked = sorted((one for one in team.sectors if one.sector.ended_at is None), key=lambda one: (one.rank, one.sector.name))
    where = [t.gettext("%(sector)s (rang %(rank)s)", sector=one.sector.name, rank=one.rank) for one in ranked]
    missing = "" if where else t.gettext("Elle ne va dans aucun secteur")
    if team.organisation is None:
        missing = t.gettext("Personne ne répond pour elle")
    return Line(
        href=f"/aller-vers/equipes/{team.id}",
        name=team.name,
        organisation=team.organisation.name if team.organisation is not None else "",
        facts=where,
        missing=missing,
        is_example=team.is_example,
    )
