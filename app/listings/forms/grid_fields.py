"""The inputs of a grid of hours: what is typed in them, and what is to be mended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.language import Translator, mark
from app.directory.opening.monthly import NUMBER_NAMES
from app.listings.grid import (
    DAY_MINUTES,
    NUMBERS,
    SLOTS,
    WEEK,
    Monthly,
    Slot,
    Slots,
    are_in_order,
    is_past_the_day,
    time_read,
    time_written,
)
from app.web.forms import FieldError

DAY_NAMES = (
    mark("lundi"), mark("mardi"), mark("mercredi"), mark("jeudi"), mark("vendredi"), mark("samedi"), mark("dimanche"),
)  # fmt: skip
NOT_A_TIME = mark("%(day)s : écrivez l’heure comme 9h, 9h30 ou 9:30.")
PAST_THE_DAY = mark("%(day)s : écrivez une heure entre 0h et 24h.")
BACKWARDS = mark("%(day)s : l’heure de fin vient avant l’heure de début.")
HALF = mark("%(day)s : il manque l’heure de début ou de fin.")
NOT_IN_ORDER = mark("%(day)s : les heures se suivent sans se couvrir, par exemple de 9h à 12h puis de 14h à 17h.")
NO_WEEK = mark("Jour du mois : cochez au moins une semaine, par exemple 1er et 3e.")
NO_TIME = mark("Jour du mois : écrivez les heures.")


@dataclass(frozen=True, slots=True)
class SlotFields:
    """The two inputs of a slot: their names, which are their ids, and what they hold."""

    start: str
    start_value: str
    end: str
    end_value: str


@dataclass(frozen=True, slots=True)
class DayFields:
    """The slots of a day."""

    name: str
    slots: tuple[SlotFields, ...]


@dataclass(frozen=True, slots=True)
class MonthlyFields:
    """A day of the month: which ones, of which day of the week, when."""

    name: str
    """Of its inputs: `<name>-n`, `<name>-jour`, and those of its slots."""
    numbers: tuple[tuple[int, str, bool], ...]
    """(number, its name, whether it is ticked)."""
    day: int
    slots: tuple[SlotFields, ...]


class GridFields:
    """Inputs by their names, as a browser sends them; what is wrong is put into `errors`."""

    def __init__(self, typed: Mapping[str, Sequence[str]], t: Translator) -> None:
        """`typed`: every value of each name."""
        self._typed = typed
        self._t = t
        self.errors: list[FieldError] = []

    def value(self, name: str) -> str:
        """Return what was typed in an input."""
        return (self._typed.get(name) or ("",))[0].strip()

    def week(self, prefix: str) -> tuple[DayFields, ...]:
        """Return the inputs of a week."""
        return tuple(DayFields(self._t.gettext(DAY_NAMES[day]), self._slots(f"{prefix}-{day}")) for day in range(WEEK))

    def read_week(self, prefix: str) -> tuple[Slots, ...]:
        """Read a week."""
        return tuple(self._read(f"{prefix}-{day}", self._t.gettext(DAY_NAMES[day])) for day in range(WEEK))

    def monthly(self, rows: int) -> tuple[MonthlyFields, ...]:
        """Return the inputs of the days of the month."""
        return tuple(self._monthly(f"mois-{row}") for row in range(rows))

    def read_monthly(self, rows: int) -> tuple[Monthly, ...]:
        """Read the days of the month; a line without anything is passed over."""
        return tuple(rule for row in range(rows) if (rule := self._read_monthly(f"mois-{row}")) is not None)

    def _monthly(self, name: str) -> MonthlyFields:
        ticked = self._typed.get(f"{name}-n") or ()
        numbers = tuple((number, self._t.gettext(NUMBER_NAMES[number]), str(number) in ticked) for number in NUMBERS)
        return MonthlyFields(name, numbers, self._day(name), self._slots(name))

    def _read_monthly(self, name: str) -> Monthly | None:
        ticked = self._typed.get(f"{name}-n") or ()
        numbers = tuple(number for number in NUMBERS if str(number) in ticked)
        before = len(self.errors)
        slots = self._read(name, self._t.gettext(DAY_NAMES[self._day(name)]))
        if len(self.errors) > before or not (numbers or slots):
            return None
        if not (numbers and slots):
            message = NO_TIME if numbers else NO_WEEK
            self.errors.append(FieldError(f"{name}-0-de" if numbers else f"{name}-n", self._t.gettext(message)))
            return None
        return Monthly(numbers, self._day(name), slots)

    def _day(self, name: str) -> int:
        typed = self.value(f"{name}-jour")
        return int(typed) if typed in map(str, range(WEEK)) else 0

    def _slots(self, name: str) -> tuple[SlotFields, ...]:
        names = [(f"{name}-{number}-de", f"{name}-{number}-a") for number in range(SLOTS)]
        return tuple(SlotFields(start, self.value(start), end, self.value(end)) for start, end in names)

    def _read(self, name: str, day: str) -> Slots:
        told = day[:1].upper() + day[1:]
        found: dict[str, Slot] = {}
        for fields in self._slots(name):
            if fields.start_value and fields.end_value:
                start = self._time(fields.start, fields.start_value, told)
                end = self._time(fields.end, fields.end_value, told)
                if start is not None and end is not None:
                    found[fields.end] = Slot(start, end or DAY_MINUTES)
            elif fields.start_value or fields.end_value:
                missing = fields.end if fields.start_value else fields.start
                self.errors.append(FieldError(missing, self._t.gettext(HALF, day=told)))
        slots = tuple(found.values())
        last = slots[-1:]
        backwards = [end for end, slot in found.items() if slot.is_backwards or (slot.end < slot.start and (slot,) != last)]
        self.errors.extend(FieldError(end, self._t.gettext(BACKWARDS, day=told)) for end in backwards)
        if not backwards and not are_in_order(slots):
            self.errors.append(FieldError(f"{name}-0-de", self._t.gettext(NOT_IN_ORDER, day=told)))
        return slots

    def _time(self, control: str, typed: str, told: str) -> int | None:
        time = time_read(typed)
        if time is None:
            message = PAST_THE_DAY if is_past_the_day(typed) else NOT_A_TIME
            self.errors.append(FieldError(control, self._t.gettext(message, day=told)))
        return time


def typed_slots(name: str, slots: Slots) -> dict[str, list[str]]:
    """Return what the inputs of some slots hold."""
    typed = {}
    for number, slot in enumerate(slots):
        typed[f"{name}-{number}-de"] = [time_written(slot.start)]
        typed[f"{name}-{number}-a"] = [time_written(slot.end)]
    return typed


def typed_week(prefix: str, week: Sequence[Slots]) -> dict[str, list[str]]:
    """Return what the inputs of a week hold."""
    return {name: value for day, slots in enumerate(week) for name, value in typed_slots(f"{prefix}-{day}", slots).items()}


def typed_monthly(rules: Sequence[Monthly]) -> dict[str, list[str]]:
    """Return what the inputs of the days of the month hold."""
    typed: dict[str, list[str]] = {}
    for row, rule in enumerate(rules):
        typed |= typed_slots(f"mois-{row}", rule.slots)
        typed[f"mois-{row}-n"] = [str(number) for number in rule.numbers]
        typed[f"mois-{row}-jour"] = [str(rule.day)]
    return typed
