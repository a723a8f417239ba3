"""What tells one side that the other wrote: a number and a link, none of what was written."""

from app.core.language import Translator
from app.mail.letters import Action, Letter, Paragraph


def new_message(number: int, url: str, t: Translator) -> Letter:
    """Return the letter; the same for both sides."""
    return Letter(
        purpose="orientation-message",
        language=t.language,
        subject=t.gettext("Un message vous attend : orientation n° %(number)s", number=number),
        blocks=(
            Paragraph(t.gettext("Un message vous attend au sujet de l’orientation n° %(number)s.", number=number)),
            Paragraph(t.gettext("Pour protéger la personne, ce courriel ne dit rien de plus.")),
            Action(t.gettext("Lire et répondre"), url),
        ),
        signature=t.gettext("Vous recevez ce courriel parce que cette orientation vous concerne. Vous en recevez au plus un par heure."),
    )
