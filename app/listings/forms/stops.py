"""A stop, a day on which it is cancelled, a day on which it is elsewhere: what is typed of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import request
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, StopValidation

from app.core.language import Translator, mark
from app.directory.opening.expression import check
from app.listings.forms.grid_fields import DayFields, GridFields, typed_slots
from app.listings.forms.hours import HoursForm
from app.listings.grid import WEEK, Grid, Slot, written
from app.territory.distance import kilometres
from app.territory.gazetteer import gazetteer
from app.territory.resolve import resolve
from app.territory.rules import Ambiguous, Commune, Found, PlaceKind, Point
from app.web.fields import Day, one_line, stripped
from app.web.forms import REQUIRED, TOO_LONG, FieldError, Form

LONGEST_LINE = 200
LONGEST_MESSAGE = 500
FAR_KM = 40.0
PREFIX = "jour"
UNKNOWN_TOWN = mark("Nous ne trouvons pas cette commune. Écrivez son nom, avec son code postal si besoin.")
WHICH_TOWN = mark("Plusieurs communes ont ce nom. Écrivez aussi le code postal.")
NOT_A_POINT = mark("Écrivez la latitude et la longitude, par exemple 45,1885 et 5,7245, ou aucune des deux.")
FAR_FROM_TOWN = mark("Ce point est loin de la commune. Vérifiez la latitude et la longitude.")
IN_ORDER = mark("Le dernier jour est avant le premier : corrigez l’un des deux.")
NO_HOURS = mark("Écrivez les heures du passage.")
MOST_DEGREES = 90.0


class _Somewhere(Form):
    """Where a stop is: its commune at least; its own point, or that of the commune."""

    before: Mapping[str, Any]
    found: Commune | None = None

    nom = StringField(
        mark("Nom de l’endroit"), filters=[one_line], validators=[InputRequired(REQUIRED), Length(max=LONGEST_LINE, message=TOO_LONG)]
    )
    commune = StringField(
        mark("Commune"), filters=[one_line], validators=[InputRequired(REQUIRED), Length(max=LONGEST_LINE, message=TOO_LONG)]
    )
    adresse = StringField(mark("Adresse"), filters=[one_line], validators=[Optional(), Length(max=LONGEST_LINE, message=TOO_LONG)])
    latitude = StringField(mark("Latitude"), filters=[one_line], validators=[Optional(), Length(max=20, message=TOO_LONG)])
    longitude = StringField(mark("Longitude"), filters=[one_line])

    def __init__(self, before: Mapping[str, Any], **said: Any) -> None:
        """`before`: the stop as it is, empty for a new one."""
        super().__init__(data={**_place_said(before), **said})
        self.before = before

    def validate_commune(self, field: StringField) -> None:
        """Find the commune; what was not touched is not judged."""
        if self.before and field.data == _town_said(self.before):
            self.found = gazetteer().commune(self.before["code_insee"])
            if self.found is not None:
                return
        outcome = resolve(field.data or "")
        if isinstance(outcome, Ambiguous):
            raise StopValidation(WHICH_TOWN)
        if not isinstance(outcome, Found) or outcome.place.kind not in (PlaceKind.COMMUNE, PlaceKind.ARRONDISSEMENT):
            raise StopValidation(UNKNOWN_TOWN)
        self.found = outcome.place.commune

    def validate_longitude(self, _field: StringField) -> None:
        """Both degrees or none, not far from the commune."""
        if not (self.latitude.data or self.longitude.data):
            return
        point = _point(self.latitude.data or "", self.longitude.data or "")
        if point is None:
            raise StopValidation(NOT_A_POINT)
        if self.found is not None and not self._is_left_behind and kilometres(point, self.found.point) > FAR_KM:
            raise StopValidation(FAR_FROM_TOWN)

    @property
    def place(self) -> dict[str, Any]:
        """Name, address and point, once the form is valid."""
        commune = self.found
        if commune is None:
            return {}
        point = _point(self.latitude.data or "", self.longitude.data or "")
        if point is None or self._is_left_behind:
            point = commune.point
        named = next((code for code in commune.codes_postaux if code in (self.commune.data or "")), "")
        is_same = self.before.get("code_insee") == commune.code
        return {
            "nom": self.nom.data,
            "adresse": self.adresse.data or "",
            "complement_adresse": self.before.get("complement_adresse", "") if is_same else "",
            "code_postal": named or (self.before["code_postal"] if is_same else next(iter(commune.codes_postaux), "")),
            "commune": self.before["commune"] if is_same else commune.nom,
            "code_insee": commune.code,
            "latitude": point.latitude,
            "longitude": point.longitude,
        }

    @property
    def _is_left_behind(self) -> bool:
        """Whether the point is that of the commune where the stop was before."""
        is_moved = bool(self.before) and self.found is not None and self.found.code != self.before["code_insee"]
        said = _place_said(self.before)
        return is_moved and (self.latitude.data, self.longitude.data) == (said.get("latitude"), said.get("longitude"))


class StopForm(_Somewhere):
    """A stop: where, when, from when until when."""

    debut = Day(mark("Premier jour"), validators=[Optional()])
    fin = Day(mark("Dernier jour"), validators=[Optional()])

    def __init__(self, before: Mapping[str, Any], t: Translator) -> None:
        """Show the stop as it is, or what a browser sent."""
        days = {name: date.fromisoformat(before[key]) if before.get(key) else None for name, key in (("debut", "starts"), ("fin", "ends"))}
        super().__init__(before, **days)
        known = before.get("hours") or ["", "", "", "A"]
        self.hours = HoursForm.sent(request.form, t, known[3]) if self.is_submitted() else HoursForm.of(known, t)

    @property
    def mistakes(self) -> Mapping[str, str]:
        """What is to mend in the hours, by the id of its control."""
        return self.hours.mistakes

    @property
    def controls(self) -> Sequence[str]:
        """Ids that links of the summary may lead to."""
        return [*super().controls, *self.mistakes]

    def summary(self) -> list[FieldError]:
        """Return what is to mend, the hours last."""
        return [*super().summary(), *self.hours.summary()]

    def validate_fin(self, field: Day) -> None:
        """Days in order."""
        if self.debut.data and field.data and field.data < self.debut.data:
            raise StopValidation(IN_ORDER)

    def is_whole(self) -> bool:
        """Whether all can be taken."""
        is_valid = self.validate()
        return self.hours.validate() and is_valid

    @property
    def site(self) -> dict[str, Any]:
        """The stop, once the form is whole."""
        return {**self.place, "starts": self.debut.data, "ends": self.fin.data, "hours": self.hours.hours}


class CancelForm(Form):
    """A word for the public, when a stop is not made on a day."""

    message = TextAreaField(mark("Un mot pour le public"), filters=[stripped], validators=[Length(max=LONGEST_MESSAGE, message=TOO_LONG)])


class MoveForm(_Somewhere):
    """Where a stop is on one day, and at which hours."""

    message = TextAreaField(mark("Un mot pour le public"), filters=[stripped], validators=[Length(max=LONGEST_MESSAGE, message=TOO_LONG)])

    def __init__(self, before: Mapping[str, Any], day: date, usual: Sequence[Slot], t: Translator) -> None:
        """Propose the commune of the stop, and its hours of that day."""
        super().__init__(before, nom="", adresse="", latitude="", longitude="")
        self._t, self._weekday = t, day.weekday()
        typed = dict(request.form.lists()) if self.is_submitted() else typed_slots(self._name, tuple(usual))
        self.grid = GridFields(typed, t)
        self.expression = ""

    @property
    def _name(self) -> str:
        return f"{PREFIX}-{self._weekday}"

    @property
    def slots(self) -> DayFields:
        """The inputs of the hours of that day."""
        return self.grid.week(PREFIX)[self._weekday]

    @property
    def mistakes(self) -> Mapping[str, str]:
        """What is to mend in the hours, by the id of its control."""
        return {error.field: error.message for error in self.grid.errors}

    @property
    def controls(self) -> Sequence[str]:
        """Ids that links of the summary may lead to."""
        return [*super().controls, *self.mistakes]

    def summary(self) -> list[FieldError]:
        """Return what is to mend, the hours last."""
        return [*super().summary(), *self.grid.errors]

    def is_whole(self) -> bool:
        """Whether all can be taken."""
        is_valid = self.validate()
        its_day = self.grid.read_week(PREFIX)[self._weekday]
        week = tuple(its_day if number == self._weekday else () for number in range(WEEK))
        self.expression = written(Grid(week, is_closed_on_holidays=False))
        if not self.expression and not self.grid.errors:
            self.grid.errors.append(FieldError(f"{self._name}-0-de", self._t.gettext(NO_HOURS)))
        if is_valid and not self.grid.errors:
            self.expression = check(self.expression)
        return is_valid and not self.grid.errors

    @property
    def site(self) -> dict[str, Any]:
        """The place of that day, once the form is whole; who moves it says its days."""
        return {**self.place, "starts": None, "ends": None, "hours": [self.expression, "", "", "A"]}


def _town_said(site: Mapping[str, Any]) -> str:
    return f"{site.get('code_postal', '')} {site.get('commune', '')}".strip()


def _place_said(site: Mapping[str, Any]) -> dict[str, str]:
    """A place as the form shows it; its point only where it is not that of the commune."""
    if not site:
        return {}
    commune = gazetteer().commune(site["code_insee"])
    has_own = site["latitude"] is not None and (commune is None or (site["latitude"], site["longitude"]) != tuple(commune.point))
    degrees = {name: str(site[name]).replace(".", ",") if has_own else "" for name in ("latitude", "longitude")}
    return {"nom": site["nom"], "adresse": site["adresse"], "commune": _town_said(site), **degrees}


def _point(latitude: str, longitude: str) -> Point | None:
    """The point of two numbers as they are typed; None when they are no point of the Earth."""
    try:
        point = Point(float(latitude.replace(",", ".")), float(longitude.replace(",", ".")))
    except ValueError:
        return None
    return point if abs(point.latitude) <= MOST_DEGREES and abs(point.longitude) <= 2 * MOST_DEGREES else None
