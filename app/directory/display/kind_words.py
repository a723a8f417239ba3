"""What a kind is, in words a person uses. Texts are French msgids, translated by the caller's translator."""

from collections.abc import Mapping

from app.core.language import Translator, mark
from app.directory.kinds import Form, Kind

FORMS: Mapping[Form, str] = {
    Form.PLACE: mark("un lieu où aller"),
    Form.TEAM: mark("une équipe qui vient"),
    Form.AID: mark("une aide en argent"),
    Form.REMOTE: mark("un numéro ou un site"),
    Form.SUPPORT: mark("un accompagnement"),
    Form.ITINERANT: mark("une permanence qui se déplace"),
}

NEAR: Mapping[Form, str] = {
    Form.PLACE: mark("Trouver un lieu près de chez vous"),
    Form.TEAM: mark("Trouver une équipe près de chez vous"),
    Form.AID: mark("Trouver où demander cette aide près de chez vous"),
    Form.REMOTE: mark("Trouver le contact pour votre commune"),
    Form.SUPPORT: mark("Trouver qui vous accompagne près de chez vous"),
    Form.ITINERANT: mark("Savoir où elle passe près de chez vous"),
}
"""The heading of the search of a kind."""

STATUSES: Mapping[str, str] = {
    "renommé": mark("Avant : %(before)s. Aujourd’hui : %(today)s."),
    "remplacé": mark("Avant : %(before)s. Aujourd’hui, à la place : %(today)s."),
    "ponctuel": mark("Cette aide n’a duré qu’un temps (%(today)s)."),
    "à vérifier": mark("Cette aide a peut-être changé depuis 2021. Demandez avant de compter dessus."),
}
"""What has become of a kind, by `statut`; the others are as they were."""

SOURCES: Mapping[str, str] = {
    "000": mark("Rapport 2020 de la stratégie pauvreté en région"),
    "001": mark("Projets financés en 2021"),
}
"""Where a figure comes from, by `source`."""


def full_name(kind: Kind, t: Translator) -> str:
    """Return the name, with the acronym where the name does not hold it: « Point conseil budget (PCB) »."""
    name = t.gettext(kind.name)
    return f"{name} ({kind.acronym})" if acronym(kind, t) else name


def acronym(kind: Kind, t: Translator) -> str:
    """Return the acronym, empty where the name shown holds it already."""
    return kind.acronym if kind.acronym not in t.gettext(kind.name) else ""


def capital(text: str) -> str:
    """Return a text that begins a line."""
    return text[:1].upper() + text[1:]
