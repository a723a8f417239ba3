"""The rows of stops of a round: what is typed in them, and what is to be mended, row by row. An empty row is passed over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from app.core.language import Translator, mark
from app.core.numbers import row_number
from app.directory.opening.times import time_text
from app.listings.grid import DAY_MINUTES, time_read
from app.outreach.round_hours import Hours
from app.outreach.services.rounds import StopPlan
from app.territory.gazetteer import gazetteer
from app.territory.places import commune_place
from app.territory.resolve import Ambiguous, Found, resolve
from app.territory.rules import PlaceKind
from app.web.fields import one_line
from app.web.forms import FieldError

MOST, FEWEST, MORE = 12, 4, 4
LONGEST_NAME = 200
FIELDS = ("de", "a", "nom", "commune", "lieu", "numero")
NO_HOUR = mark("Arrêt %(number)s : écrivez l’heure d’arrivée.")
NOT_AN_HOUR = mark("Arrêt %(number)s : écrivez l’heure comme 20:30 ou 20h30.")
OUTSIDE = mark("Arrêt %(number)s : cette heure n’est pas dans la tournée, qui va de %(start)s à %(end)s.")
NEVER = mark("Arrêt %(number)s : cette nuit-là, on passe de 2 h à 3 h d’un coup. Écrivez une autre heure.")
BACKWARDS = mark("Arrêt %(number)s : l’heure de départ vient avant l’heure d’arrivée.")
OVERLAPS = mark("Arrêt %(number)s : il commence avant la fin d’un autre arrêt.")
NO_NAME = mark("Arrêt %(number)s : écrivez le nom du lieu.")
TOO_LONG = mark("Arrêt %(number)s : ce nom est trop long, 200 signes au plus.")
NO_COMMUNE = mark("Arrêt %(number)s : nous ne trouvons pas cette commune. Vérifiez son nom, ou laissez vide.")
WHICH_COMMUNE = mark("Arrêt %(number)s : plusieurs communes ont ce nom. Ajoutez le département ou le code postal.")
NOT_OFFERED = mark("Arrêt %(number)s : choisissez un des arrêts proposés.")


@dataclass(frozen=True, slots=True)
class PublicStop:
    """A stop that the public is told of, as a row may choose it. `commune`: an INSEE code; `organisation`: that keeps it."""

    number: int
    label: str
    name: str
    commune: str
    organisation: int


@dataclass(frozen=True, slots=True)
class Row:
    """The inputs of a row: `name` begins their names, which are their ids; what they hold."""

    index: int
    de: str = ""
    a: str = ""
    nom: str = ""
    commune: str = ""
    lieu: str = ""
    numero: str = ""

    @property
    def name(self) -> str:
        """« arret-0 »."""
        return f"arret-{self.index}"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed in it."""
        return not (self.de or self.a or self.nom or self.commune or self.lieu)


