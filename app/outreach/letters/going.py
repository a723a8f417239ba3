"""What the coordination of a sector must know of what a team did: a number and where to read the rest, nothing of where or why."""

from app.core.language import Translator
from app.mail.letters import Action, Letter, Paragraph


def sent_back(number: int, url: str, t: Translator) -> Letter:
    """Return the letter that tells that a team sent a request back."""
    return Letter(
        "outreach-sent-back",
        t.language,
        t.gettext("Demande n° %(number)s : l’équipe vous la renvoie", number=number),
        (
            Paragraph(t.gettext("L’équipe mobile ne peut pas prendre la demande n° %(number)s. Elle dit pourquoi.", number=number)),
            Paragraph(t.gettext("Confiez-la à une autre équipe, ou choisissez une autre suite.")),
            Action(t.gettext("Lire la demande"), url),
        ),
        _signature(t),
    )


def danger(number: int, url: str, t: Translator) -> Letter:
    """Return the letter that tells that a team stopped on its way."""
    return Letter(
        "outreach-danger",
        t.language,
        t.gettext("Demande n° %(number)s : un passage a été arrêté", number=number),
        (
            Paragraph(t.gettext("L’équipe mobile a arrêté son passage pour la demande n° %(number)s.", number=number)),
            Paragraph(t.gettext("Voyez avec elle ce qu’il faut savoir avant d’y retourner. La page de la demande le dit aussi.")),
            Action(t.gettext("Lire la demande"), url),
        ),
        _signature(t),
    )


def _signature(t: Translator) -> str:
    return t.gettext("Vous recevez ce courriel parce que votre organisation coordonne ce secteur.")
