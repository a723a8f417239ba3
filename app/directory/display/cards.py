"""A result as a page shows it."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Phone:
    """A number people can tap: as it is read, and its `tel:` address."""

    display: str
    href: str


class Card(NamedTuple):
    """One answer of the search, in the order a person asks. Texts are in the reader's language, empty when there is nothing to say."""

    id: int
    href: str
    name: str
    kind: str
    state: str
    """`open`, `closed` or `unknown`: the shape and colour of the badge; the words are in `status`."""
    status: str
    hours: str
    """Slots of today, or of the next opening day, in words."""
    distance: str
    """« À 300 m, 4 min à pied », « Vient jusqu’à vous », « À distance »."""
    where: str
    """« Place de l’Hôtel-de-Ville, 07000 Privas »; the département alone for a protected address."""
    audience: str
    why: str
    phone: Phone | None
    map_href: str
    trust: str
    """How fresh the information is: « Horaires de la mairie, à confirmer »."""
    is_example: bool = False
    is_protected: bool = False
    notice: str = ""
    """Temporary information that concerns the coming days."""
    language: str = ""
    """BCP 47 code of `name`, which people wrote, when it is not the page's; empty otherwise."""
    why_language: str = ""
    """The same for `why`."""
    orient_href: str = ""
    """Where professionals orient somebody, for a service that receives orientations by this site."""
    usual_delay: str = ""
    """How soon it usually answers."""