class StopRows:
    """Rows as they are typed; `plans` is what they say once `validate` has said yes."""

    def __init__(self, rows: Sequence[Row], offered: Sequence[PublicStop], t: Translator, *, many: int = FEWEST) -> None:
        """`many`: how many rows are shown, filled or not."""
        self._t = t
        self._offered = {str(one.number): one for one in offered}
        filled = max((row.index + 1 for row in rows if not row.is_empty), default=0)
        known = {row.index: row for row in rows}
        self.rows = tuple(known.get(index, Row(index)) for index in range(min(MOST, max(many, filled))))
        self.errors: list[FieldError] = []
        self.plans: list[StopPlan] = []

    @classmethod
    def sent(cls, typed: Mapping[str, str], offered: Sequence[PublicStop], t: Translator) -> "StopRows":
        """Return what a browser sent."""
        rows = [Row(index, *(one_line(typed.get(f"arret-{index}-{field}")) for field in FIELDS)) for index in range(MOST)]
        return cls(rows, offered, t, many=min(MOST, row_number(typed.get("lignes")) or FEWEST))

    @classmethod
    def of(cls, plans: Sequence[StopPlan], offered: Sequence[PublicStop], t: Translator) -> "StopRows":
        """Return the rows of stops, in their order, and one more to write in."""
        return cls([_row(index, plan) for index, plan in enumerate(plans[:MOST])], offered, t, many=max(FEWEST, len(plans) + 1))

    @property
    def offered(self) -> Sequence[PublicStop]:
        """The stops that a row may choose."""
        return tuple(self._offered.values())

    @property
    def mistakes(self) -> Mapping[str, str]:
        """What is to mend, by the id of its control."""
        return {error.field: error.message for error in self.errors}

    @property
    def is_full(self) -> bool:
        """Whether no row may be added."""
        return len(self.rows) == MOST

    def with_more(self) -> "StopRows":
        """Return the same rows, and some to write in."""
        return StopRows(self.rows, self.offered, self._t, many=len(self.rows) + MORE)

    def validate(self, hours: Hours | None, organisation: int | None) -> bool:
        """Read the rows of a round with these hours (None while they are to be mended), of a team of an organisation."""
        self.errors.clear()
        self.plans = [plan for row in self.rows if not row.is_empty and (plan := self._read(row, hours, organisation)) is not None]
        if hours is not None and not self.errors:
            self._look_for_overlaps(hours)
        return not self.errors

    def _read(self, row: Row, hours: Hours | None, organisation: int | None) -> StopPlan | None:
        before = len(self.errors)
        starts = self._hour(row, "de", hours)
        ends = self._hour(row, "a", hours) if row.a else None
        if starts is not None and ends is not None and hours is not None and hours.after(ends) < hours.after(starts):
            self._say(row, "a", BACKWARDS)
        chosen = self._offered.get(row.lieu)
        if row.lieu and (chosen is None or chosen.organisation != organisation):
            self._say(row, "lieu" if self._offered else "nom", NOT_OFFERED)
        name = row.nom or (chosen.name if chosen else "")
        if not name and len(self.errors) == before:
            self._say(row, "nom", NO_NAME)
        if len(name) > LONGEST_NAME:
            self._say(row, "nom", TOO_LONG)
        commune = self._commune(row) if row.commune else (chosen.commune if chosen else "")
        if len(self.errors) > before or starts is None:
            return None
        return StopPlan(starts, ends, name, commune, chosen.number if chosen else None, row_number(row.numero))

    def _hour(self, row: Row, field: str, hours: Hours | None) -> time | None:
        typed = row.de if field == "de" else row.a
        minutes = time_read(typed) if typed else None
        if minutes is None:
            self._say(row, field, NOT_AN_HOUR if typed else NO_HOUR)
            return None
        hour = time(minutes % DAY_MINUTES // 60, minutes % 60)
        if hours is not None and not hours.holds(hour):
            self._say(row, field, OUTSIDE, start=time_text(hours.starts, self._t), end=time_text(hours.ends, self._t))
        elif hours is not None and not hours.is_real(hour):
            self._say(row, field, NEVER)
        return hour

    def _commune(self, row: Row) -> str:
        found = resolve(row.commune)
        if isinstance(found, Found) and found.place.commune and found.place.kind in (PlaceKind.COMMUNE, PlaceKind.ARRONDISSEMENT):
            return found.place.commune.code
        is_shared = isinstance(found, Ambiguous) or (isinstance(found, Found) and found.place.kind is PlaceKind.POSTCODE)
        self._say(row, "commune", WHICH_COMMUNE if is_shared else NO_COMMUNE)
        return ""

    def _look_for_overlaps(self, hours: Hours) -> None:
        until = 0
        for row, plan in sorted(self._filled(), key=lambda one: hours.after(one[1].starts)):
            if hours.after(plan.starts) < until:
                self._say(row, "de", OVERLAPS)
            until = max(until, hours.after(plan.ends or plan.starts))

    def _filled(self) -> Iterator[tuple[Row, StopPlan]]:
        return zip((row for row in self.rows if not row.is_empty), self.plans, strict=True)

    def _say(self, row: Row, field: str, message: str, **values: str) -> None:
        self.errors.append(FieldError(f"{row.name}-{field}", self._t.gettext(message, number=str(row.index + 1), **values)))


def _row(index: int, plan: StopPlan) -> Row:
    commune = gazetteer().commune(plan.commune)
    label = commune_place(commune).label if commune else ""
    ends = f"{plan.ends:%H:%M}" if plan.ends else ""
    return Row(index, f"{plan.starts:%H:%M}", ends, plan.name, label, str(plan.location or ""), str(plan.number or ""))
