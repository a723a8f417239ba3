"""How long what people send about a listing is kept."""

from app.core.retention import Rule, count_rows
from app.listings.models import Ticket
from app.listings.purging import CODE_FORGOTTEN_AFTER, KEPT_AFTER_ANSWER, is_old, is_unproven, sweep_tickets

RULES = (
    Rule(
        "messages",
        "Messages sur une fiche et adresse pour y répondre ; "
        f"demandes de tenir une fiche jamais prouvées ({CODE_FORGOTTEN_AFTER.days} jours)",
        f"{KEPT_AFTER_ANSWER.days} jours",
        "la réponse",
        "Répondre, et revenir sur une réponse contestée.",
        count_rows(Ticket, lambda now: is_old(now) | is_unproven(now)),
        sweep_tickets,
    ),
)
