"""What coordination and requester may do now, in verbs; the page of one gesture; where a request stands, for who came late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.language import Translator, mark
from app.outreach import sentences
from app.outreach.display.lists import since_text
from app.outreach.labels import REASONS, STATES
from app.outreach.queries import Case
from app.outreach.rules import REFUSALS, Action, Actor, State
from app.outreach.services.moving import actions, may_reopen
from app.outreach.services.telling import page_of
from app.outreach.settings import Context


class Gesture(StrEnum):
    """What is done on a page of its own; the end of its path."""

    ASSIGN = "attribuer"
    TRANSFER = "transferer"
    MERGE = "fusionner"
    REFUSE = "refuser"
    REOPEN = "rouvrir"
    WITHDRAW = "retirer"
    NOTE = "note"
    PRECAUTIONS = "precautions"


ACTIONS: Mapping[Gesture, Action] = {
    Gesture.ASSIGN: Action.ASSIGN,
    Gesture.TRANSFER: Action.TRANSFER,
    Gesture.MERGE: Action.MERGE,
    Gesture.REFUSE: Action.REFUSE,
    Gesture.REOPEN: Action.REOPEN,
    Gesture.WITHDRAW: Action.WITHDRAW,
}
"""Gestures that move a request; the others write beside it."""
OF_COORDINATION = (Gesture.ASSIGN, Gesture.TRANSFER, Gesture.MERGE, Gesture.REFUSE, Gesture.REOPEN)
"""In the order in which they are offered: the likeliest first."""
VERBS: Mapping[Gesture, tuple[str, str]] = {
    Gesture.ASSIGN: (mark("Confier à une équipe"), mark("L’équipe est prévenue, et qui a fait la demande aussi.")),
    Gesture.TRANSFER: (mark("Transférer à un autre secteur"), mark("Sa coordination est prévenue ; vous ne verrez plus la demande.")),
    Gesture.MERGE: (mark("Réunir avec une autre demande"), mark("Deux demandes parlent de la même personne : une seule continue.")),
    Gesture.REFUSE: (mark("Ne pas donner suite"), mark("Avec une raison, et une phrase simple pour qui a fait la demande.")),
    Gesture.REOPEN: (mark("Rouvrir"), mark("Pendant 90 jours après la fin. La demande est de nouveau à trier.")),
    Gesture.WITHDRAW: (mark("Retirer la demande"), mark("Tout s’arrête. Qui s’en occupait est prévenu.")),
    Gesture.NOTE: (mark("Ajouter une note"), mark("Seules les coordinations qui ont la demande la lisent.")),
    Gesture.PRECAUTIONS: (
        mark("Mettre à jour les précautions"),
        mark("Ce qu’une équipe doit savoir avant d’y aller : ce qui a été vu, jamais un jugement sur quelqu’un."),
    ),
}
DONE: Mapping[Gesture, str] = {
    Gesture.ASSIGN: mark("C’est fait : la demande est confiée. L’équipe est prévenue."),
    Gesture.TRANSFER: mark("C’est fait : la demande est transférée. L’autre coordination est prévenue."),
    Gesture.MERGE: mark("C’est fait : les deux demandes sont réunies."),
    Gesture.REFUSE: mark("C’est noté. Qui a fait la demande est prévenu."),
    Gesture.REOPEN: mark("C’est fait : la demande est de nouveau à trier."),
    Gesture.WITHDRAW: mark("C’est fait : la demande est retirée."),
    Gesture.NOTE: mark("La note est gardée."),
    Gesture.PRECAUTIONS: mark("C’est noté : les précautions sont à jour."),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One gesture: its verb, a hint, the page where it is done."""

    label: str
    hint: str
    href: str
    is_primary: bool


@dataclass(frozen=True, slots=True)
class DecidePage:
    """`outreach/decide.html`, its form apart."""

    title: str
    lead: str
    number: int
    state: str
    action: str
    """The path that the form is sent to."""
    back: str
    examples: Sequence[tuple[str, str]]
    """Of a refusal: each reason, and the sentence that is read when nobody writes another."""


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """`outreach/changed.html`: where it is now, since when, and the way back."""

    number: int
    state: str
    since: str
    back: str


def choices(context: Context, found: Case, actor: Actor, t: Translator) -> list[Choice]:
    """Return what coordination, or the requester, may do to move a request now."""
    wanted = OF_COORDINATION if actor is Actor.COORDINATOR else (Gesture.WITHDRAW,)
    offered = [gesture for gesture in wanted if is_offered(context, found, gesture, actor)]
    return [_choice(found, one, t, is_primary=rank == 0 and one is Gesture.ASSIGN) for rank, one in enumerate(offered)]


def is_offered(context: Context, found: Case, gesture: Gesture, actor: Actor) -> bool:
    """Whether an actor may do something now, guards included."""
    if gesture not in ACTIONS:
        return found.request.purged_at is None
    is_listed = ACTIONS[gesture] in actions(found.request, actor)
    return is_listed and (gesture is not Gesture.REOPEN or may_reopen(context, found.request))


def path_of(found: Case, gesture: Gesture) -> str:
    """Return the path of the page of a gesture."""
    return f"{page_of(found)}/{gesture}"


def decide_page(found: Case, gesture: Gesture, t: Translator) -> DecidePage:
    """Return the page of one gesture."""
    label, hint = VERBS[gesture]
    return DecidePage(
        title=t.gettext(label),
        lead=t.gettext(hint),
        number=found.request.id,
        state=t.gettext(STATES[State(found.request.state)]),
        action=path_of(found, gesture),
        back=page_of(found),
        examples=[(t.gettext(REASONS[one]), sentences.refused(one, t)) for one in REFUSALS] if gesture is Gesture.REFUSE else (),
    )


def changed_page(found: Case, back: str, t: Translator) -> ChangedPage:
    """Return where a request stands, for somebody who came too late."""
    return ChangedPage(found.request.id, t.gettext(STATES[State(found.request.state)]), since_text(found.request, t), back)


def _choice(found: Case, gesture: Gesture, t: Translator, *, is_primary: bool) -> Choice:
    label, hint = VERBS[gesture]
    return Choice(t.gettext(label), t.gettext(hint), path_of(found, gesture), is_primary)
