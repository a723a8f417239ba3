"""Messages and notes: each side reads its own, the other side is told without a word of what was written."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.orientations.models import OrientationNote
from app.orientations.rules import Actor, Mover, NoteKind, State
from app.orientations.services.agreeing import withdraw
from app.orientations.services.talking import NoAgreement, NotSentYet, note, say
from tests.orientations.making import NAME
from tests.support.forms import hidden_fields, post_form

SAID = "Le rendez-vous du matin lui convient mieux (exemple)."


def path_of(made) -> str:
    return f"/orientations/{made.id}"


def write(client, made, words, kind="messages"):
    field = "message" if kind == "messages" else "note"
    return post_form(client, path_of(made), {field: words}, action=f"{path_of(made)}/{kind}")


def text_of(client, made) -> str:
    return client.get(path_of(made)).get_data(as_text=True)


class TestMessages:
    def test_both_sides_read_it_and_the_other_is_told_nothing_of_it(self, orientation, sender, receiver, outbox) -> None:
        made = orientation(State.SENT)
        assert write(sender[0], made, SAID).status_code == 303
        assert SAID in text_of(sender[0], made)
        assert SAID in text_of(receiver[0], made)
        [(to, letter)] = outbox()
        assert to == "tilleuls@exemple.fr"
        assert f"n° {made.id}" in letter.subject.replace("\u202f", " ").replace("\xa0", " ")
        for hidden in (SAID, NAME, "Tilleuls"):
            assert hidden not in str(letter)

    def test_the_target_writes_back_to_who_oriented(self, orientation, sender, receiver, outbox) -> None:
        made = orientation(State.RECEIVED)
        write(receiver[0], made, SAID)
        assert [to for to, _ in outbox()] == ["emetteur@exemple.fr"]

    def test_a_second_message_within_the_hour_sends_no_second_mail(self, maker, session, orientation, receiver, outbox) -> None:
        made, now = orientation(State.SENT), utc_now()
        by = Mover(Actor.SENDER)
        for minutes, mails in ((0, 1), (20, 1), (50, 1), (65, 2)):
            with unit_of_work(session):
                say(maker.context(now + timedelta(minutes=minutes)), made, by, SAID)
            assert len(outbox()) == mails, f"after {minutes} minutes"
        with unit_of_work(session):
            say(maker.context(now + timedelta(minutes=66)), made, Mover(Actor.TARGET), SAID)
        assert len(outbox()) == 3

    def test_the_same_form_sent_twice_writes_once(self, session, orientation, sender) -> None:
        made = orientation(State.SENT)
        fields = hidden_fields(sender[0].get(path_of(made)), f"{path_of(made)}/messages")
        answers = [sender[0].post(f"{path_of(made)}/messages", data={**fields, "message": SAID}) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [303, 303]
        assert len(session.scalars(select(OrientationNote)).all()) == 1

    def test_an_empty_message_is_to_be_written_and_nothing_is_kept(self, session, orientation, sender) -> None:
        made = orientation(State.SENT)
        answer = write(sender[0], made, "  ")
        assert answer.status_code == 422
        assert session.scalars(select(OrientationNote)).all() == []

    def test_a_message_too_long_is_not_lost(self, orientation, sender) -> None:
        answer = write(sender[0], orientation(State.SENT), "mot " * 900)
        assert answer.status_code == 422
        assert "mot mot mot" in answer.get_data(as_text=True)

    def test_the_database_keeps_no_word_in_clear(self, app, orientation, sender) -> None:
        write(sender[0], orientation(State.SENT), SAID)
        with app.app_context():
            bodies = db.session.execute(text("SELECT body FROM orientation_note")).scalars().all()
        assert bodies
        assert all("rendez-vous" not in body for body in bodies)

    def test_nobody_else_writes(self, app, session, signed_in_as, orientation) -> None:
        made, client = orientation(State.SENT), app.test_client()
        signed_in_as(client, email="autre@exemple.fr", organisations={"Autre association de l’Exemple": "membre"})
        for kind in ("messages", "notes"):
            token = hidden_fields(client.get("/compte"))["csrf_token"]
            typed = {"csrf_token": token, "message": SAID, "note": SAID}
            assert client.post(f"{path_of(made)}/{kind}", data=typed).status_code == 404
        assert session.scalars(select(OrientationNote)).all() == []


class TestNotes:
    def test_a_side_keeps_its_notes_for_itself(self, session, orientation, sender, receiver, outbox) -> None:
        made = orientation(State.SENT)
        write(sender[0], made, "Note de qui oriente", "notes")
        write(receiver[0], made, "Note de qui reçoit", "notes")
        of_sender, of_receiver = text_of(sender[0], made), text_of(receiver[0], made)
        assert "Note de qui oriente" in of_sender
        assert "Note de qui oriente" not in of_receiver
        assert "Note de qui reçoit" in of_receiver
        assert "Note de qui reçoit" not in of_sender
        assert outbox() == []
        assert {one.kind for one in session.scalars(select(OrientationNote))} == {NoteKind.OF_SENDER, NoteKind.OF_TARGET}


class TestAgreement:
    @pytest.mark.parametrize("act", [say, note])
    def test_nothing_is_written_of_somebody_who_did_not_agree(self, maker, orientation, act) -> None:
        made = orientation(State.SENT, is_anonymous=True)
        with pytest.raises(NoAgreement):
            act(maker.context(), made, Mover(Actor.SENDER), SAID)

    def test_nothing_is_written_once_she_withdrew(self, maker, session, orientation, sender) -> None:
        made = orientation(State.SENT)
        page = sender[0].get(path_of(made))
        assert "messages" in page.get_data(as_text=True)
        with unit_of_work(session):
            withdraw(maker.context(), made, Mover(Actor.PERSON))
        with pytest.raises(NoAgreement):
            say(maker.context(), made, Mover(Actor.SENDER), SAID)
        assert f"{path_of(made)}/messages" not in text_of(sender[0], made)

    @pytest.mark.parametrize("values", [{"state": State.DRAFT}, {"state": State.SENT, "is_direct": True}])
    def test_there_is_nobody_to_talk_with_before_it_is_sent(self, maker, orientation, values) -> None:
        made = orientation(**values)
        with pytest.raises(NotSentYet):
            say(maker.context(), made, Mover(Actor.SENDER), SAID)
