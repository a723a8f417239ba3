"""What lines call a person, a service and a need. Services are named as the public reads them, hidden addresses left out."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from app.core.language import Translator
from app.directory.display.kind_words import capital, full_name
from app.directory.hidden_addresses import HiddenAddress, hidden_addresses
from app.directory.kinds import kinds
from app.directory.models import Service, Structure
from app.directory.redaction import public_name
from app.orientations.models import Orientation, OrientationPerson


class Names:
    """Names of services and structures, read at once for a page."""

    def __init__(self, session: Session, shown: Iterable[tuple[Service | None, Structure | None]], t: Translator) -> None:
        """Read what hides the addresses of these."""
        self._t = t
        protected = sorted({of.id for service, of in shown if of is not None and (of.is_protected or (service and service.is_protected))})
        self._hidden: Mapping[int, Sequence[HiddenAddress]] = hidden_addresses(session.connection(), protected) if protected else {}

    def service(self, service: Service | None, structure: Structure | None) -> str:
        """Return the name of a service, and of its structure where it is another."""
        t = self._t
        if service is None:
            return t.gettext("Service retiré de l’annuaire")
        own = self._public(service.nom, service.structure_id) or t.gettext("Adresse gardée secrète")
        of = self.structure(structure)
        return t.gettext("%(service)s (%(structure)s)", service=own, structure=of) if of and of != own else own

    def structure(self, structure: Structure | None) -> str:
        """Return the name of a structure; empty when there is none to tell."""
        return self._public(structure.nom, structure.id) if structure else ""

    def _public(self, name: str, structure: int) -> str:
        return public_name(name, self._hidden.get(structure))


def need_text(kind: str, t: Translator) -> str:
    """Return what somebody needs, by the code of its kind."""
    found = kinds().get(kind)
    return capital(full_name(found, t)) if found else kind


def person_text(orientation: Orientation, person: OrientationPerson | None, t: Translator) -> str:
    """Return what a person is called by those who may know: her name or initials, else what we know of why there is none."""
    if person is not None and person.name:
        return person.name
    return t.gettext("Nom effacé") if orientation.purged_at is not None else t.gettext("Personne sans nom")
