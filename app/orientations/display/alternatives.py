"""What is proposed next, as a page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.core.language import Translator
from app.directory.hidden_addresses import hidden_addresses
from app.directory.labels import BANDS
from app.directory.redaction import public_name
from app.directory.rules import ResponseBand
from app.orientations.alternatives import Alternative
from app.territory.labels import distance_text


@dataclass(frozen=True, slots=True)
class Proposal:
    """One service: its number, its public name, where its sheet is, how far, how it receives, how long it usually takes."""

    number: int
    name: str
    href: str
    far: str
    how: str
    usual: str
    is_example: bool


def proposals(session: Session, found: Sequence[Alternative], t: Translator) -> tuple[Proposal, ...]:
    """Return what the page lists, in the order found."""
    protected = [one.service.structure_id for one in found if one.service.is_protected or one.service.structure.is_protected]
    hidden = hidden_addresses(session.connection(), protected) if protected else {}
    return tuple(_proposal(one, public_name(one.service.nom, hidden.get(one.service.structure_id)), t) for one in found)


def _proposal(one: Alternative, name: str, t: Translator) -> Proposal:
    service = one.service
    return Proposal(
        number=service.id,
        name=name or t.gettext("Adresse gardée secrète"),
        href=f"/services/{service.id}",
        far=_far(one, t),
        how=t.gettext("Reçoit les orientations par ce site") if one.receives else t.gettext("À joindre par téléphone"),
        usual=t.gettext(BANDS[ResponseBand(service.response_band)]) if service.response_band else "",
        is_example=service.is_example,
    )


def _far(one: Alternative, t: Translator) -> str:
    """How far it is; nothing of what hides where it is."""
    if one.service.is_protected or one.service.structure.is_protected:
        return ""
    return distance_text(one.kilometres, t) if one.kilometres is not None else t.gettext("L’équipe se déplace")
