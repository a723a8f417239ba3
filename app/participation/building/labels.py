"""Words of what is asked before publishing, and of what members of a committee say."""

from collections.abc import Mapping

from app.core.language import mark
from app.participation.rules import Gate, Opinion

GATES: Mapping[Gate, str] = {
    Gate.TRANSLATIONS: mark("Les traductions suivent le français"),
    Gate.EASY_FRENCH: mark("Des personnes concernées ont lu le français simple"),
    Gate.COMMITTEE: mark("Un comité de personnes concernées est d’accord"),
    Gate.DATA_SHEET: mark("La fiche sur les données est remplie"),
}
GATES_MEAN: Mapping[Gate, str] = {
    Gate.TRANSLATIONS: mark("Aucun texte ne manque, et aucune traduction n’est plus ancienne que le français qu’elle dit."),
    Gate.EASY_FRENCH: mark("Vous notez combien de personnes l’ont lu, et quel jour. Si un texte change, il faut le relire."),
    Gate.COMMITTEE: mark("Des personnes lisent le questionnaire par un lien, sans compte. Si une personne s’oppose, rien n’est publié."),
    Gate.DATA_SHEET: mark("À quoi servent les réponses, qui les lit, combien de temps elles sont gardées, à qui écrire."),
}
OPINIONS: Mapping[Opinion, str] = {
    Opinion.APPROVES: mark("D’accord"),
    Opinion.OBJECTS: mark("Pas d’accord"),
}
