"""Withdrawing the agreement: who she is leaves at once, every way in closes, both sides are told by the number alone."""

import pytest
from sqlalchemy import func, select

from app.core.audit import AuditEntry
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.mail.models import OutgoingMail
from app.orientations.models import Agreement, OrientationLink, OrientationNote, OrientationPerson
from app.orientations.models.person import new_note
from app.orientations.rules import Actor, LinkPurpose, Mover, NoteKind, State
from app.orientations.services.agreeing import withdraw
from app.orientations.services.links import new_link
from app.orientations.services.opening import code_digest
from tests.orientations.making import EMAIL, NAME, PHONE
from tests.support.forms import hidden_fields, post_form

CODE = "ABCD2345"


@pytest.fixture
def carried(orientation, maker, session):
    """`carried(state)`: an orientation with notes, a code and a link of each sort, and the path of hers."""

    def make(state=State.ACCEPTED, **values):
        made = orientation(state, **values)
        with unit_of_work(session):
            made.code, made.code_digest = CODE, code_digest(maker.settings.secret_key, CODE)
            made.appointment_place = "Bureau 4"
            session.add(new_note(made.id, NoteKind.TO_TARGET, "Une situation.", Mover(Actor.SENDER), utc_now()))
            session.add(new_note(made.id, NoteKind.OF_TARGET, "Une note.", Mover(Actor.TARGET), utc_now()))
            new_link(maker.context(), made, LinkPurpose.TARGET)
            hers = new_link(maker.context(), made, LinkPurpose.PERSON)
        return made, hers.removeprefix(maker.settings.base_url)

    return make


def left_of(session, made):
    session.expire_all()
    return [
        session.scalar(select(func.count()).select_from(rows).where(rows.orientation_id == made.id, *more))
        for rows, *more in ((OrientationPerson,), (OrientationNote,), (OrientationLink, OrientationLink.revoked_at.is_(None)))
    ]


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFT])
@pytest.mark.parametrize("actor", [Actor.PERSON, Actor.SENDER])
def test_from_every_state_nothing_is_left_that_tells_who_she_is(carried, maker, session, state, actor):
    made, _path = carried(state)
    with unit_of_work(session):
        withdraw(maker.context(), made, Mover(actor))
    assert left_of(session, made) == [0, 0, 0]
    agreement = session.get(Agreement, made.id)
    assert (agreement.is_given, agreement.withdrawn_by) == (False, actor)
    assert agreement.withdrawn_at is not None
    assert (made.code, made.code_digest, made.appointment_place, made.may_write) == (None, None, None, False)
    assert made.purged_at is not None
    assert made.closed_at is not None
    closed_before = state in (State.DONE, State.SILENT, State.FAILED, State.REDIRECTED)
    assert made.state == (state if closed_before else State.CANCELLED)
    written = session.scalars(select(AuditEntry).where(AuditEntry.action == "orientation:withdrawn")).one()
    assert (written.actor, written.subject_id) == (actor, made.id)


def test_both_sides_are_told_by_the_number_alone(carried, client, session):
    made, path = carried()
    post_form(client, f"{path}/retirer")
    mails = session.scalars(select(OutgoingMail).where(OutgoingMail.purpose == "person-withdrawn")).all()
    assert {mail.recipient for mail in mails} == {"tilleuls@exemple.fr", "emetteur@exemple.fr"}
    for mail in mails:
        assert f"n° {made.id}" in mail.subject.replace("\u00a0", " ")
        for secret in (NAME, PHONE, EMAIL, "Tilleuls", "/orientations/lien/"):
            assert secret not in mail.subject + mail.letter


def test_she_withdraws_by_her_link_and_nothing_opens_any_more(carried, client, session):
    made, path = carried()
    asked = client.get(f"{path}/retirer")
    assert asked.status_code == 200
    assert left_of(session, made) == [1, 2, 2], "reading the question changes nothing"
    answer = post_form(client, f"{path}/retirer")
    assert answer.location == "/ma-demande/fini"
    assert "Tout est arrêté" in client.get("/ma-demande/fini").get_data(as_text=True)
    assert left_of(session, made) == [0, 0, 0]
    assert client.get(path).status_code == 410
    assert post_form(client, "/ma-demande", {"code": CODE}).status_code == 422


def test_she_withdraws_by_her_code_and_her_device_forgets(carried, client):
    carried()
    post_form(client, "/ma-demande", {"code": CODE})
    data = hidden_fields(client.get("/ma-demande/suivi/retirer"))
    for _ in range(2):
        assert client.post("/ma-demande/suivi/retirer", data=data).location == "/ma-demande/fini"
    assert client.get("/ma-demande/suivi").location == "/ma-demande"


def test_the_sender_withdraws_for_her(carried, sender, session):
    made, _path = carried(State.SUPPORT)
    path = f"/orientations/{made.id}/accord/retirer"
    assert post_form(sender[0], path).location == f"/orientations/{made.id}"
    assert left_of(session, made) == [0, 0, 0]
    assert made.state == State.CANCELLED
    recipients = session.scalars(select(OutgoingMail).where(OutgoingMail.purpose == "person-withdrawn")).all()
    assert [mail.recipient for mail in recipients] == ["tilleuls@exemple.fr"], "who did it is not told of it"
    assert "pas d’accord à retirer" in sender[0].get(path).get_data(as_text=True)


def test_who_receives_cannot_withdraw_for_her(carried, receiver, session):
    made, _path = carried()
    assert receiver[0].get(f"/orientations/{made.id}/accord/retirer").status_code == 404
    assert left_of(session, made)[0] == 1


def test_withdrawing_twice_is_withdrawing_once(carried, maker, session):
    made, _path = carried()
    for _ in range(2):
        with unit_of_work(session):
            withdraw(maker.context(), made, Mover(Actor.PERSON))
    assert session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "orientation:withdrawn")) == 1
