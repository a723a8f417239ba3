"""Answering reports and claims."""

import pytest

from app.accounts.models import Membership
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.directory import editing
from app.directory.history import Author
from app.directory.models import Keeping, Service, Structure
from app.directory.rules import Origin
from app.listings.models import Ticket
from app.listings.rules import TicketSort, TicketState
from tests.listings import waiting
from tests.support.factories import GRENOBLE, LYON_7
from tests.support.forms import hidden_fields

CONTACT = "passant@exemple.fr"


@pytest.fixture
def service(directory):
    made = directory.fixed(GRENOBLE)
    directory.publish()
    return made


@pytest.fixture
def report(session, service, client, signed_in_as):
    waiting.moderator(signed_in_as, client, "38")
    return waiting.sent(session, service, contact=CONTACT, message="Le rideau est baissé depuis un mois.", language="en")


def path(ticket: Ticket) -> str:
    return f"/moderation/tickets/{ticket.id}"


def decide(client, ticket: Ticket, decision: str, words: str = "Merci, c’est fait."):
    return waiting.decide(
        client, path(ticket), {"decision": decision, f"{decision}-answer": words, f"{decision}-version": str(ticket.version)}
    )


def fresh(session, row):
    session.expire_all()
    return session.get(type(row), row.id)


class TestReading:
    def test_it_shows_what_was_sent_but_not_the_address_of_who_sent_it(self, client, session, report, service) -> None:
        older = waiting.sent(session, service, days_ago=9)
        text = client.get(path(report)).get_data(as_text=True)
        assert "Le rideau est baissé" in text
        assert CONTACT not in text
        assert f'href="/services/{service.id}"' in text
        assert f'href="{path(older)}"' in text

    def test_answers_begin_in_the_language_of_who_reads_them(self, client, report) -> None:
        assert "English" in client.get(path(report)).get_data(as_text=True)

    def test_a_correction_is_compared_elsewhere(self, client, session, service, report) -> None:
        proposal = waiting.sent(session, service, TicketSort.PROPOSAL, proposed={"nom": "Autre"})
        assert f'href="/mes-fiches/{service.structure_id}/propositions/{proposal.id}"' in client.get(path(proposal)).get_data(as_text=True)

    def test_a_listing_that_has_not_changed_since_is_told_and_may_be_answered_as_corrected(self, client, session, report, service) -> None:
        told = "La fiche n’a pas changé depuis ce signalement."
        assert client.get(path(report)).get_data(as_text=True).count(told) == 1
        with unit_of_work(session):
            editing.edit(session, session.get(Service, service.id), {"nom": "Autre nom"}, Author(Origin.MODERATOR, "moderation"))
        assert told not in client.get(path(report)).get_data(as_text=True)
        older = waiting.sent(session, service, days_ago=0)
        assert told in client.get(path(older)).get_data(as_text=True)

    def test_a_report_dealt_with_is_not_said_accepted(self, client, report) -> None:
        decide(client, report, "corrige")
        text = client.get(path(report)).get_data(as_text=True)
        assert "Traité" in text
        assert "Accepté" not in text


