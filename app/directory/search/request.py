"""What was asked: the address of a search read into a value, with what could not be used."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import isfinite
from typing import Protocol

from app.core.clock import today
from app.directory.kinds import kinds
from app.directory.needs import NEEDS
from app.directory.rules import LANGUAGE_BITS, PUBLIC_BITS, Access, Opening, Order, Problem

TEXT_LIMIT = 200
"""Characters of a text field."""
DAYS_AHEAD = timedelta(days=60)
"""How far a day may be asked for."""
RADIUS_LIMIT = 200
"""Kilometres: more than half the region."""
PAGE_LIMIT = 25
"""The last page of 20 that a search of 500 exact answers has."""


class Arguments(Protocol):
    """The parameters of an address, some of which repeat (werkzeug's MultiDict)."""

    def get(self, key: str, default: str) -> str:
        """Return the first value."""

    def getlist(self, key: str) -> list[str]:
        """Return every value."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search as asked. Texts are as typed, within limits; codes are known ones."""

    q: str = ""
    lieu: str = ""
    commune: str = ""
    position: tuple[float, float] | None = None
    """Latitude and longitude, degrees."""
    rayon: float | None = None
    """Kilometres; None lets the search choose."""
    besoin: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    ouvert: Opening | date | None = None
    any_time: bool = False
    """« Peu importe » was chosen: whatever the sentence says of when."""
    acces: tuple[str, ...] = ()
    langue: str = ""
    animaux: bool = False
    pmr: bool = False
    tri: Order = Order.RELEVANCE
    page: int = 1
    problems: Mapping[str, Problem] = field(default_factory=dict)
    """Field → why its value was put aside."""
    typed: Mapping[str, str] = field(default_factory=dict)
    """Field → a text that was too long to be used, for its control to show again."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was asked."""
        return not (self.q or self.lieu or self.commune or self.position or self.besoin or self.type)


def parse(args: Arguments) -> SearchRequest:
    """Read an address. Never fails: what cannot be used stands in `problems`, and the rest is kept."""
    reader = _Reader(args)
    return SearchRequest(
        q=reader.text("q"),
        lieu=reader.text("lieu"),
        commune=reader.code("commune"),
        position=reader.position(),
        rayon=reader.radius(),
        besoin=reader.known("besoin", NEEDS),
        type=reader.known("type", kinds()),
        public=reader.known("public", PUBLIC_BITS),
        ouvert=reader.opening(),
        any_time=args.getlist("ouvert") == [""],
        acces=reader.known("acces", tuple(Access)),
        langue=next(iter(reader.known("langue", LANGUAGE_BITS)), ""),
        animaux=reader.flag("animaux"),
        pmr=reader.flag("pmr"),
        tri=Order(next(iter(reader.known("tri", tuple(Order))), Order.RELEVANCE)),
        page=reader.page(),
        problems=reader.problems,
        typed=reader.typed,
    )


class _Reader:
    """Reads one field after the other, remembering what would not do."""

    def __init__(self, args: Arguments) -> None:
        self._args = args
        self.problems: dict[str, Problem] = {}
        self.typed: dict[str, str] = {}

    def text(self, name: str) -> str:
        """A text without control characters, its spaces made single."""
        value = " ".join("".join(c if c.isprintable() else " " for c in self._args.get(name, "")).split())
        if len(value) > TEXT_LIMIT:
            self.problems[name] = Problem.TOO_LONG
            self.typed[name] = value
            return ""
        return value

    def code(self, name: str) -> str:
        value = self.text(name)
        if value and not (value.isascii() and value.isalnum() and len(value) == 5):  # noqa: PLR2004 - an INSEE code
            self.problems[name] = Problem.COMMUNE
            return ""
        return value

    def known(self, name: str, choices: Iterable[str]) -> tuple[str, ...]:
        values = [value for value in self._args.getlist(name) if value]
        kept = tuple(dict.fromkeys(value for value in values if value in choices))
        if len(kept) < len(set(values)):
            self.problems[name] = Problem.CHOICE
        return kept

    def flag(self, name: str) -> bool:
        return bool(self.known(name, ("1", "oui")))

    def number(self, name: str) -> float | None:
        value = self.text(name).replace(",", ".")
        if not value:
            return None
        try:
            number = float(value)
        except ValueError:
            self.problems[name] = Problem.NOT_A_NUMBER
            return None
        if not isfinite(number):
            self._refuse(name, Problem.NOT_A_NUMBER)
            return None
        return number

    def radius(self) -> float | None:
        number = self.number("rayon")
        if number is not None and not 0 < number <= RADIUS_LIMIT:
            self._refuse("rayon", Problem.RADIUS)
            return None
        return number

    def page(self) -> int:
        value = self.text("page")
        if not value:
            return 1
        if not (value.isascii() and value.isdigit() and 1 <= int(value) <= PAGE_LIMIT):
            self._refuse("page", Problem.PAGE)
            return 1
        return int(value)

    def position(self) -> tuple[float, float] | None:
        """Both coordinates within the bounds of the Earth, rounded to about 100 m; or nothing."""
        latitude, longitude = self.number("lat"), self.number("lon")
        if latitude is None and longitude is None:
            return None
        if latitude is None or longitude is None:
            self._refuse("lieu", Problem.HALF_POSITION)
            return None
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 - degrees
            self._refuse("lieu", Problem.POSITION)
            return None
        return round(latitude, 3), round(longitude, 3)

    def opening(self) -> Opening | date | None:
        value = self.text("ouvert")
        if not value:
            return None
        if value in tuple(Opening):
            return Opening(value)
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = date.min
        if not today() <= day <= today() + DAYS_AHEAD:
            self._refuse("ouvert", Problem.DATE)
            return None
        return day

    def _refuse(self, name: str, problem: Problem) -> None:
        self.problems[name] = problem


def pairs(request: SearchRequest, *, without: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Return the (name, value) pairs that ask for the same search, in a steady order, less some fields."""
    values: list[tuple[str, str]] = [("q", request.q), ("lieu", request.lieu), ("commune", request.commune)]
    if request.position:
        values += [("lat", str(request.position[0])), ("lon", str(request.position[1]))]
    if request.rayon is not None:
        values.append(("rayon", f"{request.rayon:g}"))
    for name in ("besoin", "type", "public", "acces"):
        values += [(name, value) for value in getattr(request, name)]
    values.append(("ouvert", str(request.ouvert) if request.ouvert else ""))
    values.append(("langue", request.langue))
    values += [("animaux", "1" if request.animaux else ""), ("pmr", "1" if request.pmr else "")]
    if request.tri is not Order.RELEVANCE:
        values.append(("tri", request.tri))
    if request.page > 1:
        values.append(("page", str(request.page)))
    asked = [(name, value) for name, value in values if value and name not in without]
    return [*asked, ("ouvert", "")] if request.any_time and request.q and "ouvert" not in without else asked
