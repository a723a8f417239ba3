"""Places, distances and times in words, in the language of the reader. Names stay as they are written in France."""

from app.core.language import FRENCH, Translator
from app.territory.names import of_commune, within_departement
from app.territory.rules import Place, PlaceKind
from app.territory.travel import minutes

WALK_AT_MOST = 30
"""Minutes on foot beyond which the car is told instead."""

HOUR = 60
METRES_UP_TO_KM, DECIMALS_UP_TO_KM = 0.95, 9.95


def place_text(place: Place, t: Translator) -> str:
    """« Grenoble », « Ardèche », « 07000 (Privas et alentours) », « Votre position »."""
    if place.kind is PlaceKind.POSITION:
        return t.gettext("Votre position")
    if place.kind is PlaceKind.POSTCODE:
        postcode, _, name = place.label.partition(" ")
        return t.gettext("%(postcode)s (%(name)s et alentours)", postcode=postcode, name=name)
    return place.label


def where_text(place: Place, t: Translator) -> str:
    """« autour de Grenoble », « autour du Puy-en-Velay », « en Ardèche » (its border), « autour de votre position »."""
    if place.kind is PlaceKind.POSITION:
        return t.gettext("autour de votre position")
    if place.kind is PlaceKind.DEPARTEMENT:
        if t.language.base == FRENCH.code:
            return within_departement(place.collectivite or place.departement or "")
        return t.gettext("dans le département %(name)s", name=place.label)
    text = place_text(place, t)
    if t.language.base == FRENCH.code:
        return f"autour {of_commune(text)}"
    return t.gettext("autour de %(place)s", place=text)


def distance_text(km: float, t: Translator) -> str:
    """« À moins de 100 m », « À 300 m », « À 3,4 km », « À 27 km »: no finer than is useful to somebody who must go there."""
    if km < 0.05:  # noqa: PLR2004 - what would be rounded to nothing
        return t.gettext("À moins de 100 m")
    if km < METRES_UP_TO_KM:
        return t.gettext("À %(metres)s m", metres=round(km * 10) * 100)
    if km < DECIMALS_UP_TO_KM:
        text = f"{km:.1f}"
        return t.gettext("À %(kilometres)s km", kilometres=text if t.language.base == "en" else text.replace(".", ","))
    return t.gettext("À %(kilometres)s km", kilometres=round(km))


def travel_text(km: float, t: Translator) -> str:
    """« environ 4 min à pied », « environ 9 min en voiture », « environ 1 h 05 en voiture »: an estimate, and it says so."""
    walk = minutes(km, "pied")
    if walk <= WALK_AT_MOST:
        return t.gettext("environ %(minutes)s min à pied", minutes=walk)
    drive = minutes(km, "voiture")
    if drive < HOUR:
        return t.gettext("environ %(minutes)s min en voiture", minutes=drive)
    hours, left = divmod(drive, HOUR)
    return t.gettext("environ %(hours)s h %(minutes)s en voiture", hours=hours, minutes=f"{left:02}")
