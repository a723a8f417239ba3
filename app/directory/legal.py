"""Points of law that a person needs to know, by kind: one file, dated, easy to correct.

Each point has its reference. When the law changes: correct the sentence and the reference here, set `READ_AGAIN_ON`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from app.core.language import mark

READ_AGAIN_ON = date(2026, 11, 21)


@dataclass(frozen=True, slots=True)
class LegalPoint:
    """One sentence, in easy words, and where it stands."""

    sentence: str
    reference: str


_CODE = "Code de l’action sociale et des familles"
_INSTRUCTION = "Instruction DGCS/SD1B/2016/188 du 10 juin 2016"

LEGAL_POINTS: Mapping[str, tuple[LegalPoint, ...]] = MappingProxyType(
    {
        "domiciliation": (
            LegalPoint(
                mark("Le CCAS, le CIAS ou une association agréée vous donne une adresse. La mairie vous dit qui le fait ici."),
                f"{_CODE}, art. L. 264-1",
            ),
            LegalPoint(mark("C’est gratuit."), _INSTRUCTION),
            LegalPoint(
                mark("Il faut un lien avec la commune. Y séjourner suffit, même dans une voiture, un squat ou une caravane."),
                f"{_CODE}, art. L. 264-4 et R. 264-4",
            ),
            LegalPoint(
                mark("On ne peut vous dire non que s’il n’y a aucun lien avec la commune. Le refus est expliqué par écrit."),
                f"{_CODE}, art. L. 264-4",
            ),
            LegalPoint(mark("En cas de refus, on doit vous indiquer un autre lieu qui peut vous domicilier."), f"{_CODE}, art. L. 264-4"),
            LegalPoint(mark("La réponse arrive au plus tard deux mois après votre demande."), _INSTRUCTION),
            LegalPoint(mark("L’adresse vaut un an. Vous pouvez la renouveler."), f"{_CODE}, art. L. 264-2 et D. 264-1"),
            LegalPoint(
                mark("Passez ou appelez au moins une fois tous les trois mois. Sinon, l’adresse peut s’arrêter."), f"{_CODE}, art. L. 264-5"
            ),
            LegalPoint(
                mark("Vous demandez l’asile ? C’est un autre lieu : le premier accueil des demandeurs d’asile (SPADA)."),
                f"{_CODE}, art. L. 264-10",
            ),
        )
    }
)
