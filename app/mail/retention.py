"""How long a mail that left is remembered."""

from sqlalchemy import func

from app.core.retention import Rule, count_rows
from app.mail.models import OutgoingMail
from app.mail.services import KEPT_FOR, forget_old

RULES = (
    Rule(
        "courriels",
        "Courriels partis ou abandonnés : objet et dates ; l’adresse et le texte sont effacés dès le départ",
        f"{KEPT_FOR.days} jours",
        "le départ, ou l’abandon",
        "Savoir si un courriel est parti.",
        count_rows(OutgoingMail, lambda now: func.coalesce(OutgoingMail.sent_at, OutgoingMail.gave_up_at) < now - KEPT_FOR),
        forget_old,
    ),
)
