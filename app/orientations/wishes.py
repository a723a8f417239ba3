"""What somebody wishes to orient: said by a form, written down by a service."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.orientations.rules import AgreementWay


@dataclass(frozen=True, slots=True)
class Reach:
    """What is safe, and the language that the person reads."""

    language: str = "fr"
    may_call: bool = False
    may_write: bool = False
    may_leave_message: bool = False
    may_print: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """Who the person is, as far as she wants, how she agreed to share it, and the language in which she read to what."""

    way: AgreementWay
    read_in: str
    name: str = ""
    phone: str = ""
    email: str = ""
    presentation: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """An orientation to write down. `commune`: INSEE code around which help is looked for; `told` is None when nothing is shared."""

    service: int
    kind: str
    commune: str = ""
    conditions: Sequence[str] = ()
    reach: Reach = Reach()
    told: Told | None = None
