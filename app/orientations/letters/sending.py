"""Letters that go with an orientation that leaves. They tell neither the person nor the service, in their subject or elsewhere."""

from app.core.language import Translator
from app.mail.letters import Action, Letter, Paragraph
from app.orientations.queries import Case


def to_target(case: Case, url: str, t: Translator) -> Letter:
    """Return what tells a service that somebody is oriented towards it: a link, and nothing of the person."""
    return Letter(
        purpose="orientation-received",
        language=t.language,
        subject=t.gettext("Une orientation attend votre réponse sur Repères"),
        blocks=(
            Paragraph(
                t.gettext(
                    "Une équipe qui aide une personne vous demande si vous pouvez la recevoir. C’est l’orientation n° %(number)s.",
                    number=case.orientation.id,
                )
            ),
            Paragraph(
                t.gettext(
                    "Ouvrez la page pour lire la demande, puis répondre oui, non ou plus tard : il ne faut pas de compte. Pour protéger la "
                    "personne, la page vous envoie d’abord un code, à cette adresse."
                )
            ),
            Action(t.gettext("Lire et répondre"), url),
            Paragraph(t.gettext("Ce lien est pour votre équipe seule : ne le transférez à personne d’autre.")),
        ),
        signature=t.gettext("Vous recevez ce courriel parce que votre fiche accepte les orientations."),
    )


def to_verify(case: Case, url: str, t: Translator) -> Letter:
    """Return what tells coordinators that an orientation waits for its organisation to be verified."""
    return Letter(
        purpose="orientation-to-verify",
        language=t.language,
        subject=t.gettext("Une orientation attend votre vérification"),
        blocks=(
            Paragraph(
                t.gettext(
                    "Une organisation qui n’est pas encore vérifiée veut orienter une personne : orientation n° %(number)s. "
                    "Elle partira quand vous l’aurez permis, si possible dans les deux jours ouvrés.",
                    number=case.orientation.id,
                )
            ),
            Action(t.gettext("Voir l’organisation et décider"), url),
        ),
        signature=t.gettext("Vous recevez ce courriel parce que vous coordonnez ce département sur Repères."),
    )


def left(case: Case, url: str, t: Translator) -> Letter:
    """Return what tells who orients that what waited for a coordinator has left."""
    return Letter(
        purpose="orientation-left",
        language=t.language,
        subject=t.gettext("Votre orientation est partie"),
        blocks=(
            Paragraph(t.gettext("Votre organisation est vérifiée : l’orientation n° %(number)s est partie.", number=case.orientation.id)),
            Action(t.gettext("Suivre cette orientation"), url),
        ),
        signature=t.gettext("Vous recevez ce courriel parce que vous avez préparé cette orientation sur Repères."),
    )
