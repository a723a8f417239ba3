"""The audit journal in words: who (as what, by the number of an account), did what, about which number. Codes only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.audit import AuditEntry
from app.core.language import Translator, mark
from app.orientations.display.thread import moment_text
from app.orientations.labels import ACTORS

ACTIONS: Mapping[str, str] = {
    "orientation:opened": mark("Page d’une orientation ouverte par qui reçoit"),
    "orientation:identified": mark("Code d’un lien donné : identité ouverte"),
    "orientation:code-sent": mark("Code envoyé à l’adresse connue de la structure"),
    "orientation:code-refused": mark("Code refusé"),
    "orientation:link-refused": mark("Lien refusé"),
    "orientation:link-renewed": mark("Lien envoyé de nouveau"),
    "orientation:link-revoked": mark("Lien fermé"),
    "orientation:links-revoked": mark("Liens fermés"),
    "orientation:code-given": mark("Page de la personne ouverte par son code"),
    "orientation:withdrawn": mark("Accord de la personne retiré"),
    "orientation:exported": mark("Orientations exportées"),
    "outreach:code-given": mark("Page de suivi d’un « aller vers » ouverte par son code"),
    "outreach:code-refused": mark("Code de suivi d’un « aller vers » refusé"),
    "outreach:sector-given": mark("Secteur d’« aller vers » confié à une organisation"),
    "outreach:team-given": mark("Équipe d’« aller vers » confiée à une organisation"),
    "survey:opened": mark("Enquête ouverte"),
    "survey:closed": mark("Enquête terminée"),
    "survey:link-made": mark("Appareil préparé pour une enquête"),
    "survey:link-revoked": mark("Appareil retiré d’une enquête"),
    "survey:codes-drawn": mark("Codes d’accès à une enquête tirés"),
    "survey:text-reviewed": mark("Texte d’une enquête relu"),
    "survey:moved": mark("Enquête passée à une version suivante"),
    "survey:target-set": mark("Nombre de réponses espéré changé"),
    "survey:given-back": mark("Suite d’une enquête montrée"),
    "survey:given-back-hidden": mark("Suite d’une enquête retirée"),
    "survey:draft-begun": mark("Questionnaire commencé"),
    "survey:draft-dropped": mark("Questionnaire en préparation supprimé"),
    "survey:gates-set": mark("Demandes avant publication changées"),
    "survey:easy-read": mark("Lecture du français simple notée"),
    "survey:data-sheet": mark("Fiche sur les données remplie"),
    "survey:code-changed": mark("Code d’un questionnaire changé"),
    "survey:published": mark("Questionnaire publié"),
    "survey:committee-link-made": mark("Lien de comité préparé"),
    "survey:committee-link-revoked": mark("Lien de comité retiré"),
    "survey:remark-settled": mark("Remarque d’un comité réglée"),
    "survey:opinion": mark("Avis d’un comité donné"),
    "survey:vote-opened": mark("Vote ouvert dans une salle"),
    "survey:vote-closed": mark("Vote terminé"),
    "export:made": mark("Résultats d’une enquête exportés"),
    "purge:asked": mark("Effacement demandé"),
    "keys:rotated": mark("Clés de chiffrement changées"),
}
ACTING: Mapping[str, str] = {
    **{actor.value: words for actor, words in ACTORS.items()},
    "demandeur": mark("Qui a fait la demande"),
    "administrateur": mark("Administration"),
    "comite": mark("Comité de personnes concernées"),
    "commande": mark("Commande de l’exploitant"),
}
SUBJECTS: Mapping[str, str] = {
    "orientation": mark("orientation n° %(number)s"),
    "outreach_request": mark("demande d’aller vers n° %(number)s"),
    "outreach_sector": mark("secteur n° %(number)s"),
    "outreach_team": mark("équipe n° %(number)s"),
    "campaign": mark("enquête n° %(number)s"),
    "campaign_link": mark("appareil n° %(number)s"),
    "questionnaire_draft": mark("questionnaire en préparation n° %(number)s"),
    "questionnaire_version": mark("version de questionnaire n° %(number)s"),
    "committee_link": mark("lien de comité n° %(number)s"),
    "committee_comment": mark("remarque n° %(number)s"),
    "room_vote": mark("vote n° %(number)s"),
    "organisation": mark("organisation n° %(number)s"),
    "account": mark("compte n° %(number)s"),
    "orientation_link": mark("lien n° %(number)s"),
}
DETAILS: Mapping[str, str] = {
    "avec-noms": mark("avec les noms"),
    "sans-noms": mark("sans les noms"),
    "code-faux": mark("code faux"),
    "code-perime": mark("code périmé"),
    "trop-d-essais": mark("trop d’essais"),
    "lien-inconnu": mark("lien inconnu"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal."""

    when: str
    what: str
    who: str
    about: str
    detail: str


def entries(found: Sequence[AuditEntry], t: Translator) -> list[Entry]:
    """Return lines as the page shows them; a code that has no words is shown as it is."""
    return [_entry(one, t) for one in found]


def action_text(action: str, t: Translator) -> str:
    """Return what was done, in words."""
    return t.gettext(ACTIONS[action]) if action in ACTIONS else action


def _entry(one: AuditEntry, t: Translator) -> Entry:
    who = t.gettext(ACTING[one.actor]) if one.actor in ACTING else one.actor
    account = t.gettext("compte n° %(number)s", number=one.account_id) if one.account_id else ""
    about = ""
    if one.subject_id is not None:
        known = SUBJECTS.get(one.subject)
        about = t.gettext(known, number=one.subject_id) if known else f"{one.subject} {one.subject_id}"
    detail = t.gettext(DETAILS[one.detail]) if one.detail in DETAILS else one.detail
    return Entry(moment_text(one.at, t), action_text(one.action, t), ", ".join(filter(None, (who, account))), about, detail)
