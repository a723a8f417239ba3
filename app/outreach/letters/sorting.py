"""Letters to the coordination of a sector: a request is to be sorted, or was taken back. A number, a commune, a link."""

from datetime import datetime

from app.core.language import Translator
from app.core.written_days import day_of
from app.mail.letters import Action, Letter, Paragraph
from app.outreach.services.telling import LetterMaker


def to_sort(number: int, commune: str, before: datetime) -> LetterMaker:
    """A request came to the sector, from who asked or from another sector; `before`: when it should be sorted."""

    def make(url: str, t: Translator) -> Letter:
        told = t.gettext("La demande n° %(number)s (%(commune)s) arrive dans votre secteur.", number=number, commune=commune)
        return Letter(
            purpose="outreach-to-sort",
            language=t.language,
            subject=t.gettext("Aller vers : la demande n° %(number)s est à trier", number=number),
            blocks=(
                Paragraph(told),
                Paragraph(t.gettext("Lisez-la et confiez-la à une équipe avant le %(day)s.", day=day_of(before, t))),
                Action(t.gettext("Ouvrir la demande"), url),
            ),
            signature=_signature(t),
        )

    return make


def withdrawn(number: int) -> LetterMaker:
    """Who asked takes it back before a team had it."""

    def make(url: str, t: Translator) -> Letter:
        return Letter(
            purpose="outreach-withdrawn-sorting",
            language=t.language,
            subject=t.gettext("Aller vers : la demande n° %(number)s est retirée", number=number),
            blocks=(
                Paragraph(t.gettext("Qui l’avait faite a retiré la demande n° %(number)s. Vous n’avez plus à la trier.", number=number)),
                Action(t.gettext("Ouvrir la demande"), url),
            ),
            signature=_signature(t),
        )

    return make


def _signature(t: Translator) -> str:
    return t.gettext("Vous recevez ce courriel parce que votre organisation coordonne ce secteur.")
