"""The secret link by which somebody follows what they sent."""

import pytest
from sqlalchemy import select

from app.core.tokens import digest
from app.core.unit_of_work import unit_of_work
from app.listings.models import Ticket
from app.listings.rules import TicketState
from app.listings.services.tickets import answer
from tests.support.forms import post_form

WORDS = "Le portail est au fond de la cour."


@pytest.fixture
def link(client, directory):
    made = directory.fixed()
    directory.publish()
    sent = post_form(client, f"/services/{made.id}/signaler", {"trouble": "adresse", "message": WORDS, "contact": "voisine@exemple.fr"})
    return sent.headers["Location"]


def test_the_page_tells_the_state_and_neither_the_words_nor_the_address(client, link):
    text = client.get(link).get_data(as_text=True)
    assert "En attente de réponse" in text
    assert "L’adresse n’est pas bonne" in text
    assert WORDS not in text
    assert "voisine" not in text


def test_a_report_that_was_answered_reads_as_dealt_with(client, session, link):
    assert "Ce que vous avez signalé" in client.get(link).get_data(as_text=True)
    with unit_of_work(session):
        answer(
            session,
            session.scalars(select(Ticket)).one(),
            state=TicketState.ACCEPTED,
            text="Merci.",
            by="moderation",
            base_url="https://a.fr",
        )
    text = client.get(link).get_data(as_text=True)
    assert "Traité" in text
    assert "Accepté" not in text


def test_the_page_is_kept_nowhere_and_tells_no_other_site(client, link):
    headers = client.get(link).headers
    assert (headers["Cache-Control"], headers["Referrer-Policy"], headers["X-Robots-Tag"]) == ("no-store", "no-referrer", "noindex")


def test_the_secret_is_kept_as_a_digest(session, link):
    secret = link.rsplit("/", 1)[-1]
    assert session.scalar(select(Ticket.secret_digest)) == digest(secret)


@pytest.mark.parametrize("forged", ["x", "x" * 500, "%00", "..%2F..", "é", "bien-forme-mais-jamais-donne-0123"])
def test_a_forged_link_leads_nowhere(client, link, forged):
    assert client.get(f"/suivi/{forged}").status_code == 404


def test_the_digest_itself_opens_nothing(client, link):
    assert client.get(f"/suivi/{digest(link.rsplit('/', 1)[-1])}").status_code == 404


def test_following_acts_on_nothing(client, link):
    assert client.post(link).status_code in {400, 405}
