"""What somebody may do now, in verbs (`orientations/_decide.html` wants `panel`); the page of one action (`orientations/decide.html`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.clock import PARIS
from app.core.language import Translator, mark
from app.core.written_days import day_text
from app.directory.models import Location, Structure
from app.directory.rules import LocationRole
from app.orientations import sentences
from app.orientations.labels import REASONS, STATES
from app.orientations.models import Orientation
from app.orientations.queries import Case
from app.orientations.rules import ASKED, OF_TARGET, REFUSALS, WORKFLOW, Action, Actor, State
from app.orientations.services.deciding import TO_PERSON
from app.orientations.services.moving import may_reopen
from app.orientations.services.telling_person import reachable
from app.orientations.settings import Context

VERBS: Mapping[Action, tuple[str, str]] = {
    Action.ACCEPT: (mark("Accepter"), mark("Avec un rendez-vous, ou le jour avant lequel vous appelez.")),
    Action.MEET: (mark("Noter le premier contact"), mark("La personne est venue, ou le service lui a parlé.")),
    Action.SUPPORT: (mark("Commencer l’accompagnement"), mark("Vous la suivez sur plusieurs rencontres.")),
    Action.FINISH: (mark("Terminer"), mark("Dites ce qu’est devenu le besoin.")),
    Action.COMPLETE: (mark("Compléter"), mark("Donnez ce que le service demande.")),
    Action.CONFIRM_WAIT: (mark("Confirmer l’attente"), mark("La personne attend toujours sa place.")),
    Action.RESCHEDULE: (mark("Changer le rendez-vous"), mark("Un autre jour, une autre heure, un autre lieu.")),
    Action.WAIT: (mark("Mettre sur liste d’attente"), mark("Avec la date où une place est espérée.")),
    Action.ASK: (mark("Demander une précision"), mark("Il manque quelque chose pour décider.")),
    Action.REDIRECT: (mark("Orienter vers un autre service"), mark("Ce qui est déjà écrit est gardé.")),
    Action.REFUSE: (mark("Refuser"), mark("Avec une raison, et une phrase simple pour la personne.")),
    Action.FAIL: (mark("Arrêter sans suite"), mark("Rien n’a pu se faire : dites pourquoi.")),
    Action.RECEIVE: (mark("Dire que c’est lu"), mark("Vous répondrez plus tard.")),
    Action.REOPEN: (mark("Rouvrir"), mark("Pendant 90 jours après la fin.")),
    Action.CANCEL: (mark("Annuler l’orientation"), mark("Tout s’arrête. Le service est prévenu s’il l’avait reçue.")),
}
"""What has a page, in the order in which it is offered: the likeliest first."""
REPORTED: Mapping[Action, tuple[str, str]] = {
    Action.ACCEPT: (mark("Il accepte"), mark("Avec un rendez-vous, ou le jour avant lequel il appelle.")),
    Action.WAIT: (mark("Il la met sur liste d’attente"), mark("Avec la date où une place est espérée.")),
    Action.CONFIRM_WAIT: (mark("Il confirme l’attente"), mark("La personne attend toujours sa place.")),
    Action.ASK: (mark("Il demande une précision"), mark("Il manque quelque chose pour décider.")),
    Action.RESCHEDULE: (mark("Il change le rendez-vous"), mark("Un autre jour, une autre heure, un autre lieu.")),
    Action.SUPPORT: (mark("Il commence l’accompagnement"), mark("Sur plusieurs rencontres.")),
    Action.REFUSE: (mark("Il refuse"), mark("Avec sa raison.")),
}
"""The same, as the sender writes down what the service did."""
DONE: Mapping[Action, str] = {
    Action.RECEIVE: mark("C’est noté : l’orientation est lue. Qui oriente est prévenu."),
    Action.ASK: mark("Votre question est envoyée."),
    Action.COMPLETE: mark("Votre complément est envoyé."),
    Action.WAIT: mark("C’est noté : la personne est sur liste d’attente."),
    Action.CONFIRM_WAIT: mark("C’est noté : l’attente continue."),
    Action.ACCEPT: mark("C’est noté : l’orientation est acceptée."),
    Action.RESCHEDULE: mark("C’est noté : le rendez-vous est changé."),
    Action.MEET: mark("C’est noté : le premier contact a eu lieu."),
    Action.SUPPORT: mark("C’est noté : l’accompagnement commence."),
    Action.FINISH: mark("C’est noté : l’orientation est terminée."),
    Action.REFUSE: mark("C’est noté : l’orientation est refusée."),
    Action.FAIL: mark("C’est noté : l’orientation s’arrête sans suite."),
    Action.CANCEL: mark("C’est fait : l’orientation est annulée."),
    Action.REOPEN: mark("C’est fait : l’orientation est rouverte."),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One action: its code, its verb, a hint, the page where it is done."""

    code: str
    label: str
    hint: str
    href: str
    is_primary: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """What may be done; apart, what a sender may write down of an answer that came otherwise."""

    own: Sequence[Choice]
    reported: Sequence[Choice]

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.own or self.reported)


