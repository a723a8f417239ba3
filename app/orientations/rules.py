"""States, who acts, and what they may do; by when: `deadlines`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import ascii_uppercase

from app.core.workflow.table import Transition, Workflow, lines


class State(StrEnum):
    """Where an orientation is."""

    DRAFT = "brouillon"
    TO_VERIFY = "a_verifier"
    SENT = "envoyee"
    RECEIVED = "recue"
    INCOMPLETE = "a_completer"
    WAITING = "liste_attente"
    ACCEPTED = "acceptee"
    CONTACT = "contact_etabli"
    SUPPORT = "accompagnement"
    DONE = "termine"
    REFUSED = "refusee"
    SILENT = "sans_reponse"
    FAILED = "non_abouti"
    REDIRECTED = "reorientee"
    CANCELLED = "annulee"


class Actor(StrEnum):
    """Who moves an orientation."""

    SENDER = "emetteur"
    TARGET = "destinataire"
    PERSON = "personne"
    COORDINATOR = "coordinateur"
    CLOCK = "horloge"


class Action(StrEnum):
    """What they do."""

    SUBMIT = "soumettre"
    SEND = "envoyer"
    RECEIVE = "recevoir"
    ASK = "demander-complement"
    COMPLETE = "completer"
    WAIT = "mettre-en-attente"
    CONFIRM_WAIT = "confirmer-attente"
    ACCEPT = "accepter"
    RESCHEDULE = "changer-rendez-vous"
    MEET = "contact-etabli"
    SUPPORT = "accompagner"
    FINISH = "terminer"
    REFUSE = "refuser"
    FAIL = "ne-pas-aboutir"
    REDIRECT = "reorienter"
    CANCEL = "annuler"
    EXPIRE = "expirer"
    CLOSE = "clore"
    REOPEN = "rouvrir"


@dataclass(frozen=True, slots=True)
class Mover:
    """Who acts: as what, with which account and for which organisation, or by which link."""

    actor: Actor
    account: int | None = None
    organisation: int | None = None
    link: int | None = None


CLOCK = Mover(Actor.CLOCK)


class Outcome(StrEnum):
    """What became of the need, once it is over."""

    MET = "repondu"
    PARTLY = "en-partie"
    NOT_MET = "non-repondu"
    HANDED_OVER = "relais"
    UNKNOWN = "inconnu"


class Told(StrEnum):
    """What the person tells, to one question."""

    YES = "oui"
    PARTLY = "en-partie"
    NO = "non"
    NOT_YET = "pas-encore"


class AgreementWay(StrEnum):
    """How the person agreed to share."""

    ORAL = "oral"
    WRITTEN = "ecrit"
    SMS = "sms"


class NoteKind(StrEnum):
    """Who a text is for."""

    TO_TARGET = "presentation"
    """What the sender says of the situation, when sending."""
    MESSAGE = "message"
    """Of the thread between sender and target."""
    OF_SENDER = "interne-emetteur"
    OF_TARGET = "interne-destinataire"
    """Kept by one side for itself."""
    TO_PERSON = "pour-la-personne"
    DECIDER = "signataire"
    """The name of who decided, by a link, or told it by telephone."""


class LinkPurpose(StrEnum):
    """What a secret link opens."""

    TARGET = "destinataire"
    PERSON = "personne"


class Reason(StrEnum):
    """Why it stopped: one code, one type (`REASON_TYPES`)."""

    UNAWARE = "non-connaissance"
    DECLINED = "non-demande-choisie"
    PREVENTED = "non-demande-contrainte"
    NOT_GIVEN = "non-reception"
    NOT_OFFERED = "non-proposition"
    FULL = "complet"
    OUTSIDE = "hors-secteur"
    NOT_ELIGIBLE = "non-eligible"
    DUPLICATE = "doublon"
    MISTAKE = "erreur"
    SOLVED = "resolu-autrement"
    MOVED = "demenagement"
    DECEASED = "deces"
    UNREACHABLE = "injoignable"


class ReasonType(StrEnum):
    """The four forms of non-take-up (Odenore), and what is none of them."""

    NON_KNOWLEDGE = "non-connaissance"
    NON_DEMAND = "non-demande"
    NON_RECEIPT = "non-reception"
    NON_PROPOSAL = "non-proposition"
    OTHER = "autre"


REASON_TYPES: Mapping[Reason, ReasonType] = {
    Reason.UNAWARE: ReasonType.NON_KNOWLEDGE,
    Reason.DECLINED: ReasonType.NON_DEMAND,
    Reason.PREVENTED: ReasonType.NON_DEMAND,
    Reason.NOT_GIVEN: ReasonType.NON_RECEIPT,
    Reason.FULL: ReasonType.NON_RECEIPT,
    Reason.OUTSIDE: ReasonType.NON_RECEIPT,
    Reason.NOT_OFFERED: ReasonType.NON_PROPOSAL,
    Reason.NOT_ELIGIBLE: ReasonType.OTHER,
    Reason.DUPLICATE: ReasonType.OTHER,
    Reason.MISTAKE: ReasonType.OTHER,
    Reason.SOLVED: ReasonType.OTHER,
    Reason.MOVED: ReasonType.OTHER,
    Reason.DECEASED: ReasonType.OTHER,
    Reason.UNREACHABLE: ReasonType.OTHER,
}
REFUSALS = (Reason.FULL, Reason.OUTSIDE, Reason.NOT_ELIGIBLE, Reason.NOT_GIVEN, Reason.DUPLICATE, Reason.MISTAKE)
"""Reasons that a target may give."""
FAILURES = (
    Reason.UNREACHABLE, Reason.DECLINED, Reason.PREVENTED, Reason.UNAWARE, Reason.NOT_GIVEN, Reason.NOT_OFFERED, Reason.NOT_ELIGIBLE,
    Reason.SOLVED, Reason.MOVED, Reason.DECEASED, Reason.DUPLICATE, Reason.MISTAKE,
)  # fmt: skip
"""Reasons for which nothing came of it."""
WITH_REASON: Mapping[Action, tuple[Reason, ...]] = {Action.REFUSE: REFUSALS, Action.FAIL: FAILURES}

_SENDER, _TARGET, _PERSON = Actor.SENDER, Actor.TARGET, Actor.PERSON
_ANSWERS = (_TARGET, _SENDER)
"""An answer of the target; the sender may record one that came by telephone."""
ASKED = (State.SENT, State.RECEIVED)
LIVE = (State.SENT, State.RECEIVED, State.INCOMPLETE, State.WAITING, State.ACCEPTED, State.CONTACT, State.SUPPORT)
"""Sent and not over."""
OPEN = (State.DRAFT, State.TO_VERIFY, *LIVE)
CLOSED = frozenset((State.DONE, State.REFUSED, State.SILENT, State.FAILED, State.REDIRECTED, State.CANCELLED))
TAKEN_BACK = frozenset((State.CANCELLED, State.REDIRECTED))
"""Nothing is waited for any more: who received it does not have to know whom it was about."""
REOPENABLE = (State.DONE, State.REFUSED, State.SILENT, State.FAILED)
OF_TARGET = frozenset(
    (Action.ASK, Action.WAIT, Action.CONFIRM_WAIT, Action.ACCEPT, Action.RESCHEDULE, Action.REFUSE, Action.RECEIVE, Action.SUPPORT)
)
"""Answers: recorded by the sender, they are shown as told by somebody else."""

WORKFLOW = Workflow(
    "orientation",
    tuple(State),
    State.DRAFT,
    (
        Transition(State.DRAFT, Action.SUBMIT, State.TO_VERIFY, frozenset((_SENDER,))),
        Transition(State.DRAFT, Action.SEND, State.SENT, frozenset((_SENDER,)), "verified"),
        Transition(State.TO_VERIFY, Action.SEND, State.SENT, frozenset((Actor.COORDINATOR,))),
        Transition(State.SENT, Action.RECEIVE, State.RECEIVED, frozenset((_TARGET,)), "identified"),
        *lines((*ASKED,), Action.ASK, State.INCOMPLETE, _ANSWERS),
        Transition(State.INCOMPLETE, Action.COMPLETE, State.RECEIVED, frozenset((_SENDER,))),
        *lines(ASKED, Action.WAIT, State.WAITING, _ANSWERS),
        Transition(State.WAITING, Action.CONFIRM_WAIT, State.WAITING, frozenset(_ANSWERS)),
        *lines((*ASKED, State.WAITING, State.SILENT), Action.ACCEPT, State.ACCEPTED, _ANSWERS),
        Transition(State.ACCEPTED, Action.RESCHEDULE, State.ACCEPTED, frozenset(_ANSWERS)),
        *lines((*ASKED, State.WAITING, State.SILENT), Action.REFUSE, State.REFUSED, _ANSWERS),
        *lines(
            (*ASKED, State.INCOMPLETE, State.WAITING, State.ACCEPTED, State.SILENT), Action.MEET, State.CONTACT, (_TARGET, _SENDER, _PERSON)
        ),
        Transition(State.CONTACT, Action.SUPPORT, State.SUPPORT, frozenset(_ANSWERS)),
        *lines((State.CONTACT, State.SUPPORT), Action.FINISH, State.DONE, (_TARGET, _SENDER)),
        *lines((State.ACCEPTED, State.CONTACT, State.SUPPORT), Action.FAIL, State.FAILED, (_TARGET, _SENDER)),
        *lines(
            (*ASKED, State.INCOMPLETE, State.WAITING, State.CONTACT, State.SUPPORT, State.REFUSED, State.SILENT, State.FAILED),
            Action.REDIRECT, State.REDIRECTED, (_SENDER,), "child",
        ),
        Transition(State.DRAFT, Action.CANCEL, State.CANCELLED, frozenset((_SENDER,))),
        *lines((State.TO_VERIFY, *ASKED, State.INCOMPLETE, State.WAITING, State.ACCEPTED, State.REFUSED), Action.CANCEL, State.CANCELLED,
               (_SENDER, _PERSON)),
        *lines((State.CONTACT, State.SUPPORT), Action.CANCEL, State.CANCELLED, (_PERSON,)),
        *lines(ASKED, Action.EXPIRE, State.SILENT, (Actor.CLOCK,)),
        *lines((State.TO_VERIFY, *LIVE), Action.CLOSE, State.DONE, (Actor.CLOCK,)),
        *lines(REOPENABLE, Action.REOPEN, State.SENT, (_SENDER,), "recent, with a note"),
        *lines(REOPENABLE, Action.REOPEN, State.SUPPORT, (_TARGET,), "recent, with a note"),
    ),
    CLOSED,
)  # fmt: skip


ENOUGH_ANSWERS = 5
"""Answers below which nothing is said of a usual delay."""
LONGEST_NOTE = 300
CODE_LENGTH = 8
CODE_ALPHABET = "23456789" + "".join(letter for letter in ascii_uppercase if letter not in "ILO")
"""Of a person's code: nothing that is read for something else on paper."""
