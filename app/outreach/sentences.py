"""What who asked is told of a refusal when nobody wrote better: plain, without a code, and what to do instead."""

from collections.abc import Mapping

from app.core.language import Translator, mark
from app.outreach.rules import Reason

REFUSED: Mapping[Reason, str] = {
    Reason.NOT_OUTREACH: mark(
        "Aucune équipe ne se déplacera cette fois : une autre démarche convient mieux. Le 115 répond jour et nuit à qui dort dehors."
    ),
    Reason.NOT_ENOUGH: mark(
        "Il nous manque de quoi trouver la personne. Vous pouvez refaire une demande qui dit plus précisément où et quand vous l’avez vue."
    ),
    Reason.NOBODY: mark("Votre demande ne parle pas d’une personne à aider. Pour un lieu ou un objet, adressez-vous à la mairie."),
    Reason.OUTSIDE: mark("Ce lieu n’est couvert par aucune équipe d’ici. La mairie du lieu sait qui prévenir, et le 115 répond partout."),
    Reason.MISTAKE: mark("Cette demande nous a été envoyée par erreur : elle s’arrête là. Vous n’avez rien à faire."),
}


def refused(reason: Reason, t: Translator) -> str:
    """Return the sentence of a reason that a coordination may give."""
    return t.gettext(REFUSED[reason])
