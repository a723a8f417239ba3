"""One orientation: both sides read it, nobody else does."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import Organisation
from app.core.audit import AuditEntry
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.orientations.models import Orientation, OrientationLink, OrientationPerson
from app.orientations.models.person import new_note
from app.orientations.queries import keepers_of
from app.orientations.rules import Action, Actor, Mover, NoteKind, State, Told
from app.orientations.services.creating import make_code
from app.orientations.services.moving import move
from tests.orientations.conftest import RECEIVING, SENDING
from tests.orientations.making import NAME, PHONE, WAYS, WORDS
from tests.support.forms import hidden_fields, post_form

pytestmark = pytest.mark.one_engine
"""Pages and words; what depends on the database is tried on both, in the tests beside."""

OTHER = "Autre association de l’Exemple"
PRESENTATION = "Cherche une adresse, disponible le matin (exemple)."


@pytest.fixture
def stranger(app, signed_in_as):
    client = app.test_client()
    signed_in_as(client, email="autre@exemple.fr", organisations={OTHER: "membre"})
    return client


@pytest.fixture
def tenth_of_march(at):
    """Asked for before anybody signs in: nobody stays signed in for months."""
    return at("2026-03-10 10:00")


def path_of(made) -> str:
    return f"/orientations/{made.id}"


def text_of(client, made) -> str:
    page = client.get(path_of(made))
    assert page.status_code == 200
    return page.get_data(as_text=True).replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize("state", WAYS)
def test_each_state_is_read_by_its_sender_and_once_it_left_by_its_target(orientation, sender, receiver, state) -> None:
    made = orientation(state)
    assert NAME in text_of(sender[0], made)
    answer = receiver[0].get(path_of(made))
    assert answer.status_code == (404 if state in (State.DRAFT, State.TO_VERIFY) else 200)


class TestWho:
    def test_an_organisation_that_was_refused_receives_for_nobody(self, session, orientation, service, receiver) -> None:
        made = orientation(State.SENT)
        line = f'/orientations/{made.id}"'
        assert keepers_of(session, service.structure_id)
        assert line in receiver[0].get("/orientations/recues").text
        with unit_of_work(session):
            session.scalars(select(Organisation).where(Organisation.name == RECEIVING)).one().refused_at = utc_now()
        assert keepers_of(session, service.structure_id) == frozenset()
        assert line not in receiver[0].get("/orientations/recues").text
        assert receiver[0].get(path_of(made)).status_code == 404

    def test_another_organisation_gets_the_answer_of_what_does_not_exist(self, orientation, stranger) -> None:
        made = orientation(State.SENT)
        unknown = stranger.get("/orientations/999999")
        token = hidden_fields(stranger.get("/compte"))["csrf_token"]
        for end in ("envoyer", "rappel", "accord/retirer"):
            assert stranger.post(f"{path_of(made)}/{end}", data={"csrf_token": token}).status_code == 404
        assert stranger.get(path_of(made)).status_code == unknown.status_code == 404

    def test_nobody_signed_in_is_asked_who_they_are(self, app, orientation) -> None:
        answer = app.test_client().get(path_of(orientation(State.SENT)))
        assert answer.status_code == 303
        assert NAME not in answer.get_data(as_text=True)

    def test_the_title_and_the_address_name_nobody(self, orientation, sender) -> None:
        told = text_of(sender[0], orientation(State.SENT))
        title = told[told.index("<title>") : told.index("</title>")]
        assert NAME not in title
        assert "Tilleuls" not in title

    def test_the_target_that_opens_it_stands_in_the_journal_and_nothing_moves(self, session, orientation, sender, receiver) -> None:
        made = orientation(State.SENT)
        version = made.version
        text_of(receiver[0], made)
        text_of(sender[0], made)
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "orientation:opened")).all()
        assert [(one.actor, one.account_id, one.subject_id) for one in entries] == [(Actor.TARGET, receiver[1].id, made.id)]
        session.refresh(made)
        assert (made.state, made.version) == (State.SENT, version)


class TestPage:
    def test_it_says_what_comes_next_and_by_when(self, tenth_of_march, orientation, sender, receiver) -> None:
        new, old = orientation(State.SENT), orientation(State.SENT, at=tenth_of_march - timedelta(days=8))
        assert "Répondez avant le 13 mars 2026" in text_of(receiver[0], new)
        assert "Sans nouvelles le 16 mars 2026" in text_of(sender[0], new)
        assert "Toujours pas de réponse" in text_of(sender[0], old)
        assert "Sans elle, la demande se ferme le 1er avril 2026" in text_of(receiver[0], old)

    def test_the_clock_of_the_first_contact_is_told_before_and_after_it_fails(self, tenth_of_march, orientation, sender) -> None:
        new, old = orientation(State.SENT), orientation(State.SENT, at=tenth_of_march - timedelta(days=18))
        assert "Premier contact attendu avant le 24 mars 2026." in text_of(sender[0], new)
        assert "En retard : premier contact attendu avant le 6 mars 2026." in text_of(sender[0], old)

    def test_a_contact_of_another_attempt_stops_the_clock(self, session, orientation, sender) -> None:
        first = orientation(State.REFUSED)
        child = orientation(State.SENT, root_id=first.id, parent_id=first.id, first_sent_at=first.first_sent_at)
        with unit_of_work(session):
            first.contact_at = utc_now()
        assert "Premier contact attendu" not in text_of(sender[0], child)
        assert path_of(child) in text_of(sender[0], first)

    def test_the_agreement_shows_the_words_that_were_heard(self, orientation, sender) -> None:
        assert WORDS in text_of(sender[0], orientation(State.SENT))
        assert "Aucun accord" in text_of(sender[0], orientation(State.SENT, is_anonymous=True))

    def test_the_code_is_the_senders_and_reads_in_two_groups(self, maker, session, orientation, sender, receiver) -> None:
        made = orientation(State.SENT)
        with unit_of_work(session):
            code = make_code(maker.context(), session.get_one(Orientation, made.id))
        said = f"{code[:4]} {code[4:]}"
        assert said in text_of(sender[0], made)
        told = text_of(receiver[0], made)
        assert said not in told
        assert code not in told

    def test_steps_say_what_was_reported_and_by_whom(self, maker, session, orientation, sender) -> None:
        made = orientation(State.SENT)
        with unit_of_work(session):
            step = move(maker.context(), made, Action.ACCEPT, Mover(Actor.SENDER))
            note = new_note(made.id, NoteKind.DECIDER, "Camille (exemple)", Mover(Actor.SENDER), utc_now())
            note.step_id = step.id
            session.add(note)
        told = text_of(sender[0], made)
        assert "rapporté" in told
        assert "Camille (exemple)" in told

    def test_what_the_person_told_and_what_was_written_of_her_are_there(self, session, orientation, sender, receiver) -> None:
        made = orientation(State.CONTACT)
        with unit_of_work(session):
            made.told_contact, made.told_at = Told.PARTLY, utc_now()
            session.add(new_note(made.id, NoteKind.TO_TARGET, PRESENTATION, Mover(Actor.SENDER), utc_now()))
        for client in (sender[0], receiver[0]):
            told = text_of(client, made)
            assert "En partie" in told
            assert PRESENTATION in told
            assert PHONE.replace(" ", "") in told.replace(" ", "")

    def test_an_example_says_so(self, orientation, sender) -> None:
        assert 'class="sample"' in text_of(sender[0], orientation(State.SENT, is_example=True))

    def test_a_service_that_left_the_directory_is_said_to_have_left(self, session, orientation, sender) -> None:
        made = orientation(State.SENT)
        with unit_of_work(session):
            made.service_id = made.structure_id = None
        assert "Service retiré" in text_of(sender[0], made)


class TestDraft:
    def test_it_is_sent_once_and_the_target_is_written_to(self, session, orientation, sender, outbox) -> None:
        made = orientation(State.DRAFT)
        action = f"{path_of(made)}/envoyer"
        assert "brouillon=" in text_of(sender[0], made)
        answer = post_form(sender[0], path_of(made), action=action)
        assert answer.status_code == 303
        session.refresh(made)
        assert made.state == State.SENT
        letters = [letter for to, letter in outbox() if to == "tilleuls@exemple.fr"]
        assert len(letters) == 1
        assert NAME not in str(letters[0])

    def test_it_goes_to_coordinators_while_the_organisation_is_not_verified(self, session, orientation, sender) -> None:
        made = orientation(State.DRAFT)
        with unit_of_work(session):
            session.scalars(select(Organisation).where(Organisation.name == SENDING)).one().verified_at = None
        post_form(sender[0], path_of(made), action=f"{path_of(made)}/envoyer")
        session.refresh(made)
        assert made.state == State.TO_VERIFY

    def test_a_draft_that_changed_meanwhile_is_not_sent(self, session, orientation, sender) -> None:
        made = orientation(State.DRAFT)
        answer = post_form(sender[0], path_of(made), {"version": str(made.version + 1)}, action=f"{path_of(made)}/envoyer")
        session.refresh(made)
        assert (answer.status_code, made.state) == (409, State.DRAFT)


class TestPerson:
    def test_a_call_that_was_asked_for_is_said_to_be_done(self, session, orientation, sender, receiver) -> None:
        made = orientation(State.SENT)
        with unit_of_work(session):
            made.wants_call_at = utc_now() - timedelta(hours=1)
        assert "Appeler" in sender[0].get("/orientations").get_data(as_text=True)
        assert f"{path_of(made)}/rappel" not in text_of(receiver[0], made)
        assert post_form(sender[0], path_of(made), action=f"{path_of(made)}/rappel").status_code == 303
        session.refresh(made)
        assert made.wants_call_at is None

    def test_her_agreement_taken_back_deletes_what_tells_who_she_is(self, session, orientation, sender, receiver) -> None:
        made = orientation(State.SENT)
        asked = f"{path_of(made)}/accord/retirer"
        assert f'href="{asked}"' in text_of(sender[0], made)
        assert asked not in text_of(receiver[0], made)
        assert post_form(sender[0], asked).status_code == 303
        session.expire_all()
        assert session.get(OrientationPerson, made.id) is None
        assert session.scalars(select(OrientationLink).where(OrientationLink.revoked_at.is_(None))).all() == []
        told = text_of(sender[0], made)
        assert NAME not in told
        assert "Nom effacé" in told
