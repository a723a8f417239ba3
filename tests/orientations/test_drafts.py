"""Orientations kept as drafts and taken up again; those that take another one over."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.errors import NotThere
from app.core.unit_of_work import unit_of_work
from app.directory.models import Service
from app.orientations.models import Agreement, OrientationNote, OrientationPerson
from app.orientations.rules import Actor, Mover, State
from app.orientations.services import creating
from tests.orientations.making import EMAIL, NAME, PHONE
from tests.orientations.orienting import DRAFT, PERSON, SEND, WORDS, only, path
from tests.support.factories import PRIVAS, VALENCE
from tests.support.forms import hidden_fields, post_form

pytestmark = pytest.mark.one_engine
"""Pages and words; what depends on the database is tried on both, in the tests beside."""


def test_a_draft_is_kept_taken_up_again_and_sent(service, sender, session, outbox):
    client = sender[0]
    post_form(client, path(service), {**PERSON, **DRAFT})
    made = only(session)
    assert (made.state, made.sent_at, outbox()) == (State.DRAFT, None, [])
    again = f"{path(service)}?brouillon={made.id}"
    page = client.get(again).get_data(as_text=True)
    assert all(text in page for text in (NAME, PHONE, EMAIL, WORDS))
    given = made.agreement.given_at
    answer = post_form(client, again, {**PERSON, **SEND, "nom": "Z. E."}, action=path(service))
    made = only(session)
    assert (answer.status_code, made.state, made.person.name, made.agreement.given_at) == (303, State.SENT, "Z. E.", given)
    assert len(session.scalars(select(OrientationNote)).all()) == 1
    assert client.get(again).location == f"/orientations/{made.id}"


def test_a_draft_whose_agreement_is_taken_away_forgets_her(service, sender, session):
    post_form(sender[0], path(service), {**PERSON, **DRAFT})
    again = f"{path(service)}?brouillon={only(session).id}"
    post_form(sender[0], again, {"canaux": [], **DRAFT}, action=path(service))
    for rows in (OrientationPerson, OrientationNote, Agreement):
        assert session.scalars(select(rows)).all() == []


def test_a_draft_changed_meanwhile_is_told_and_that_of_others_is_not_there(app, service, sender, session, signed_in_as):
    client = sender[0]
    post_form(client, path(service), {**PERSON, **DRAFT})
    again = f"{path(service)}?brouillon={only(session).id}"
    opened = [{**hidden_fields(client.get(again), path(service)), **PERSON, **DRAFT} for _ in range(2)]
    assert [client.post(path(service), data=typed).status_code for typed in opened] == [303, 409]
    other = app.test_client()
    signed_in_as(other, email="autre@exemple.fr", organisations={"Autre de l’Exemple": "membre"})
    assert other.get(again).status_code == 404
    assert other.post(path(service), data={**opened[0], "envoi": "autre", **hidden(other, service)}).status_code == 404


def hidden(client, service) -> dict[str, str]:
    return {"csrf_token": hidden_fields(client.get(path(service)), path(service))["csrf_token"]}


def test_a_draft_towards_a_service_merged_meanwhile_goes_to_what_it_turned_out_to_be(service, directory, sender, maker, outbox):
    session = maker.context().session
    post_form(sender[0], path(service), DRAFT)
    made = only(session)
    other = directory.fixed(PRIVAS, courriel="reuni@exemple.fr", receives_orientations=True)
    directory.publish()
    with unit_of_work(session):
        session.get(Service, service.id).merged_into_id = other.id
        session.flush()
        creating.dispatch(maker.context(), made, Mover(Actor.SENDER, sender[1].id, made.organisation_id))
    assert (made.service_id, [to for to, _ in outbox()]) == (other.id, ["reuni@exemple.fr"])
    with unit_of_work(session):
        session.get(Service, other.id).ended_on = utc_now().date()
    with pytest.raises(NotThere):
        creating.create_child(maker.context(), made, other, Mover(Actor.SENDER, sender[1].id, made.organisation_id))


def test_a_draft_is_taken_up_again_towards_what_its_service_turned_out_to_be(service, directory, sender, session):
    post_form(sender[0], path(service), {**PERSON, **DRAFT})
    other, third = directory.fixed(PRIVAS), directory.fixed(PRIVAS)
    directory.publish()
    with unit_of_work(session):
        session.get(Service, service.id).merged_into_id = other.id
    number = only(session).id
    led = sender[0].get(f"{path(service)}?brouillon={number}").location
    assert led == f"{path(other)}?brouillon={number}"
    assert NAME in sender[0].get(led).get_data(as_text=True)
    for named in (f"{path(third)}?brouillon={number}", f"{path(other)}?brouillon={'9' * 5000}", f"{path(other)}?brouillon=x"):
        assert sender[0].get(named).status_code == 404


@pytest.mark.parametrize("carried", [True, False])
def test_a_child_takes_the_need_over_and_what_she_agreed_to_if_she_still_does(service, directory, sender, maker, carried):
    session = maker.context().session
    post_form(sender[0], path(service), {**PERSON, **SEND})
    parent = only(session)
    other = directory.fixed(VALENCE, courriel="autre@exemple.fr", receives_orientations=True)
    directory.publish()
    by = Mover(Actor.SENDER, sender[1].id, parent.organisation_id)
    later = maker.context(utc_now() + timedelta(days=6))
    with unit_of_work(session):
        child = creating.create_child(later, parent, other, by, carried=carried)
        creating.dispatch(later, child, by)
    assert (child.parent_id, child.root_id, child.kind, child.departement) == (parent.id, parent.id, parent.kind, "26")
    assert (child.recorded_at, child.first_sent_at, child.sent_at) == (parent.recorded_at, parent.first_sent_at, later.now)
    assert (child.state, child.language, child.code != parent.code) == (State.SENT, "ar", True)
    if carried:
        assert (child.person.name, child.person.phone, child.person.email, child.may_call) == (NAME, PHONE, EMAIL, True)
        assert child.person.name_mark == parent.person.name_mark
        assert (child.agreement.wording, child.agreement.given_at) == (parent.agreement.wording, parent.agreement.given_at)
        assert [note.body for note in session.scalars(select(OrientationNote).where(OrientationNote.orientation_id == child.id))] == [WORDS]
    else:
        assert (child.person, child.agreement, child.may_call) == (None, None, False)
