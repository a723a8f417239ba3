"""French grammar of place names: what « de » becomes before them, and what says that one is inside a département."""

from app.territory.rules import Commune
from app.territory.words import ELIDED_BEFORE, NOT_ELIDED_BEFORE

_JOINED = {"Le ": "du ", "Les ": "des ", "La ": "de la ", "L'": "de l’", "L’": "de l’"}

_WITHIN = {
    "01": "dans l’Ain",
    "03": "dans l’Allier",
    "07": "en Ardèche",
    "15": "dans le Cantal",
    "26": "dans la Drôme",
    "38": "en Isère",
    "42": "dans la Loire",
    "43": "en Haute-Loire",
    "63": "dans le Puy-de-Dôme",
    "69": "dans le Rhône",
    "69M": "dans la métropole de Lyon",
    "73": "en Savoie",
    "74": "en Haute-Savoie",
}
"""No rule gives these."""


def of_commune(name: str | Commune) -> str:
    """Return « de » and the name, as French joins them: « de Lyon », « d’Annecy », « du Teil », « de la Mure », « des Vans »."""
    if isinstance(name, Commune):
        name = name.nom
    for article, joined in _JOINED.items():
        if name.startswith(article):
            return joined + name[len(article) :]
    if name.startswith(ELIDED_BEFORE) and not name.startswith(NOT_ELIDED_BEFORE):
        return f"d’{name}"
    return f"de {name}"


def within_departement(code: str) -> str:
    """Return « dans l’Ain », « en Ardèche » … for a département of the region or `69M`; raise KeyError for another."""
    return _WITHIN[code]
