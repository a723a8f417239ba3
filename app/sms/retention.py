"""How long a short message that left is remembered."""

from app.core.retention import Rule
from app.sms.services import KEPT_FOR, count_old, forget_old

RULES = (
    Rule(
        "sms",
        "SMS partis ou abandonnés : sujet en code et dates ; le numéro et le texte sont effacés dès le départ",
        f"{KEPT_FOR.days} jours",
        "le départ, ou l’abandon",
        "Savoir si un SMS est parti.",
        count_old,
        forget_old,
    ),
)
