"""Where a sheet comes from, when it was brought up to date there, and whether it still stands there."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from app.core.language import Translator
from app.core.written_days import day_text
from app.directory.display.making_cards import Maker
from app.directory.display.sheets import Provenance
from app.directory.loading.town_halls import SOURCE as TOWN_HALLS
from app.directory.models import Service, Structure
from app.directory.rules import STALE_AFTER_DAYS

NATIONAL = "data-inclusion"
"""`dataset` of what the national import keeps up to date; any other is the name given to an association's table."""

NAMES: Mapping[str, str] = MappingProxyType({
    "action-logement": "Action Logement",
    "agefiph": "Agefiph",
    "carif-oref": "Carif-Oref",
    "dora": "DORA",
    "emplois-de-linclusion": "Les emplois de l’inclusion",
    "france-travail": "France Travail",
    "fredo": "Fredo",
    "ma-boussole-aidants": "Ma Boussole Aidants",
    "mediation-numerique": "Médiation numérique",
    "mes-aides": "Mes aides",
    "mission-locale": "Missions locales",
    "monenfant": "monenfant.fr",
    "reseau-alpha": "Réseau Alpha",
    "soliguide": "Soliguide",
    "un-jeune-une-solution": "1 jeune 1 solution",
})  # fmt: skip
"""Names of those who give their data to data·inclusion, by their code there; a code that is not here is shown as it is."""


def provenance(row: Service | Structure, maker: Maker, href: str) -> Provenance:
    """Return where a row comes from; `href` is the page that it has there, empty when it must not be shown."""
    t = maker.t
    day = day_text(row.date_maj, t) if row.dataset and row.date_maj else ""
    return Provenance(
        source=_source(row, t),
        updated=t.gettext("mis à jour le %(day)s", day=day) if day else "",
        href=href,
        is_open=row.dataset == NATIONAL,
        is_stale=_is_stale(row, maker.now.date()),
        guessed=_guessed(row, t),
        vanished=_vanished(row, t),
    )


def _source(row: Service | Structure, t: Translator) -> str:
    if row.source == TOWN_HALLS:
        return t.gettext("Annuaire de l’administration (DILA), Licence Ouverte")
    name = NAMES.get(row.source, row.source)
    return f"data·inclusion ({name})" if row.dataset == NATIONAL else name


def _is_stale(row: Service | Structure, today: date) -> bool:
    """Whether what an import brought is old news; what was written here says its age part by part."""
    if not row.dataset or row.hours_confirmed_at or row.contact_confirmed_at or row.conditions_confirmed_at:
        return False
    return row.date_maj is None or (today - row.date_maj).days > STALE_AFTER_DAYS


def _guessed(row: Service | Structure, t: Translator) -> str:
    count = sum(kind.is_guessed for kind in row.kinds) if isinstance(row, Service) else 0
    return t.ngettext("Type d’aide deviné d’après la description.", "Types d’aide devinés d’après la description.", count) if count else ""


def _vanished(row: Service | Structure, t: Translator) -> str:
    if ended := row.ended_on or (row.structure.ended_on if isinstance(row, Service) else None):
        return t.gettext("Ce lieu a fermé définitivement, d’après ce qu’on nous a dit le %(day)s.", day=day_text(ended, t))
    if row.vanished_at is None:
        return ""
    day = day_text(row.vanished_at, t)
    if row.dataset == NATIONAL:
        return t.gettext("Cette fiche n’est plus dans les données nationales depuis le %(day)s. Appelez avant d’y aller.", day=day)
    return t.gettext("Cette fiche n’est plus dans le tableau de l’association depuis le %(day)s. Appelez avant d’y aller.", day=day)
