"""Letters to a team: a request is given to it, or was taken back. A number, a commune, and where to read the rest."""

from datetime import datetime

from app.core.language import Translator
from app.core.written_days import day_of
from app.mail.letters import Action, Letter, Paragraph
from app.outreach.services.telling import LetterMaker


def assigned(number: int, commune: str, before: datetime) -> LetterMaker:
    """A request is given to the team; `before`: when the next one is asked."""

    def make(url: str, t: Translator) -> Letter:
        told = t.gettext("La demande n° %(number)s (%(commune)s) vous est confiée.", number=number, commune=commune)
        asked = t.gettext("Avant le %(day)s, prévoyez un passage, ou renvoyez-la si vous ne pouvez pas y aller.", day=day_of(before, t))
        return Letter(
            purpose="outreach-assigned",
            language=t.language,
            subject=t.gettext("Aller vers : la demande n° %(number)s vous est confiée", number=number),
            blocks=(Paragraph(told), Paragraph(asked), Action(t.gettext("Ouvrir la demande"), url)),
            signature=_signature(t),
        )

    return make


def withdrawn(number: int) -> LetterMaker:
    """Who asked takes it back."""

    def make(url: str, t: Translator) -> Letter:
        return Letter(
            purpose="outreach-withdrawn-team",
            language=t.language,
            subject=t.gettext("Aller vers : la demande n° %(number)s est retirée", number=number),
            blocks=(
                Paragraph(t.gettext("Qui l’avait faite a retiré la demande n° %(number)s. Vous n’avez plus à y aller.", number=number)),
                Action(t.gettext("Ouvrir la demande"), url),
            ),
            signature=_signature(t),
        )

    return make


def _signature(t: Translator) -> str:
    return t.gettext("Vous recevez ce courriel parce que votre équipe va vers les personnes de ce secteur.")
