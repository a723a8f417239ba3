"""What the person says on her page: kept, told to who oriented her, and nothing of it in a mail."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.mail.models import OutgoingMail
from app.orientations.models import OrientationStep
from app.orientations.rules import Actor, State, Told
from tests.orientations.making import NAME, PHONE
from tests.orientations.opening import FOLLOWED, code, opened, path_of_link
from tests.support.forms import hidden_fields, links, post_form


@pytest.fixture
def coded(orientation, maker, session):
    """`coded(state, **values)`: an orientation that CODE opens."""
    return lambda state=State.ACCEPTED, **values: code(maker, session, orientation(state, **values))


def test_she_says_that_she_went(client, coded, maker, session):
    made = coded(State.SENT)
    path = path_of_link(maker, session, made)
    answer = post_form(client, path, {"aide": "oui"}, action=f"{path}/venu")
    assert (answer.status_code, answer.location) == (303, path)
    session.expire_all()
    assert (made.state, made.told_contact, made.told_help) == (State.CONTACT, Told.YES, Told.YES)
    step = session.scalars(select(OrientationStep).order_by(OrientationStep.id.desc())).first()
    assert step.actor == Actor.PERSON
    assert step.link_id is not None
    mails = session.scalars(select(OutgoingMail).where(OutgoingMail.purpose == "person-met")).all()
    assert [mail.recipient for mail in mails] == ["emetteur@exemple.fr"]
    assert "C’est noté" in client.get(path).get_data(as_text=True)


def test_a_form_sent_twice_acts_once(client, coded, maker, session):
    made = coded(State.SENT)
    path = path_of_link(maker, session, made)
    data = hidden_fields(client.get(path), f"{path}/venu")
    for _ in range(2):
        assert client.post(f"{path}/venu", data=data).location == path
    assert session.scalar(select(func.count()).select_from(OutgoingMail).where(OutgoingMail.purpose == "person-met")) == 1
    session.expire_all()
    assert made.state == State.CONTACT


def test_before_the_day_nobody_asks_whether_she_went(client, coded):
    coded(State.ACCEPTED, appointment_at=utc_now() + timedelta(days=3))
    page = opened(client).get(FOLLOWED)
    assert f"{FOLLOWED}/venu" not in page.get_data(as_text=True)
    assert f"{FOLLOWED}/reponses" not in page.get_data(as_text=True)


def test_once_the_day_has_passed_three_questions_are_asked_and_kept(client, coded, session):
    made = coded(State.ACCEPTED, appointment_at=utc_now() - timedelta(days=1))
    opened(client)
    nothing = post_form(client, FOLLOWED, {}, action=f"{FOLLOWED}/reponses")
    assert nothing.status_code == 422
    assert "Répondez à une question au moins." in nothing.get_data(as_text=True)
    post_form(client, FOLLOWED, {"contact": "oui", "need": "en-partie"}, action=f"{FOLLOWED}/reponses")
    session.expire_all()
    assert (made.told_contact, made.told_help, made.told_need) == (Told.YES, None, Told.PARTLY)
    assert made.state == State.CONTACT, "a contact that she tells closes the clock"
    assert made.told_at is not None


def test_what_she_tells_of_the_need_alone_moves_nothing(client, coded, session):
    made = coded(State.ACCEPTED, appointment_at=utc_now() - timedelta(days=1))
    post_form(opened(client), FOLLOWED, {"contact": "non"}, action=f"{FOLLOWED}/reponses")
    session.expire_all()
    assert (made.state, made.told_contact) == (State.ACCEPTED, Told.NO)


def test_she_asks_to_be_called_and_no_number_is_sent(client, coded, session):
    made = coded(State.SENT)
    post_form(opened(client), FOLLOWED, action=f"{FOLLOWED}/rappel")
    session.expire_all()
    assert made.wants_call_at is not None
    mail = session.scalars(select(OutgoingMail).where(OutgoingMail.purpose == "person-call")).one()
    for secret in (NAME, PHONE, "0639980102", "Tilleuls"):
        assert secret not in mail.subject + mail.letter
    assert f"{FOLLOWED}/rappel" not in client.get(FOLLOWED).get_data(as_text=True)


def test_no_call_is_offered_where_calling_is_not_safe(client, coded, session):
    made = coded(State.SENT)
    with unit_of_work(session):
        made.may_call = False
    assert f"{FOLLOWED}/rappel" not in opened(client).get(FOLLOWED).get_data(as_text=True)


def test_she_stops_after_a_page_that_asks(client, coded, session):
    made = coded(State.ACCEPTED)
    opened(client)
    assert f"{FOLLOWED}/arreter" in links(client.get(FOLLOWED))
    post_form(client, f"{FOLLOWED}/arreter")
    session.expire_all()
    assert made.state == State.CANCELLED
    purposes = session.execute(select(OutgoingMail.recipient).where(OutgoingMail.purpose == "person-cancelled")).scalars()
    assert set(purposes) == {"tilleuls@exemple.fr", "emetteur@exemple.fr"}
    assert "Cette demande est arrêtée." in client.get(FOLLOWED).get_data(as_text=True)


def test_a_gesture_that_is_no_longer_possible_says_where_things_are(client, coded, maker, session):
    made = coded(State.SENT)
    opened(client)
    data = hidden_fields(client.get(FOLLOWED), f"{FOLLOWED}/venu")
    with unit_of_work(session):
        made.state = State.DONE
    answer = client.post(f"{FOLLOWED}/venu", data=data, follow_redirects=True)
    assert "la demande a changé" in answer.get_data(as_text=True)
