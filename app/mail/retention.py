"""How long a mail that left is remembered."""

from app.core.retention import Rule, count_rows, delete_rows
from app.jobs.outbox.leaving import KEPT_FOR, is_old
from app.mail.models import OutgoingMail

RULES = (
    Rule(
        "courriels",
        "Courriels partis ou abandonnés : objet et dates ; l’adresse et le texte sont effacés dès le départ",
        f"{KEPT_FOR.days} jours",
        "le départ, ou l’abandon",
        "Savoir si un courriel est parti.",
        count_rows(OutgoingMail, is_old(OutgoingMail)),
        delete_rows(OutgoingMail, is_old(OutgoingMail)),
    ),
)
