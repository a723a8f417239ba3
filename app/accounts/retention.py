"""How long accounts, and what signing in leaves behind, are kept."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.closing import (
    DEVICES_KEPT_FOR,
    INVITATIONS_KEPT_FOR,
    LEFTOVERS,
    REQUESTS_KEPT_FOR,
    close_unused,
    is_unused,
)
from app.accounts.models import Account, DeviceSession, Invitation, SignInRequest
from app.accounts.rules import CLOSED_AFTER_WARNING, INACTIVE_AFTER
from app.config import Config
from app.core.retention import Rule, count_rows, delete_rows


def rules(config: Config) -> Sequence[Rule]:
    """Return the rules of the accounts."""

    def close(session: Session, now: datetime) -> int:
        return close_unused(session, config.base_url, now)

    return (
        Rule(
            "comptes",
            "Comptes que personne n’utilise : adresse, nom, rôles ; fermés, il en reste un numéro",
            f"{INACTIVE_AFTER.days} jours, puis {CLOSED_AFTER_WARNING.days} jours après l’annonce",
            "la dernière utilisation",
            "Ne pas garder l’accès de qui est parti.",
            count_rows(Account, is_unused),
            close,
        ),
        Rule(
            "connexions",
            "Demandes de connexion : empreintes du code et du lien ; "
            "l’adresse de qui n’a pas de compte est effacée dans les heures qui suivent",
            f"{REQUESTS_KEPT_FOR.days} jour",
            "la demande",
            "Connecter une personne par courriel.",
            count_rows(SignInRequest, LEFTOVERS[SignInRequest]),
            delete_rows(SignInRequest, LEFTOVERS[SignInRequest]),
        ),
        Rule(
            "appareils",
            "Appareils qui ont été connectés : famille de navigateur et de système",
            f"{DEVICES_KEPT_FOR.days} jours",
            "la déconnexion",
            "Reconnaître un appareil, prévenir d’un nouveau.",
            count_rows(DeviceSession, LEFTOVERS[DeviceSession]),
            delete_rows(DeviceSession, LEFTOVERS[DeviceSession]),
        ),
        Rule(
            "invitations",
            "Invitations à rejoindre une organisation : adresse de la personne invitée",
            f"{INVITATIONS_KEPT_FOR.days} jours",
            "la fin de leur validité",
            "Savoir qui a été invité, et ne pas l’inviter deux fois.",
            count_rows(Invitation, LEFTOVERS[Invitation]),
            delete_rows(Invitation, LEFTOVERS[Invitation]),
        ),
    )
