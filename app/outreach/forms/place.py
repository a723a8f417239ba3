"""Where the person is: words, a commune, a position; at least words or a position, and the two agree."""

from collections.abc import Sequence
from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, StopValidation

from app.core.language import mark
from app.orientations.forms.about_person import without_social_security_number
from app.outreach.forms.position import LONGEST, read_point
from app.outreach.wishes import Where
from app.territory.distance import kilometres
from app.territory.gazetteer import gazetteer
from app.territory.index import name_index
from app.territory.places import commune_place
from app.territory.resolve import position, resolve
from app.territory.rules import Ambiguous, Commune, Found, Place, PlaceKind, Point, Unknown
from app.web.fields import one_line, stripped
from app.web.forms import TOO_LONG, Form
from app.web.language import current_translator

LONGEST_WORDS = 300
LONGEST_COMMUNE = 120
FARTHEST_KM = 30.0
"""Between a commune and a position in it, with what a slip of the finger leaves doubtful."""
SAY_WHERE = mark("Dites où : quelques mots, ou une position.")
WORDS_TOO_LONG = mark("300 caractères au plus : gardez ce qui aide à trouver.")
SAY_COMMUNE = mark("Écrivez la commune ou son code postal.")
NO_COMMUNE = mark("Nous ne trouvons pas cette commune en Auvergne-Rhône-Alpes. Vérifiez son nom, ou écrivez son code postal.")
LOOKS_LIKE = mark("Nous ne trouvons pas cette commune. Choisissez dans la liste, ou corrigez : %(names)s…")
TOO_WIDE = mark("C’est un département. Écrivez la commune.")
WHICH = mark("Plusieurs communes correspondent : choisissez la bonne.")
NOT_A_POSITION = mark(
    "Nous ne lisons pas de position ici. Exemple : 45.7641, 4.8357. Un lien raccourci ne suffit pas : effacez-le, et décrivez l’endroit."
)
ELSEWHERE = mark("Cette position n’est pas en Auvergne-Rhône-Alpes. Corrigez-la ou effacez-la.")
TOO_FAR = mark("Cette position est à plus de 30 km de la commune écrite. Corrigez l’une ou l’autre.")
_CHOOSE = mark("Choisissez")


class PlaceFields(Form):
    """Where, as it is typed."""

    lieu = TextAreaField(
        mark("Où est la personne ?"),
        filters=[stripped],
        validators=[Length(max=LONGEST_WORDS, message=WORDS_TOO_LONG), without_social_security_number],
    )
    commune = StringField(mark("Commune ou code postal"), filters=[one_line], validators=[Length(max=LONGEST_COMMUNE, message=TOO_LONG)])
    code_commune = SelectField(mark("Quelle commune ?"), validate_choice=False, default="")
    position = StringField(mark("Position sur la carte"), filters=[one_line], validators=[Length(max=LONGEST, message=TOO_LONG)])

    _found: Commune | None = None

    def __init__(self, **options: Any) -> None:
        """Offer to choose a commune among those that were offered before."""
        super().__init__(**options)
        self.code_commune.choices = []
        if self.is_submitted():
            self._show(self._choices())

    @property
    def where(self) -> Where:
        """Where it is, once it is valid."""
        if self._found is None:
            raise AssertionError  # never: validation finds one
        return Where(self._found.code, self.lieu.data, self._point)

    def validate_lieu(self, field: Any) -> None:
        """Something tells where."""
        if not (field.data or self.position.data):
            raise StopValidation(SAY_WHERE)

    def validate_commune(self, field: Any) -> None:
        """A commune of the region; without one, that of the position."""
        near = self._near
        if not field.data:
            if near is None and not self.position.data:
                raise StopValidation(SAY_COMMUNE)
            self._found = near
            return
        outcome, choices = resolve(field.data), self._choices()
        is_sure = isinstance(outcome, Found) and len(choices) == 1
        is_told = near in choices and not isinstance(outcome, Unknown)
        self._found = choices[0] if is_sure else self._chosen(choices) or (near if is_told else None)
        if self._found is None and isinstance(outcome, Found) and not choices:
            raise StopValidation(TOO_WIDE)
        if self._found is None and isinstance(outcome, Unknown):
            raise StopValidation(self._look_alike(choices) if choices else NO_COMMUNE)

    def validate_code_commune(self, _field: Any) -> None:
        """One of those that bear what was typed."""
        if self._found is None and self.code_commune.choices and not self.commune.errors:
            raise StopValidation(WHICH)

    def validate_position(self, field: Any) -> None:
        """A point of the region, near the commune."""
        if not field.data:
            return
        point = self._point
        if point is None:
            raise StopValidation(NOT_A_POSITION)
        if self._near is None:
            raise StopValidation(ELSEWHERE)
        if self._found is not None and kilometres(point, self._found.point) > FARTHEST_KM:
            raise StopValidation(TOO_FAR)

    @property
    def _point(self) -> Point | None:
        return read_point(self.position.data) if self.position.data else None

    @property
    def _near(self) -> Commune | None:
        """The commune of the position."""
        point = self._point
        outcome = position(point.latitude, point.longitude) if point is not None else None
        return outcome.place.commune if isinstance(outcome, Found) else None

    def _choices(self) -> Sequence[Commune]:
        """The communes that what was typed may mean: one, several to choose from, or those that look like it."""
        outcome = resolve(self.commune.data or "")
        if isinstance(outcome, Found):
            return _communes(outcome.place)
        places = outcome.places if isinstance(outcome, Ambiguous) else outcome.suggestions
        return tuple(dict.fromkeys(commune for place in places for commune in _communes(place)))

    def _chosen(self, choices: Sequence[Commune]) -> Commune | None:
        return next((commune for commune in choices if commune.code == self.code_commune.data), None)

    def _show(self, choices: Sequence[Commune]) -> None:
        """Show what may be chosen, where there is a choice."""
        if len(choices) > 1 or isinstance(resolve(self.commune.data or ""), Unknown):
            listed = [SelectChoice(commune.code, _name(commune)) for commune in choices]
            self.code_commune.choices = [SelectChoice("", _CHOOSE), *listed] if listed else []

    def _look_alike(self, choices: Sequence[Commune]) -> str:
        names = ", ".join(commune.nom for commune in choices[:3])
        return current_translator().gettext(LOOKS_LIKE, names=names)


def _communes(place: Place) -> Sequence[Commune]:
    """The communes that a place may be: all that a postcode serves; none for a département, which tells nobody where to go."""
    if place.kind is PlaceKind.DEPARTEMENT or place.commune is None:
        return ()
    if place.kind is PlaceKind.POSTCODE:
        return name_index().postcodes[place.label.partition(" ")[0]]
    return (place.commune,)


def _name(commune: Commune) -> str:
    return f"{commune.nom} ({commune_place(commune).detail or gazetteer().departements[commune.departement].nom})"
