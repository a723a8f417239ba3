"""What a person is told of a refusal when nobody wrote better: kind, without a code, and what may come next."""

from collections.abc import Mapping

from app.core.language import Translator, mark
from app.orientations.rules import Reason

REFUSED: Mapping[Reason, str] = {
    Reason.FULL: mark("Il n’y a plus de place ici en ce moment. La personne qui vous accompagne va chercher ailleurs avec vous."),
    Reason.OUTSIDE: mark(
        "Ce service aide les habitants d’un autre secteur. La personne qui vous accompagne va en chercher un près de vous."
    ),
    Reason.NOT_ELIGIBLE: mark("Ce service n’est pas fait pour votre situation. La personne qui vous accompagne va en chercher un autre."),
    Reason.NOT_GIVEN: mark("Ce service n’a pas pu donner l’aide demandée. La personne qui vous accompagne va voir avec vous que faire."),
    Reason.DUPLICATE: mark("Ce service a déjà une demande pour vous. Vous n’avez rien à refaire."),
    Reason.MISTAKE: mark("Votre demande est arrivée au mauvais endroit. La personne qui vous accompagne va l’envoyer au bon service."),
}


def refused(reason: Reason, t: Translator) -> str:
    """Return the sentence of a reason that a target may give."""
    return t.gettext(REFUSED[reason])
