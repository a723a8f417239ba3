"""The letter that asks whether a listing is still true."""

from collections.abc import Sequence

from app.core.language import FRENCH, Translator
from app.listings.asking_screens import Screen
from app.listings.rules import Occasion
from app.mail.letters import Action, Block, Letter, Paragraph, Points


def question(occasion: Occasion, name: str, shown: Sequence[Screen], address: str, t: Translator) -> Letter:
    """Return the question in the reader's language; `name` is that of the listing as the public reads it, empty when it may not be told.

    `address`: of its link. It shows every phrase that « OK » would confirm.
    """
    return Letter(
        "question",
        t.language,
        t.gettext("Votre fiche est-elle toujours juste ?"),
        (
            Paragraph(_opening(occasion, t)),
            *((Paragraph(t.gettext("Fiche : %(name)s", name=name)),) if name else ()),
            *(block for screen in shown for block in _asked(screen, t, is_named=len(screen.names) > 1 or screen.names != (name,))),
            Action(t.gettext("Répondre oui, non ou changer"), _speaking(address, t)),
            Paragraph(
                t.gettext(
                    "Tout est juste ? Répondez simplement OK à ce courriel. "
                    "Vous fermez bientôt ? Écrivez par exemple : fermé du 1 au 15 août."
                )
            ),
        ),
        t.gettext(
            "Vous recevez ce courriel parce que cette adresse tient la fiche à jour. Un courriel par mois au plus. "
            "Pour ne plus en recevoir, répondez STOP ou ouvrez cette page : %(address)s",
            address=_speaking(f"{address}/arreter", t),
        ),
    )


def _speaking(address: str, t: Translator) -> str:
    """The address of a page in the reader's language."""
    return address if t.language == FRENCH else f"{address}?lang={t.language.code}"


def _opening(occasion: Occasion, t: Translator) -> str:
    return {
        Occasion.SUMMER: t.gettext("L’été arrive. Voici ce que le public lit de vous. Est-ce toujours vrai, et fermez-vous en août ?"),
        Occasion.CHRISTMAS: t.gettext(
            "Les fêtes arrivent. Voici ce que le public lit de vous. Est-ce toujours vrai, et fermez-vous à Noël ?"
        ),
        Occasion.AGE: t.gettext("Voici ce que le public lit de vous. Est-ce toujours vrai ?"),
    }[occasion]


def _asked(screen: Screen, t: Translator, *, is_named: bool) -> tuple[Block, ...]:
    names: tuple[Block, ...] = (Paragraph(t.gettext("%(names)s :", names=", ".join(screen.names))),) if is_named else ()
    return (*names, Points(screen.sentences or (unknown(screen, t),)))


def unknown(screen: Screen, t: Translator) -> str:
    """Return what is said of a part of which the public reads nothing."""
    return {
        "hours": t.gettext("Vos horaires ne sont pas connus."),
        "contact": t.gettext("On ne sait pas comment vous joindre."),
        "conditions": t.gettext("On ne sait pas qui peut venir."),
    }[screen.part.value]
