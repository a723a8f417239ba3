"""States, actions and choices in words, as coordination and teams read them; who asked reads those of `display/following.py`."""

from collections.abc import Mapping

from app.core.language import mark
from app.outreach.rules import Action, Actor, Consent, Need, NoteKind, Outcome, Reason, Requester, Result, Safety, State, Urgency

STATES: Mapping[State, str] = {
    State.REPORTED: mark("Signalée"),
    State.TO_SORT: mark("À trier"),
    State.ASSIGNED: mark("Confiée à une équipe"),
    State.TRANSFERRED: mark("Reçue d’un autre secteur"),
    State.DUPLICATE: mark("Doublon"),
    State.INADMISSIBLE: mark("Non recevable"),
    State.SENT_BACK: mark("Renvoyée par l’équipe"),
    State.PLANNED: mark("Passage prévu"),
    State.TRIED: mark("Équipe passée, personne pas encore rencontrée"),
    State.CONTACT: mark("Personne rencontrée"),
    State.ONGOING: mark("Lien en cours"),
    State.ORIENTED: mark("Orientée vers un service"),
    State.NOT_MET: mark("Personne non rencontrée"),
    State.CLOSED: mark("Close"),
}
ACTORS: Mapping[Actor, str] = {
    Actor.REQUESTER: mark("Qui a fait la demande"),
    Actor.COORDINATOR: mark("La coordination du secteur"),
    Actor.TEAM: mark("L’équipe mobile"),
    Actor.CLOCK: mark("Automatique"),
}
ACTIONS: Mapping[Action, str] = {
    Action.ROUTE: mark("Remise à un secteur"),
    Action.ASSIGN: mark("Confiée à une équipe"),
    Action.TRANSFER: mark("Transfert à un autre secteur"),
    Action.MERGE: mark("Réunion avec une autre demande"),
    Action.REFUSE: mark("Refus"),
    Action.PLAN: mark("Passage prévu"),
    Action.SEND_BACK: mark("Renvoi par l’équipe"),
    Action.NEXT_TEAM: mark("Équipe suivante sollicitée"),
    Action.RETURN: mark("Retour au tri, faute d’équipe"),
    Action.ATTEMPT: mark("Passage de l’équipe"),
    Action.MEET: mark("Rencontre"),
    Action.GIVE_UP: mark("Fin sans rencontre"),
    Action.FOLLOW: mark("Début du lien"),
    Action.ORIENT: mark("Orientation vers un service"),
    Action.CLOSE: mark("Clôture"),
    Action.WITHDRAW: mark("Demande retirée"),
    Action.EXPIRE: mark("Clôture après un long silence"),
    Action.REOPEN: mark("Réouverture"),
}
REQUESTERS: Mapping[Requester, str] = {
    Requester.PROFESSIONAL: mark("Un professionnel, pour son organisation"),
    Requester.PARTNER: mark("Un partenaire : commerçant, agent de transport, mairie, gardien…"),
    Requester.PERSON: mark("La personne elle-même"),
    Requester.NEIGHBOUR: mark("Un riverain ou un passant"),
}
URGENCIES: Mapping[Urgency, str] = {
    Urgency.SOON: mark("Sous 72 heures"),
    Urgency.NORMAL: mark("Sous 14 jours"),
}
NEEDS: Mapping[Need, str] = {
    Need.SHELTER: mark("Un abri"),
    Need.FOOD: mark("Manger"),
    Need.HYGIENE: mark("Se laver, laver son linge"),
    Need.CLOTHES: mark("Des vêtements, un duvet"),
    Need.RIGHTS: mark("Ses droits, ses papiers"),
    Need.ADDRESS: mark("Une adresse pour le courrier"),
    Need.LINK: mark("Parler à quelqu’un"),
    Need.CARE: mark("Voir un soignant"),
    Need.FAMILY: mark("Une aide pour ses enfants"),
}
SAFETY: Mapping[Safety, str] = {
    Safety.DOG: mark("Un chien sur place"),
    Safety.ISOLATED: mark("Lieu isolé, sans réseau ou sans éclairage"),
    Safety.ACCESS: mark("Accès difficile : talus, berge, escalier, squat"),
    Safety.ROAD: mark("Bord de route ou de voie ferrée"),
    Safety.SYRINGES: mark("Objets coupants au sol"),
    Safety.BY_DAY: mark("Passer de jour seulement"),
    Safety.IN_PAIRS: mark("Ne pas y aller seul"),
    Safety.DISCREET: mark("Rester discret : la personne se cache de quelqu’un"),
    Safety.TENSION: mark("Des tensions ont été vues sur place"),
}
RESULTS: Mapping[Result, str] = {
    Result.MET: mark("Personne rencontrée"),
    Result.NOT_FOUND: mark("Personne non trouvée"),
    Result.INACCESSIBLE: mark("Lieu inaccessible"),
    Result.REFUSED: mark("La personne ne veut pas de contact"),
    Result.DANGER: mark("Passage arrêté : danger"),
    Result.THIRD_PARTY: mark("Quelqu’un d’autre a été vu et a donné des nouvelles"),
}
CONSENTS: Mapping[Consent, str] = {
    Consent.YES: mark("Oui"),
    Consent.NO: mark("Non"),
    Consent.LATER: mark("Pas maintenant"),
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.WELCOMED: mark("Accueillie par un service"),
    Outcome.MET_ON_SPOT: mark("Aidée sur place"),
    Outcome.REFUSED: mark("N’a pas voulu d’aide"),
    Outcome.NOT_MET: mark("Non rencontrée"),
    Outcome.ALREADY_FOLLOWED: mark("Déjà suivie par une équipe"),
    Outcome.MOVED: mark("Partie ailleurs"),
    Outcome.HOSPITAL: mark("Hospitalisée"),
    Outcome.DECEASED: mark("Décédée"),
    Outcome.TRANSFERRED: mark("Une autre équipe a pris le relais"),
    Outcome.WITHDRAWN: mark("Demande retirée par qui l’a faite"),
    Outcome.UNKNOWN: mark("On ne sait pas"),
}
REASONS: Mapping[Reason, str] = {
    Reason.FULL: mark("L’équipe n’a plus de place sur ses tournées"),
    Reason.OUTSIDE: mark("C’est hors du secteur"),
    Reason.UNSAFE: mark("L’équipe ne peut pas y aller sans danger"),
    Reason.NOT_OUTREACH: mark("Une autre démarche convient mieux"),
    Reason.NOT_ENOUGH: mark("Il manque de quoi trouver la personne"),
    Reason.NOBODY: mark("La demande ne porte pas sur une personne à aider"),
    Reason.MISTAKE: mark("Demande envoyée par erreur"),
}
NOTES: Mapping[NoteKind, str] = {
    NoteKind.SITUATION: mark("Ce que dit la demande"),
    NoteKind.TO_REQUESTER: mark("Mot pour qui a fait la demande"),
    NoteKind.OF_COORDINATION: mark("Note de la coordination"),
    NoteKind.OF_TEAM: mark("Note de l’équipe"),
}
