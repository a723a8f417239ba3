"""How long a short message that left is remembered."""

from app.core.retention import Rule, count_rows, delete_rows
from app.jobs.outbox.leaving import KEPT_FOR, is_old
from app.sms.models import OutgoingSms

RULES = (
    Rule(
        "sms",
        "SMS partis ou abandonnés : sujet en code et dates ; le numéro et le texte sont effacés dès le départ",
        f"{KEPT_FOR.days} jours",
        "le départ, ou l’abandon",
        "Savoir si un SMS est parti.",
        count_rows(OutgoingSms, is_old(OutgoingSms)),
        delete_rows(OutgoingSms, is_old(OutgoingSms)),
    ),
)
