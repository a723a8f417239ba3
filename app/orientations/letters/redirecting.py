"""The letter that tells who received an orientation that it is not theirs to answer any more."""

from app.core.language import Translator
from app.mail.letters import Letter, Paragraph


def taken_back(_url: str, t: Translator) -> Letter:
    """Return it; it leads nowhere, for nothing is left to do."""
    return Letter(
        "orientation-taken-back",
        t.language,
        t.gettext("Une orientation n’attend plus votre réponse"),
        (
            Paragraph(t.gettext("Une orientation qui vous avait été envoyée par Repères est partie vers un autre service.")),
            Paragraph(t.gettext("Vous n’avez rien à faire. Le lien du courriel précédent ne sert plus.")),
        ),
        t.gettext("Vous recevez ce courriel parce que votre fiche dit que vous recevez des orientations."),
    )
