"""What a moderator reads of a ticket, and the words that they start from when they answer."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from app.core.language import LANGUAGES, Translator, mark
from app.core.written_days import day_text
from app.directory.display.cards import Phone
from app.directory.display.phones import phone
from app.directory.models import Structure
from app.listings import ticket_mails
from app.listings.labels import TICKET_SORTS, TICKET_STATES, TROUBLES
from app.listings.models import Ticket
from app.listings.rules import TicketSort, TicketState, Trouble
from app.listings.services.moderating import OF_CLAIM, OF_REPORT, Verdict
from app.web.translations import translator

VERDICTS: Mapping[Verdict, str] = {
    Verdict.CORRECTED: mark("C’est corrigé"),
    Verdict.GONE: mark("Fermé définitivement"),
    Verdict.UNCHANGED: mark("Rien à changer"),
    Verdict.GRANT: mark("Accorder"),
    Verdict.REFUSE: mark("Refuser"),
}
HINTS: Mapping[Verdict, str] = {
    Verdict.CORRECTED: mark("Corrigez d’abord la fiche, puis revenez ici."),
    Verdict.GONE: mark("La fiche dira que ce lieu n’existe plus, et la recherche ne la donnera plus."),
    Verdict.UNCHANGED: mark("La fiche est juste, vous l’avez vérifié."),
    Verdict.GRANT: mark("L’organisation pourra changer cette fiche."),
    Verdict.REFUSE: mark("L’organisation n’aura aucun droit sur la fiche."),
}
WORDS: Mapping[Verdict, str] = {
    Verdict.CORRECTED: mark("Merci. Nous avons vérifié ce que vous avez vu, et la fiche est corrigée."),
    Verdict.GONE: mark("Merci. Nous avons vérifié : ce lieu n’existe plus. La fiche le dit maintenant."),
    Verdict.UNCHANGED: mark("Merci. Nous avons vérifié auprès de la structure : la fiche est juste."),
}
REPORT_STATES: Mapping[TicketState, str] = {
    TicketState.ACCEPTED: mark("Traité"),
    TicketState.REFUSED: VERDICTS[Verdict.UNCHANGED],
}
"""What became of a report, where it is not said as for what asks for a change."""


class Told(NamedTuple):
    """A ticket in words."""

    number: int
    sort: str
    trouble: str
    sent_on: str
    state: str
    is_open: bool
    answer: str
    answered_on: str
    language: str
    """In which the answer is read, by its own name."""
    has_contact: bool
    contact_domain: str
    """Of the e-mail that was left: « …@exemple.fr »; never the whole."""


def verdicts(ticket: Ticket) -> tuple[Verdict, ...]:
    """Return what may be decided of a ticket here; nothing for a correction, which is compared part by part elsewhere."""
    return {TicketSort.REPORT: OF_REPORT, TicketSort.CLAIM: OF_CLAIM}.get(TicketSort(ticket.sort), ())


def first_words(verdict: Verdict, ticket: Ticket) -> str:
    """Return the beginning of an answer, in the language of who reads it."""
    if verdict in OF_CLAIM:
        return ticket_mails.claim_decided(ticket.language, is_granted=verdict is Verdict.GRANT)
    return translator(ticket.language).gettext(WORDS[verdict])


def phones(structure: Structure) -> Sequence[Phone]:
    """Return the numbers at which a structure may be called: its own; those of its services when it has none."""
    texts = [structure.telephone] if phone(structure.telephone) else dict.fromkeys(service.telephone for service in structure.services)
    return [found for text in texts if (found := phone(text)) is not None]


def told(ticket: Ticket, t: Translator) -> Told:
    """Return a ticket in words."""
    state = TicketState(ticket.state)
    return Told(
        number=ticket.id,
        sort=t.gettext(TICKET_SORTS[TicketSort(ticket.sort)]),
        trouble=t.gettext(TROUBLES[Trouble(ticket.subject)]) if ticket.subject in set(Trouble) else "",
        sent_on=day_text(ticket.created_at.date(), t),
        state=t.gettext((REPORT_STATES if ticket.sort == TicketSort.REPORT else {}).get(state, TICKET_STATES[state])),
        is_open=ticket.state == TicketState.OPEN,
        answer=ticket.answer,
        answered_on=day_text(ticket.answered_at.date(), t) if ticket.answered_at else "",
        language=LANGUAGES[ticket.language].name if ticket.language in LANGUAGES else "",
        has_contact=bool(ticket.contact),
        contact_domain=f"…@{ticket.contact.rpartition('@')[2]}" if ticket.contact else "",
    )


def others(tickets: Iterable[Ticket], t: Translator) -> list[Told]:
    """Return the other tickets of a listing, in words."""
    return [told(ticket, t) for ticket in tickets]
