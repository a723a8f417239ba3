"""States of a request to go towards somebody, who acts, what they may do; by when: `deadlines`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.core.workflow.table import Transition, Workflow, lines


class State(StrEnum):
    """Where a request is."""

    REPORTED = "signalee"
    TO_SORT = "a_trier"
    ASSIGNED = "attribuee"
    TRANSFERRED = "transferee"
    DUPLICATE = "doublon"
    INADMISSIBLE = "non_recevable"
    SENT_BACK = "renvoyee"
    PLANNED = "planifiee"
    TRIED = "tentative"
    CONTACT = "contact_etabli"
    ONGOING = "lien_en_cours"
    ORIENTED = "orientation_creee"
    NOT_MET = "non_rencontree"
    CLOSED = "close"


class Actor(StrEnum):
    """Who moves a request."""

    REQUESTER = "demandeur"
    COORDINATOR = "coordinateur"
    TEAM = "equipe"
    CLOCK = "horloge"


class Action(StrEnum):
    """What they do."""

    ROUTE = "confier"
    ASSIGN = "attribuer"
    TRANSFER = "transferer"
    MERGE = "fusionner"
    REFUSE = "refuser"
    PLAN = "planifier"
    SEND_BACK = "renvoyer"
    NEXT_TEAM = "equipe-suivante"
    RETURN = "rendre"
    ATTEMPT = "tenter"
    MEET = "rencontrer"
    GIVE_UP = "ne-pas-rencontrer"
    FOLLOW = "suivre"
    ORIENT = "orienter"
    CLOSE = "clore"
    WITHDRAW = "retirer"
    EXPIRE = "expirer"
    REOPEN = "rouvrir"


@dataclass(frozen=True, slots=True)
class Mover:
    """Who acts: as what, with which account and for which organisation."""

    actor: Actor
    account: int | None = None
    organisation: int | None = None


CLOCK = Mover(Actor.CLOCK)


class Requester(StrEnum):
    """As what somebody asks."""

    PROFESSIONAL = "professionnel"
    """Signed in, for an organisation."""
    PARTNER = "partenaire"
    """A shopkeeper, a transport agent, a town hall without an account."""
    PERSON = "personne"
    """For herself."""
    NEIGHBOUR = "riverain"


class Urgency(StrEnum):
    """Within what time somebody should go. Tonight is a matter for 115, not for a form."""

    SOON = "72h"
    NORMAL = "14j"


class Need(StrEnum):
    """What seems to be needed: needs, never a diagnosis."""

    SHELTER = "abri"
    FOOD = "repas"
    HYGIENE = "hygiene"
    CLOTHES = "vetements"
    RIGHTS = "droits"
    ADDRESS = "domiciliation"
    LINK = "parole"
    CARE = "soins"
    """To be seen by somebody who cares; not what for."""
    FAMILY = "enfants"


class Safety(StrEnum):
    """What a team must know before it goes: things seen, that pass; never a judgement on somebody."""

    DOG = "chien"
    ISOLATED = "lieu-isole"
    ACCESS = "acces-difficile"
    ROAD = "circulation"
    SYRINGES = "materiel-au-sol"
    BY_DAY = "de-jour"
    IN_PAIRS = "a-deux"
    DISCREET = "discretion"
    TENSION = "tension-sur-place"


class Result(StrEnum):
    """What came of an attempt."""

    MET = "rencontree"
    NOT_FOUND = "non-trouvee"
    INACCESSIBLE = "inaccessible"
    REFUSED = "refus"
    DANGER = "danger"
    THIRD_PARTY = "tiers-vu"


class Consent(StrEnum):
    """What the person said, once met, of being followed by the team."""

    YES = "oui"
    NO = "non"
    LATER = "plus-tard"


class Outcome(StrEnum):
    """What it came to."""

    WELCOMED = "accueillie"
    MET_ON_SPOT = "vue-sur-place"
    REFUSED = "refus"
    NOT_MET = "non-rencontree"
    ALREADY_FOLLOWED = "deja-suivie"
    MOVED = "partie"
    HOSPITAL = "hospitalisee"
    DECEASED = "decedee"
    TRANSFERRED = "relais"
    WITHDRAWN = "retiree"
    UNKNOWN = "inconnue"


CLOSINGS = tuple(outcome for outcome in Outcome if outcome not in (Outcome.WITHDRAWN, Outcome.UNKNOWN))
"""Outcomes that a team may say."""


class Reason(StrEnum):
    """Why a team sends a request back, or a coordination does not take it."""

    FULL = "complet"
    OUTSIDE = "hors-secteur"
    UNSAFE = "securite"
    NOT_OUTREACH = "autre-demarche"
    NOT_ENOUGH = "trop-vague"
    NOBODY = "sans-personne-a-aider"
    MISTAKE = "erreur"


SENDINGS_BACK = (Reason.FULL, Reason.OUTSIDE, Reason.UNSAFE)
REFUSALS = (Reason.NOT_OUTREACH, Reason.NOT_ENOUGH, Reason.NOBODY, Reason.OUTSIDE, Reason.MISTAKE)


class NoteKind(StrEnum):
    """Who a text is for. None of them is kept beyond closure for longer than the settings say."""

    SITUATION = "situation"
    """What the requester says; read by coordination and team."""
    TO_REQUESTER = "pour-le-demandeur"
    OF_COORDINATION = "interne-coordination"
    OF_TEAM = "interne-equipe"
    """Of an attempt, of a meeting: read by the team alone."""


_REQUESTER, _COORDINATOR, _TEAM = (Actor.REQUESTER,), (Actor.COORDINATOR,), (Actor.TEAM,)
SORTING = (State.TO_SORT, State.TRANSFERRED, State.SENT_BACK)
"""With the coordination of a sector."""
GOING = (State.ASSIGNED, State.PLANNED, State.TRIED)
"""With a team that has not met the person yet."""
MET = (State.CONTACT, State.ONGOING)
LIVE = (State.REPORTED, *SORTING, *GOING, *MET)
OVER = frozenset((State.DUPLICATE, State.INADMISSIBLE, State.ORIENTED, State.NOT_MET, State.CLOSED))
BY_COORDINATION = (State.DUPLICATE, State.INADMISSIBLE, State.NOT_MET, State.CLOSED)
"""Over, and may be sorted again."""
BY_TEAM = (State.ORIENTED, State.NOT_MET, State.CLOSED)
"""Over, and may be taken up again by the team that had it."""

WITH_REASON: Mapping[Action, tuple[Reason, ...]] = {Action.SEND_BACK: SENDINGS_BACK, Action.REFUSE: REFUSALS}

WORKFLOW = Workflow(
    "outreach",
    tuple(State),
    State.REPORTED,
    (
        Transition(State.REPORTED, Action.ROUTE, State.TO_SORT, frozenset((Actor.CLOCK, Actor.COORDINATOR)), "a sector"),
        *lines(SORTING, Action.ASSIGN, State.ASSIGNED, _COORDINATOR, "a team of the sector"),
        *lines(SORTING, Action.TRANSFER, State.TRANSFERRED, _COORDINATOR, "another sector"),
        *lines(SORTING, Action.MERGE, State.DUPLICATE, _COORDINATOR, "another open request"),
        *lines(SORTING, Action.REFUSE, State.INADMISSIBLE, _COORDINATOR),
        Transition(State.ASSIGNED, Action.NEXT_TEAM, State.ASSIGNED, frozenset((Actor.CLOCK,)), "another team"),
        Transition(State.ASSIGNED, Action.RETURN, State.TO_SORT, frozenset((Actor.CLOCK,)), "no other team"),
        *lines((State.ASSIGNED, State.PLANNED), Action.PLAN, State.PLANNED, _TEAM),
        Transition(State.TRIED, Action.PLAN, State.PLANNED, frozenset(_TEAM), "fewer than 3 attempts"),
        *lines(GOING, Action.SEND_BACK, State.SENT_BACK, _TEAM),
        *lines(GOING, Action.ATTEMPT, State.TRIED, _TEAM),
        Transition(State.TRIED, Action.MEET, State.CONTACT, frozenset(_TEAM)),
        Transition(State.TRIED, Action.GIVE_UP, State.NOT_MET, frozenset((Actor.TEAM, Actor.CLOCK)), "tried enough"),
        Transition(State.CONTACT, Action.FOLLOW, State.ONGOING, frozenset(_TEAM), "did not refuse"),
        *lines(MET, Action.ORIENT, State.ORIENTED, (Actor.TEAM, Actor.CLOCK), "a child orientation that was sent"),
        *lines((State.TRIED, *MET), Action.CLOSE, State.CLOSED, _TEAM),
        *lines((State.REPORTED, *SORTING, *GOING), Action.WITHDRAW, State.CLOSED, _REQUESTER),
        *lines(LIVE, Action.EXPIRE, State.CLOSED, (Actor.CLOCK,)),
        *lines(BY_COORDINATION, Action.REOPEN, State.TO_SORT, _COORDINATOR, "recent, with a note"),
        *lines(BY_TEAM, Action.REOPEN, State.ONGOING, _TEAM, "recent, with a note"),
    ),
    OVER,
)  # fmt: skip

MOST_ATTEMPTS = 3
"""At different hours."""
APART = timedelta(hours=2)
"""Two attempts are at different hours when so much parts them, whatever the days."""
LONGEST_NOTE = 500
MOST_PEOPLE = 200


def different_hours(moments: Sequence[datetime]) -> int:
    """Return at how many different hours of the day attempts were made; instants in one zone.

    Counted in order: an hour is another one when it is at least two hours away, around the clock, from all that were counted before.
    """
    day = timedelta(days=1)
    counted: list[timedelta] = []
    for moment in moments:
        at = timedelta(hours=moment.hour, minutes=moment.minute)
        if all(min(abs(at - other), day - abs(at - other)) >= APART for other in counted):
            counted.append(at)
    return len(counted)