@dataclass(frozen=True, slots=True)
class DecidePage:
    """`orientations/decide.html`, its form apart."""

    title: str
    lead: str
    number: int
    state: str
    action: str
    """The path that the form is sent to."""
    back: str
    examples: Sequence[tuple[str, str]]
    """Of a refusal: each reason, and the sentence that the person reads when nobody writes another."""
    notice: str
    """Whether the person will be told by us."""


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """`orientations/changed.html`: where it is now, since when, and the way back."""

    number: int
    state: str
    since: str
    back: str


def panel(found: Case, actor: Actor, context: Context, base_path: str, t: Translator) -> Panel:
    """Return what a side may do now; `base_path`: of its page of the orientation."""
    orientation = found.orientation
    allowed = [action for action in VERBS if is_offered(context, orientation, action, actor)]
    reported = [action for action in allowed if is_reported(action, actor)]
    own = [action for action in allowed if action not in reported]
    awaits_other = actor is Actor.SENDER and orientation.state in (*ASKED, State.WAITING, State.TO_VERIFY, State.DRAFT)
    return Panel(
        tuple(_choice(action, actor, base_path, t, is_primary=rank == 0 and not awaits_other) for rank, action in enumerate(own)),
        tuple(_choice(action, actor, base_path, t, is_primary=rank == 0 and orientation.is_direct) for rank, action in enumerate(reported)),
    )


def is_offered(context: Context, orientation: Orientation, action: Action, actor: Actor) -> bool:
    """Whether an actor may do something now, guards included."""
    is_listed = action in VERBS and WORKFLOW.allows(orientation.state, action, actor)
    if action is Action.REDIRECT and orientation.purged_at is not None:
        return False
    return is_listed and (action is not Action.REOPEN or may_reopen(context, orientation))


def is_reported(action: Action, actor: Actor) -> bool:
    """Whether a sender who does it writes down what the target answered otherwise."""
    return actor is Actor.SENDER and action in OF_TARGET


def decide_page(found: Case, action: Action, actor: Actor, base_path: str, t: Translator) -> DecidePage:
    """Return the page of one action."""
    label, hint = _words(action, actor)
    reported = t.gettext("Vous notez ici une réponse reçue par téléphone ou de vive voix. Elle sera montrée comme « rapportée ».")
    return DecidePage(
        title=t.gettext(label),
        lead=reported if is_reported(action, actor) else t.gettext(hint),
        number=found.orientation.id,
        state=t.gettext(STATES[State(found.orientation.state)]),
        action=_path(base_path, action),
        back=base_path,
        examples=[(t.gettext(REASONS[one]), sentences.refused(one, t)) for one in REFUSALS] if action is Action.REFUSE else (),
        notice=_told(found, t) if action in TO_PERSON else "",
    )


def changed_page(found: Case, base_path: str, t: Translator) -> ChangedPage:
    """Return where an orientation stands, for somebody who came too late."""
    orientation = found.orientation
    since = day_text(orientation.state_since.astimezone(PARIS).date(), t)
    return ChangedPage(orientation.id, t.gettext(STATES[State(orientation.state)]), since, base_path)


def default_place(found: Case) -> str:
    """Return the address where a service receives; empty where it must stay secret, or is not known."""
    service, structure = found.service, found.structure
    if service is None or structure is None or service.is_protected or structure.is_protected:
        return ""
    fixed = [place for place in service.locations if place.role == LocationRole.FIXED and place.adresse]
    return _address(fixed[0] if fixed else structure)


def _address(place: Location | Structure) -> str:
    town = " ".join(filter(None, (place.code_postal, place.commune)))
    return ", ".join(filter(None, (place.adresse, town)))


def _told(found: Case, t: Translator) -> str:
    if reachable(found) is not None:
        return t.gettext("La personne sera prévenue, sans nommer le service.")
    return t.gettext("La personne ne peut pas être prévenue par ce site : convenez de qui le lui dit.")


def _words(action: Action, actor: Actor) -> tuple[str, str]:
    """The verb and the hint of an action, as who does it says them."""
    return REPORTED.get(action, VERBS[action]) if is_reported(action, actor) else VERBS[action]


def _choice(action: Action, actor: Actor, base_path: str, t: Translator, *, is_primary: bool) -> Choice:
    label, hint = _words(action, actor)
    return Choice(action, t.gettext(label), t.gettext(hint), _path(base_path, action), is_primary)


def _path(base_path: str, action: Action) -> str:
    return f"{base_path}/reorienter" if action is Action.REDIRECT else f"{base_path}/decision/{action}"
