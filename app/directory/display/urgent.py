"""Urgent numbers: national, free, common knowledge; shown on every device, offline and on paper."""

from dataclasses import dataclass

from app.core.language import Translator, mark


@dataclass(frozen=True, slots=True)
class UrgentNumber:
    """A number, its `tel:` address, whom one reaches, when to call, how."""

    number: str
    href: str
    name: str
    when: str
    how: str


_NUMBERS = (
    ("115", mark("Pas de toit"), mark("Vous n’avez pas d’endroit où dormir ce soir."), mark("Jour et nuit, gratuit.")),
    (
        "112",
        mark("Toutes les urgences"),
        mark("Quelqu’un est en danger, partout en Europe."),
        mark("Jour et nuit, gratuit, même sans crédit."),
    ),
    ("15", mark("SAMU"), mark("Quelqu’un est malade ou blessé, et c’est grave."), mark("Jour et nuit, gratuit.")),
    ("18", mark("Pompiers"), mark("Un feu, un accident, une personne à secourir."), mark("Jour et nuit, gratuit.")),
    ("17", mark("Police ou gendarmerie"), mark("Quelqu’un vous fait du mal ou vous menace."), mark("Jour et nuit, gratuit.")),
    (
        "114",
        mark("Urgences par SMS"),
        mark("Vous ne pouvez pas parler ou vous n’entendez pas : envoyez un SMS."),
        mark("Jour et nuit, gratuit."),
    ),
    (
        "119",
        mark("Enfance en danger"),
        mark("Un enfant est en danger, ou vous êtes un enfant en danger."),
        mark("Jour et nuit, gratuit, invisible sur les factures."),
    ),
    (
        "3919",
        mark("Violences femmes info"),
        mark("Vous subissez des violences et vous voulez en parler. En danger, appelez le 17, le 112 ou écrivez au 114."),
        mark("Jour et nuit, gratuit, anonyme."),
    ),
    (
        "3114",
        mark("Prévention du suicide"),
        mark("Vous pensez au suicide, ou vous avez peur pour quelqu’un."),
        mark("Jour et nuit, gratuit."),
    ),
)


def urgent_numbers(t: Translator) -> tuple[UrgentNumber, ...]:
    """Return the numbers, the most needed here first."""
    return tuple(
        UrgentNumber(number, f"{'sms' if number == '114' else 'tel'}:{number}", t.gettext(name), t.gettext(when), t.gettext(how))
        for number, name, when, how in _NUMBERS
    )
