"""One gesture leads to another service: what was known goes along, the chain keeps its first t0, who was asked first is told."""

import pytest
from sqlalchemy import select

from app.core.blind_index import marks_of, name_form
from app.core.unit_of_work import unit_of_work
from app.orientations.models import Agreement, Orientation, OrientationLink, OrientationNote, OrientationPerson
from app.orientations.rules import Actor, LinkPurpose, Mover, State
from app.orientations.services.agreeing import withdraw
from app.orientations.services.creating import create_child
from app.orientations.services.links import new_link
from tests.orientations.making import NAME, PHONE
from tests.support.factories import PRIVAS
from tests.support.forms import hidden_fields, post_form


@pytest.fixture
def other(directory, service):
    made = directory.fixed(
        PRIVAS, north=2, nom="Domiciliation du Champ", kinds=("domiciliation",), courriel="champ@exemple.fr", receives_orientations=True
    )
    directory.publish()
    return made


def orient_elsewhere(client, made, chosen, **typed):
    path = f"/orientations/{made.id}/reorienter"
    return post_form(client, path, {"service": chosen, "version": made.version, **typed}, action=path)


def child_of(session, made) -> Orientation:
    session.expire_all()
    return session.scalars(select(Orientation).where(Orientation.parent_id == made.id)).one()


def test_everything_goes_along_and_the_first_dates_stay(sender, session, orientation, other, maker):
    made = orientation(State.REFUSED)
    answer = orient_elsewhere(sender[0], made, other.id)
    child = child_of(session, made)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/orientations/{child.id}")
    assert (made.state, child.state, child.service_id) == (State.REDIRECTED, State.SENT, other.id)
    assert (child.recorded_at, child.first_sent_at, child.root_id) == (made.recorded_at, made.first_sent_at, made.id)
    person = session.get(OrientationPerson, child.id)
    assert (person.name, person.phone) == (NAME, PHONE)
    assert person.name_mark in marks_of(maker.settings.keyring, "orientation_person.name", name_form(NAME))


def test_the_other_service_is_written_to(sender, orientation, other, outbox):
    orient_elsewhere(sender[0], orientation(State.REFUSED), other.id)
    assert [to for to, _letter in outbox()] == ["champ@exemple.fr"]


def test_who_was_asked_first_is_told_and_their_link_is_closed(sender, session, orientation, other, outbox):
    made = orientation(State.SENT)
    orient_elsewhere(sender[0], made, other.id)
    told = dict(outbox())
    assert told["tilleuls@exemple.fr"].purpose == "orientation-taken-back"
    assert not [block for block in told["tilleuls@exemple.fr"].blocks if "lien/" in str(block)]


def test_no_link_of_the_first_one_opens_any_more(sender, session, orientation, other, maker):
    made = orientation(State.SENT)
    with unit_of_work(session):
        for purpose in LinkPurpose:
            new_link(maker.context(), made, purpose)
    orient_elsewhere(sender[0], made, other.id)
    session.expire_all()
    links = session.scalars(select(OrientationLink).where(OrientationLink.orientation_id == made.id)).all()
    assert {link.purpose for link in links} == set(LinkPurpose)
    assert all(link.revoked_at for link in links)


def test_nothing_goes_along_once_she_took_her_agreement_back(sender, session, orientation, other, maker):
    made = orientation(State.REFUSED)
    by = Mover(Actor.SENDER, sender[1].id, made.organisation_id)
    with unit_of_work(session):
        withdraw(maker.context(), made, Mover(Actor.PERSON))
        child = create_child(maker.context(), made, other, by)
    for rows in (Agreement, OrientationPerson, OrientationNote):
        assert session.scalars(select(rows).where(rows.orientation_id == child.id)).all() == []


def test_a_service_that_was_not_proposed_is_refused(sender, session, directory, orientation, other):
    far = directory.fixed("15014", nom="Aurillac", kinds=("domiciliation",))
    directory.publish()
    made = orientation(State.REFUSED)
    for chosen in (far.id, made.service_id, 999_999, "x"):
        assert orient_elsewhere(sender[0], made, chosen).status_code == 404
    assert session.scalar(select(Orientation.id).where(Orientation.parent_id == made.id)) is None


def test_twice_makes_one(sender, session, orientation, other):
    made = orientation(State.REFUSED)
    page = sender[0].get(f"/orientations/{made.id}/reorienter")
    data = {**hidden_fields(page, f"/orientations/{made.id}/reorienter"), "service": other.id}
    answers = [sender[0].post(f"/orientations/{made.id}/reorienter", data=data) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [f"/orientations/{child_of(session, made).id}"] * 2


def test_only_who_sent_it_may(receiver, orientation):
    assert receiver[0].get(f"/orientations/{orientation(State.REFUSED).id}/reorienter").status_code == 404


def test_one_that_cannot_be_is_led_back(sender, orientation):
    made = orientation(State.CANCELLED)
    answer = sender[0].get(f"/orientations/{made.id}/reorienter")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/orientations/{made.id}")


def test_nothing_near_says_what_to_do(sender, orientation):
    page = sender[0].get(f"/orientations/{orientation(State.REFUSED).id}/reorienter")
    assert "Aucun autre service" in page.text


def test_who_read_an_older_version_is_told(sender, session, orientation, other):
    made = orientation(State.REFUSED)
    answer = orient_elsewhere(sender[0], made, other.id, version=made.version - 1)
    assert answer.status_code == 409
    assert "Refusée" in answer.text
    assert session.scalar(select(Orientation.id).where(Orientation.parent_id == made.id)) is None
