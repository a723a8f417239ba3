"""What somebody asks: said by a form, written down by a service."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.outreach.rules import Need, Requester, Safety, Urgency
from app.territory.rules import Point


@dataclass(frozen=True, slots=True)
class Where:
    """Where the person is: the commune by its INSEE code; words, a point, or both."""

    commune: str
    words: str = ""
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """What who asks without an account left: a structure or a pseudonym, ways to be told; the language of their pages and letters."""

    name: str = ""
    email: str = ""
    phone: str = ""
    reads_in: str = "fr"


@dataclass(frozen=True, slots=True)
class Wish:
    """A request to write down. `seen_at`: aware; `language`: code of what the person speaks, empty when nobody knows."""

    asked_as: Requester
    where: Where
    seen_at: datetime
    urgency: Urgency = Urgency.NORMAL
    people: int = 1
    has_children: bool = False
    has_animals: bool = False
    needs: Sequence[Need] = ()
    language: str = ""
    situation: str = ""
    safety: Sequence[Safety] = ()
    left: Left = Left()
