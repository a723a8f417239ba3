"""Tickets: answered once, sealed, forgotten once they have served."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.directory.rules import ClaimWay
from app.listings.models import Ticket
from app.listings.purging import sweep_tickets
from app.listings.queries import listing
from app.listings.rules import TicketSort, TicketState
from app.listings.services.tickets import AlreadyAnswered, answer, open_ticket

URL = "https://reperes.exemple.fr"


@pytest.fixture
def sent(session, directory):
    """Send something about a listing: `sent(sort=…)`."""
    structure = directory.fixed().structure
    directory.publish()

    def send(sort=TicketSort.REPORT, **described):
        with unit_of_work(session):
            about = listing(session, structure.id)
            ticket, _secret = open_ticket(
                session, sort=sort, listing=about, **{"message": "Des mots.", "contact": "a@exemple.fr", **described}
            )
        return ticket

    return send


def answered(session, ticket, state=TicketState.ACCEPTED):
    with unit_of_work(session):
        answer(session, ticket, state=state, text="Merci.", by="moderation", base_url=URL)


def test_a_ticket_is_answered_once(session, sent, outbox):
    ticket = sent()
    answered(session, ticket)
    with pytest.raises(AlreadyAnswered):
        answered(session, ticket, TicketState.REFUSED)
    assert ticket.state == "accepte"
    assert len(outbox()) == 1


def test_who_left_no_address_gets_no_mail(session, sent, outbox):
    answered(session, sent(contact=""))
    assert outbox() == []


def test_words_and_addresses_are_sealed(session, sent):
    sent()
    stored = session.execute(text("SELECT message, contact FROM ticket")).one()
    assert "mots" not in stored.message
    assert "exemple" not in stored.contact


def test_words_are_forgotten_six_months_after_the_answer_and_the_link_stays(session, sent):
    old, young, waiting = sent(), sent(), sent()
    for ticket in (old, young):
        answered(session, ticket)
    now = utc_now()
    with unit_of_work(session):
        old.answered_at = now - timedelta(days=184)
        waiting.created_at = now - timedelta(days=400)
    secrets = [ticket.secret_digest for ticket in (old, young, waiting)]
    with unit_of_work(session):
        assert sweep_tickets(session, now) == 1
    with unit_of_work(session):
        assert sweep_tickets(session, now) == 0
    session.expire_all()
    assert [(ticket.message, ticket.contact) for ticket in (old, young, waiting)] == [
        (None, None), ("Des mots.", "a@exemple.fr"), ("Des mots.", "a@exemple.fr"),
    ]  # fmt: skip
    assert (old.answer, [ticket.secret_digest for ticket in (old, young, waiting)]) == ("Merci.", secrets)


def test_a_claim_whose_code_never_came_back_is_forgotten(session, sent):
    unproven, for_moderators = sent(TicketSort.CLAIM, way=ClaimWay.EMAIL), sent(TicketSort.CLAIM, way=ClaimWay.MODERATOR)
    with unit_of_work(session):
        unproven.code_sent_at = for_moderators.code_sent_at = utc_now() - timedelta(days=31)
    kept = for_moderators.id
    with unit_of_work(session):
        assert sweep_tickets(session, utc_now()) == 1
    assert session.scalars(select(Ticket.id)).all() == [kept]
