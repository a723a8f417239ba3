"""Letters to the owners of an organisation: it was verified, or refused and why."""

from app.core.language import LANGUAGES
from app.mail.letters import Action, Letter, Paragraph
from app.web.translations import Catalogue, translator


def verified(language: str, name: str, url: str) -> Letter:
    """Return what tells an owner that their organisation was verified. `url`: of its page."""
    t = _speaking(language)
    return Letter(
        "organisation-verified",
        t.language,
        t.gettext("Votre organisation est vérifiée"),
        (
            Paragraph(
                t.gettext("Nous avons vérifié votre organisation : %(name)s. Ses membres peuvent tenir des fiches à jour.", name=name)
            ),
            Action(t.gettext("Voir mon organisation"), url),
        ),
        _because(t),
    )


def refused(language: str, name: str, reason: str) -> Letter:
    """Return what tells an owner that their organisation was refused, in the words of the moderator."""
    t = _speaking(language)
    return Letter(
        "organisation-refused",
        t.language,
        t.gettext("Votre organisation n’a pas été vérifiée"),
        (
            Paragraph(t.gettext("Nous n’avons pas pu vérifier votre organisation : %(name)s.", name=name)),
            Paragraph(reason),
            Paragraph(t.gettext("Vous pouvez en créer une autre, avec les bons renseignements.")),
        ),
        _because(t),
    )


def _because(t: Catalogue) -> str:
    return t.gettext("Vous recevez ce courriel parce que vous êtes responsable de cette organisation.")


def _speaking(language: str) -> Catalogue:
    return translator(language if language in LANGUAGES else "fr")
