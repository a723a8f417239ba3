"""Words for what accounts may be."""

from app.accounts.rules import MemberRole, Role
from app.core.language import mark

ROLES = {
    Role.MODERATOR: mark("Modération"),
    Role.COORDINATOR: mark("Coordination d’un secteur"),
    Role.AUTHOR: mark("Écriture de questionnaires"),
    Role.REVIEWER: mark("Relecture"),
    Role.PILOT: mark("Pilotage de l’observatoire"),
    Role.ADMINISTRATOR: mark("Administration du site"),
}
"""What somebody does, rather than who they are: the words are the same for all."""

MEMBER_ROLES = {
    MemberRole.MEMBER: mark("Membre"),
    MemberRole.EDITOR: mark("Peut modifier les fiches"),
    MemberRole.OWNER: mark("Responsable"),
}
