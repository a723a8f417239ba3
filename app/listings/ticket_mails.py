"""Letters about what was sent: an answer, a proposal to decide, a code that proves a claim, a claim on what one keeps."""

from app.core.language import LANGUAGES, Language
from app.listings.models import Ticket
from app.listings.rules import TicketSort, TicketState
from app.mail.letters import Action, Letter, Paragraph
from app.web.translations import Catalogue, translator


def answered(ticket: Ticket, name: str, url: str) -> Letter:
    """Return the answer to what somebody sent, in their language. `name` and `url`: of the listing, as the public sees it."""
    if ticket.sort == TicketSort.CLAIM:
        return _claim_answered(ticket, name, url)
    t = _speaking(ticket.language)
    opening = {
        TicketSort.PROPOSAL: t.gettext("Vous avez proposé une correction. Voici notre réponse."),
        TicketSort.CLOSURE: t.gettext("Vous nous avez annoncé une fermeture. Voici notre réponse."),
    }.get(TicketSort(ticket.sort), t.gettext("Vous nous avez signalé un changement. Voici notre réponse."))
    return _letter(
        t,
        "ticket-answered",
        t.gettext("Réponse à votre message"),
        (Paragraph(opening), *_about(t, name), Paragraph(ticket.answer), Action(t.gettext("Voir la fiche"), url)),
        t.gettext("Vous recevez ce courriel parce que vous avez demandé une réponse. Nous ne vous en enverrons pas d’autre à ce sujet."),
    )


def _claim_answered(ticket: Ticket, name: str, url: str) -> Letter:
    """The claimant of a granted claim is written to again, about the listing that they keep from now on."""
    t = _speaking(ticket.language)
    if ticket.state == TicketState.ACCEPTED:
        subject = t.gettext("Votre demande est acceptée")
        action = Action(t.gettext("Tenir ma fiche à jour"), url.replace("/structures/", "/mes-fiches/"))
    else:
        subject, action = t.gettext("Réponse à votre demande"), Action(t.gettext("Voir la fiche"), url)
    opening = t.gettext("Vous avez demandé à prendre en main une fiche. Voici notre réponse.")
    return _letter(
        t,
        "ticket-answered",
        subject,
        (Paragraph(opening), *_about(t, name), Paragraph(ticket.answer), action),
        t.gettext("Vous recevez ce courriel parce que vous avez demandé à tenir cette fiche."),
    )


def proposed(language: str, name: str, url: str) -> Letter:
    """Return what tells an owner that somebody proposes to correct their listing. `url`: where it is decided."""
    t = _speaking(language)
    return _letter(
        t,
        "proposal",
        t.gettext("Une correction est proposée pour votre fiche"),
        (
            Paragraph(t.gettext("Quelqu’un propose de corriger votre fiche. Rien n’a changé : à vous de décider, champ par champ.")),
            *_about(t, name),
            Action(t.gettext("Comparer et décider"), url),
        ),
        _as_keeper(t),
    )


def decided(language: str, state: TicketState) -> str:
    """Return the sentence that answers a proposal when nobody wrote another one."""
    t = _speaking(language)
    return {
        TicketState.ACCEPTED: t.gettext("Merci. Votre correction est maintenant dans la fiche."),
        TicketState.PARTLY: t.gettext("Merci. Une partie de votre correction est maintenant dans la fiche."),
    }.get(state, t.gettext("Merci d’avoir écrit. Après vérification, la fiche reste comme elle était."))


def claim_decided(language: str, *, is_granted: bool) -> str:
    """Return the sentence that answers a claim when nobody wrote another one."""
    t = _speaking(language)
    if is_granted:
        return t.gettext("Votre organisation tient maintenant cette fiche. Vous pouvez la modifier dans « Mes fiches ».")
    return t.gettext("Nous n’avons pas pu vérifier que cette fiche est la vôtre. Écrivez-nous si vous avez d’autres preuves.")


def claim_code(language: str, code: str) -> Letter:
    """Return what brings the code of a claim to the e-mail that the directory knew. Says neither who asks nor about what."""
    t = _speaking(language)
    return _letter(
        t,
        "claim-code",
        t.gettext("Votre code pour prendre une fiche en main"),
        (
            Paragraph(
                t.gettext(
                    "Une personne demande à tenir à jour une fiche de Repères qui porte votre adresse. Si c’est vous, recopiez ce code :"
                )
            ),
            Paragraph(code, is_secret=True),
            Paragraph(t.gettext("Si ce n’est pas vous, ne donnez ce code à personne : sans lui, rien ne se fait.")),
        ),
        t.gettext("Vous recevez ce courriel parce que votre adresse est celle d’une fiche de l’annuaire."),
    )


def also_claimed(language: str, name: str, url: str) -> Letter:
    """Return what tells an owner that another organisation asks to keep their listing too. `url`: of the listing in their space."""
    t = _speaking(language)
    return _letter(
        t,
        "also-claimed",
        t.gettext("Une autre organisation demande votre fiche"),
        (
            Paragraph(
                t.gettext(
                    "Une autre organisation demande à tenir à jour une fiche que vous tenez. Une personne de l’équipe du site "
                    "décidera ; vous gardez vos droits en attendant."
                )
            ),
            *_about(t, name),
            Action(t.gettext("Voir votre fiche"), url),
        ),
        _as_keeper(t),
    )


def _speaking(language: str) -> Catalogue:
    return translator(language if language in LANGUAGES else "fr")


def _about(t: Catalogue, name: str) -> tuple[Paragraph, ...]:
    return (Paragraph(t.gettext("Fiche : %(name)s", name=name)),) if name else ()


def _as_keeper(t: Catalogue) -> str:
    return t.gettext("Vous recevez ce courriel parce que votre organisation tient cette fiche.")


def _letter(t: Catalogue, purpose: str, subject: str, blocks: tuple[Paragraph | Action, ...], signature: str) -> Letter:
    language: Language = t.language
    return Letter(purpose, language, subject, blocks, signature)
