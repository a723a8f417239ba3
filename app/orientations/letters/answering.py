"""Letters between who receives and who orients. They name neither the person nor the service: a number and a link, or a code."""

from collections.abc import Callable, Mapping

from app.core.language import Translator, mark
from app.mail.letters import Action as Button
from app.mail.letters import Letter, Paragraph
from app.orientations.labels import STATES
from app.orientations.rules import Action, State

Maker = Callable[[str, Translator], Letter]
"""Made from the address that it leads to, and the texts of who reads it."""

_CHANGES: Mapping[Action, tuple[str, str]] = {
    Action.COMPLETE: (mark("Une orientation est complétée"), mark("Vous aviez demandé une précision : elle est arrivée.")),
    Action.CANCEL: (
        mark("Une orientation est annulée"), mark("Une orientation que vous aviez reçue est annulée. Vous n’avez plus rien à faire.")
    ),
    Action.REOPEN: (
        mark("Une orientation est de nouveau ouverte"), mark("Une orientation reçue est rouverte : une réponse est attendue.")
    ),
}  # fmt: skip


def code(given: str, t: Translator) -> Letter:
    """The code that opens a link; it says neither which nor about whom."""
    return Letter(
        purpose="orientation-code",
        language=t.language,
        subject=t.gettext("Votre code pour ouvrir une orientation"),
        blocks=(
            Paragraph(t.gettext("Voici le code demandé. Écrivez-le sur la page qui l’attend : il sert une fois, pendant 20 minutes.")),
            Paragraph(given, is_secret=True),
            Paragraph(t.gettext("Personne ne l’a demandé chez vous ? Ne le donnez à personne : sans lui, rien ne s’ouvre.")),
        ),
        signature=_to_structure(t),
    )


def new_link(url: str, t: Translator) -> Letter:
    """A link in place of one that was too old."""
    return Letter(
        purpose="orientation-new-link",
        language=t.language,
        subject=t.gettext("Votre nouveau lien vers une orientation"),
        blocks=(
            Paragraph(t.gettext("L’ancien lien avait expiré. Celui-ci le remplace. Un code sera envoyé ici pour l’ouvrir.")),
            Button(t.gettext("Ouvrir l’orientation"), url),
        ),
        signature=_to_structure(t),
    )


def changed(action: Action) -> Maker:
    """What the sender did that the target must know: completed, cancelled, opened again."""

    def make(url: str, t: Translator) -> Letter:
        subject, told = _CHANGES[action]
        return Letter(
            purpose=f"orientation-{action}",
            language=t.language,
            subject=t.gettext(subject),
            blocks=(Paragraph(t.gettext(told)), Button(t.gettext("Ouvrir l’orientation"), url)),
            signature=_to_structure(t),
        )

    return make


def received(number: int) -> Maker:
    """To the sender: somebody opened it and proved who they were."""
    return _to_sender(
        "orientation-read", number, mark("Orientation n° %(number)s : elle est lue"),
        mark("Votre orientation n° %(number)s vient d’être lue par qui la reçoit. Une réponse est attendue."),
    )  # fmt: skip


def answered(number: int, state: State) -> Maker:
    """To the sender: the target decided something; in which state it is now."""
    return _to_sender(
        "orientation-answered", number, mark("Orientation n° %(number)s : une réponse est arrivée"),
        mark("Il y a du nouveau pour votre orientation n° %(number)s."), state,
    )  # fmt: skip


def _to_sender(purpose: str, number: int, subject: str, told: str, state: State | None = None) -> Maker:
    def make(url: str, t: Translator) -> Letter:
        now = (Paragraph(t.gettext("Où elle en est : %(state)s.", state=t.gettext(STATES[state]))),) if state else ()
        return Letter(
            purpose=purpose,
            language=t.language,
            subject=t.gettext(subject, number=number),
            blocks=(Paragraph(t.gettext(told, number=number)), *now, Button(t.gettext("Ouvrir l’orientation"), url)),
            signature=t.gettext("Vous recevez ce courriel parce que vous avez envoyé cette orientation."),
        )

    return make


def _to_structure(t: Translator) -> str:
    return t.gettext("Vous recevez ce courriel parce que votre structure accepte de recevoir des orientations.")