class TestDeciding:
    def test_an_answer_leaves_and_the_next_item_is_shown(self, client, session, report, outbox) -> None:
        answered = decide(client, report, "corrige")
        assert (answered.status_code, answered.location) == (303, "/moderation/suivant")
        found = fresh(session, report)
        assert (found.state, found.answer, found.answered_by) == (TicketState.ACCEPTED, "Merci, c’est fait.", "moderation")
        assert [recipient for recipient, _letter in outbox()] == [CONTACT]

    def test_a_double_click_answers_once(self, client, report, outbox) -> None:
        form = hidden_fields(client.get(path(report)), path(report))
        data = {**form, "decision": "corrige", "corrige-answer": "Merci.", "corrige-version": str(report.version)}
        assert [client.post(path(report), data=data).location for _ in range(2)] == ["/moderation/suivant"] * 2
        assert len(outbox()) == 1

    def test_who_decides_second_reads_what_was_decided_and_keeps_their_words(self, client, session, report, outbox) -> None:
        form = hidden_fields(client.get(path(report)), path(report))
        decide(client, report, "rien-a-changer", "La fiche est juste.")
        late = client.post(path(report), data={**form, "decision": "disparu", "disparu-answer": "Mes mots à moi.", "disparu-version": "1"})
        text = late.get_data(as_text=True)
        assert late.status_code == 409
        assert "La fiche est juste." in text
        assert "Mes mots à moi." in text
        assert fresh(session, report).state == TicketState.REFUSED
        assert len(outbox()) == 1

    def test_an_answer_needs_words(self, client, session, report) -> None:
        refused = decide(client, report, "corrige", " ")
        assert refused.status_code == 422
        assert fresh(session, report).state == TicketState.OPEN

    def test_what_is_no_decision_is_not_there(self, client, report) -> None:
        assert decide(client, report, "accorder").status_code == 404

    def test_a_place_that_is_no_more_says_it(self, client, session, report, service) -> None:
        decide(client, report, "disparu")
        assert fresh(session, service).ended_on is not None
        assert session.get(Structure, service.structure_id).ended_on is None
        assert client.get(f"/services/{service.id}").status_code == 200

    def test_nobody_else_s_territory(self, client, session, directory, report) -> None:
        lyon = directory.fixed(LYON_7)
        directory.publish()
        other = waiting.sent(session, lyon)
        assert client.get(path(other)).status_code == 404
        token = hidden_fields(client.get(path(report)), path(report))
        assert client.post(path(other), data={**token, "decision": "corrige", "corrige-answer": "Non."}).status_code == 404
        assert fresh(session, other).state == TicketState.OPEN

    def test_a_second_factor_is_asked(self, app, session, service, report, signed_in_as) -> None:
        stranger = app.test_client()
        waiting.moderator(signed_in_as, stranger, second_factor=False)
        assert stranger.get(path(report)).location.startswith("/connexion/verification?")


class TestClaims:
    @pytest.fixture
    def claim(self, session, service, client, signed_in_as):
        account = waiting.moderator(signed_in_as, client, "38")
        organisation = waiting.to_verify(session, siret="12345678900011")
        with unit_of_work(session):
            session.add(Membership(account_id=account.id, organisation_id=organisation.id, role="proprietaire", created_at=utc_now()))
        return waiting.sent(session, service, TicketSort.CLAIM, organisation=organisation.id, contact=CONTACT)

    def test_a_claim_shows_whom_to_call_and_only_the_domain_of_who_asks(self, client, session, claim) -> None:
        with unit_of_work(session):
            session.get(Structure, claim.structure_id).telephone = "04 76 00 00 00"
        text = client.get(path(claim)).get_data(as_text=True)
        assert 'href="tel:+33476000000"' in text
        assert "…@exemple.fr" in text
        assert CONTACT not in text
        assert "pas encore vérifiée" in text

    def test_a_claim_on_a_listing_without_telephone_says_so(self, client, session, claim, service) -> None:
        with unit_of_work(session):
            session.get(Structure, claim.structure_id).telephone = session.get(Service, service.id).telephone = ""
        assert "La fiche n’a aucun téléphone." in client.get(path(claim)).get_data(as_text=True)

    def test_a_claim_is_granted(self, client, session, claim, outbox) -> None:
        decide(client, claim, "accorder")
        kept = session.query(Keeping).one()
        assert (kept.organisation_id, kept.structure_id) == (claim.organisation_id, claim.structure_id)
        assert [recipient for recipient, _letter in outbox()] == [CONTACT]

    def test_a_claim_is_refused(self, client, session, claim, outbox) -> None:
        assert "12345678900011" in client.get(path(claim)).get_data(as_text=True)
        decide(client, claim, "refuser")
        assert session.query(Keeping).count() == 0
        assert fresh(session, claim).state == TicketState.REFUSED
        assert len(outbox()) == 1


def test_a_structure_that_is_no_more_takes_its_services_along(session, directory) -> None:
    from app.listings.queries import listing
    from app.listings.services.moderating import end

    structure = directory.structure()
    directory.fixed(structure=structure)
    directory.fixed(structure=structure)
    directory.publish()
    with unit_of_work(session):
        end(session, listing(session, structure.id), None)
    assert all(service.ended_on for service in session.query(Service))
    assert structure.ended_on is not None
