"""Services and what would change of them, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.core.language import Translator
from app.directory.fields import fixed_place
from app.directory.models import Service
from app.listings.display.saying import field_name, said
from app.listings.services.sites import Outcome, Site


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """A field, what is said of it, what would be said."""

    field: str
    name: str
    here: str
    proposed: str


@dataclass(frozen=True, slots=True)
class ShownSite:
    """A service and what would change of it."""

    number: int
    name: str
    mark: str
    differences: tuple[ShownDifference, ...]


def site_name(service: Service) -> str:
    """Return what tells a service among those of a network: its name, its structure's, its town."""
    place = fixed_place(service)
    parts = (service.nom, service.structure.nom, place.commune if place is not None else "")
    return ", ".join(dict.fromkeys(part for part in parts if part))


def shown_sites(sites: Iterable[Site], t: Translator) -> list[ShownSite]:
    """Return the services as a page shows them, old and new side by side."""
    return [
        ShownSite(
            site.service.id,
            site_name(site.service),
            site.mark,
            tuple(
                ShownDifference(one.field, field_name(one.field, t), said(one.field, one.here, t), said(one.field, one.proposed, t))
                for one in site.differences
            ),
        )
        for site in sites
    ]


def outcome_sentences(outcome: Outcome, t: Translator) -> list[str]:
    """Return what was done, and which services were left alone."""
    told = []
    if outcome.changed:
        told.append(t.ngettext("%(num)s service mis à jour.", "%(num)s services mis à jour.", len(outcome.changed)))
    elif not outcome.skipped:
        told.append(t.gettext("Rien n’a changé."))
    if outcome.skipped:
        names = t.gettext(" ; ").join(site_name(service) for service in outcome.skipped)
        told.append(
            t.ngettext(
                "%(num)s service a changé pendant que vous lisiez. Nous n’y avons pas touché : %(names)s. Relisez-le et recommencez.",
                "%(num)s services ont changé pendant que vous lisiez. Nous n’y avons pas touché : %(names)s. Relisez-les et recommencez.",
                len(outcome.skipped),
                names=names,
            )
        )
    return told
