"""The mail that invites somebody into an organisation."""

from app.accounts.rules import MemberRole
from app.core.language import FRENCH, Language, Translator, mark
from app.mail.letters import Action, Letter, Paragraph

MAY_DO = {
    MemberRole.MEMBER: mark("Vous ferez partie de cette organisation, sans modifier ses fiches."),
    MemberRole.EDITOR: mark("Vous pourrez modifier les fiches que cette organisation tient à jour."),
    MemberRole.OWNER: mark("Vous pourrez modifier ses fiches, inviter et retirer des personnes."),
}
"""What each role lets do, to whoever is given it."""


def invitation_letter(t: Translator, organisation: str, role: MemberRole, address: str) -> Letter:
    """Return the letter of an invitation: who invites, to do what, and the address of the link that accepts."""
    return Letter(
        purpose="invitation",
        language=t.language,
        subject=t.gettext("Une invitation vous attend sur Repères"),
        blocks=(
            Paragraph(t.gettext("Bonjour,")),
            Paragraph(
                t.gettext("« %(organisation)s » vous invite sur Repères, l’annuaire des aides près de chez soi.", organisation=organisation)
            ),
            Paragraph(t.gettext(MAY_DO[role])),
            Action(t.gettext("Voir l’invitation"), address + _asking(t.language)),
            Paragraph(t.gettext("Ce lien sert une fois, pendant 14 jours. Gardez-le pour vous : il vous connecte.")),
        ),
        signature=t.gettext(
            "Vous recevez ce courriel parce que quelqu’un a écrit votre adresse. Si vous n’attendiez rien, ne faites rien : aucun compte "
            "n’est créé."
        ),
    )


def _asking(language: Language) -> str:
    """What makes the page of the link speak the language of the letter."""
    return "" if language is FRENCH else f"?lang={language.code}"
