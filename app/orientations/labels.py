"""States, actions and choices in words. Those of a person are in `display/person.py`, in her own terms."""

from collections.abc import Mapping

from app.core.language import mark
from app.orientations.rules import (
    Action,
    Actor,
    AgreementWay,
    LinkPurpose,
    NoteKind,
    Outcome,
    Reason,
    ReasonType,
    State,
    Told,
)

STATES: Mapping[State, str] = {
    State.DRAFT: mark("Brouillon"),
    State.TO_VERIFY: mark("À vérifier avant l’envoi"),
    State.SENT: mark("Envoyée"),
    State.RECEIVED: mark("Reçue"),
    State.INCOMPLETE: mark("À compléter"),
    State.WAITING: mark("Sur liste d’attente"),
    State.ACCEPTED: mark("Acceptée"),
    State.CONTACT: mark("Contact établi"),
    State.SUPPORT: mark("Accompagnement en cours"),
    State.DONE: mark("Terminée"),
    State.REFUSED: mark("Refusée"),
    State.SILENT: mark("Sans réponse"),
    State.FAILED: mark("Non aboutie"),
    State.REDIRECTED: mark("Réorientée"),
    State.CANCELLED: mark("Annulée"),
}
ACTORS: Mapping[Actor, str] = {
    Actor.SENDER: mark("L’équipe qui oriente"),
    Actor.TARGET: mark("Le service"),
    Actor.PERSON: mark("La personne"),
    Actor.COORDINATOR: mark("La coordination"),
    Actor.CLOCK: mark("Automatique"),
}
ACTIONS: Mapping[Action, str] = {
    Action.SUBMIT: mark("Envoi demandé"),
    Action.SEND: mark("Envoi"),
    Action.RECEIVE: mark("Lecture"),
    Action.ASK: mark("Complément demandé"),
    Action.COMPLETE: mark("Complément donné"),
    Action.WAIT: mark("Mise sur liste d’attente"),
    Action.CONFIRM_WAIT: mark("Attente confirmée"),
    Action.ACCEPT: mark("Acceptation"),
    Action.RESCHEDULE: mark("Rendez-vous changé"),
    Action.MEET: mark("Premier contact"),
    Action.SUPPORT: mark("Début de l’accompagnement"),
    Action.FINISH: mark("Fin"),
    Action.REFUSE: mark("Refus"),
    Action.FAIL: mark("Arrêt sans suite"),
    Action.REDIRECT: mark("Réorientation"),
    Action.CANCEL: mark("Annulation"),
    Action.EXPIRE: mark("Délai de réponse dépassé"),
    Action.CLOSE: mark("Fermeture après un long silence"),
    Action.REOPEN: mark("Réouverture"),
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.MET: mark("Le besoin a sa réponse"),
    Outcome.PARTLY: mark("Le besoin a une partie de sa réponse"),
    Outcome.NOT_MET: mark("Le besoin est resté sans réponse"),
    Outcome.HANDED_OVER: mark("Un autre service a pris le relais"),
    Outcome.UNKNOWN: mark("On ne sait pas"),
}
TOLD: Mapping[Told, str] = {
    Told.YES: mark("Oui"),
    Told.PARTLY: mark("En partie"),
    Told.NO: mark("Non"),
    Told.NOT_YET: mark("Pas encore"),
}
WAYS: Mapping[AgreementWay, str] = {
    AgreementWay.ORAL: mark("De vive voix"),
    AgreementWay.WRITTEN: mark("Par écrit"),
    AgreementWay.SMS: mark("Par un code reçu par SMS"),
}
NOTES: Mapping[NoteKind, str] = {
    NoteKind.TO_TARGET: mark("Présentation de la situation"),
    NoteKind.MESSAGE: mark("Message"),
    NoteKind.OF_SENDER: mark("Note interne de qui oriente"),
    NoteKind.OF_TARGET: mark("Note interne de qui reçoit"),
    NoteKind.TO_PERSON: mark("Message pour la personne"),
    NoteKind.DECIDER: mark("Réponse donnée par"),
}
LINKS: Mapping[LinkPurpose, str] = {
    LinkPurpose.TARGET: mark("Lien de qui reçoit"),
    LinkPurpose.PERSON: mark("Lien de la personne"),
}
REASONS: Mapping[Reason, str] = {
    Reason.UNAWARE: mark("La personne ne connaissait pas ce droit ou ce service"),
    Reason.DECLINED: mark("La personne n’en veut pas, c’est son choix"),
    Reason.PREVENTED: mark("La personne a renoncé : trop loin, trop compliqué, peur, honte"),
    Reason.NOT_GIVEN: mark("La demande est faite, mais l’aide n’est pas venue"),
    Reason.NOT_OFFERED: mark("Personne n’a proposé cette aide à la personne"),
    Reason.FULL: mark("Plus de place"),
    Reason.OUTSIDE: mark("La personne n’habite pas notre secteur"),
    Reason.NOT_ELIGIBLE: mark("La personne ne remplit pas les conditions"),
    Reason.DUPLICATE: mark("Cette demande existe déjà"),
    Reason.MISTAKE: mark("Cette demande nous a été envoyée par erreur"),
    Reason.SOLVED: mark("Le besoin est résolu autrement"),
    Reason.MOVED: mark("La personne a déménagé"),
    Reason.DECEASED: mark("La personne est décédée"),
    Reason.UNREACHABLE: mark("Impossible de joindre la personne"),
}
REASON_TYPES: Mapping[ReasonType, str] = {
    ReasonType.NON_KNOWLEDGE: mark("Non-connaissance"),
    ReasonType.NON_DEMAND: mark("Non-demande"),
    ReasonType.NON_RECEIPT: mark("Non-réception"),
    ReasonType.NON_PROPOSAL: mark("Non-proposition"),
    ReasonType.OTHER: mark("Hors non-recours"),
}
