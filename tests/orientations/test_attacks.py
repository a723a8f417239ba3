"""What somebody could have done with an orientation, and cannot: each of these was tried."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from app.accounts.models import Membership
from app.core.audit import AuditEntry
from app.core.blind_index import mark_of, name_form, phone_form
from app.core.clock import utc_now
from app.core.retention import purge
from app.core.unit_of_work import unit_of_work
from app.mail.models import OutgoingMail
from app.orientations import queries
from app.orientations.letters.person import Occasion
from app.orientations.models import Agreement, Orientation, OrientationNote, OrientationPerson
from app.orientations.recipients import of_sender
from app.orientations.retention import rules
from app.orientations.rules import TAKEN_BACK, Action, Actor, LinkPurpose, Mover, State
from app.orientations.services.agreeing import withdraw
from app.orientations.services.creating import create_child, make_code
from app.orientations.services.links import new_link
from app.orientations.services.moving import move
from app.orientations.services.telling_person import MOST_A_DAY, tell
from app.orientations.views import sms_code
from app.orientations.views.person import ANSWERS_A_DAY
from app.sms.models import OutgoingSms
from tests.orientations.conftest import SENDING
from tests.orientations.linking import fresh, identify, link_to, reveals
from tests.orientations.making import EMAIL, NAME, PHONE
from tests.orientations.opening import path_of_link
from tests.orientations.orienting import CODE, PERSON, path
from tests.orientations.test_concurrency import at_once, browsers
from tests.support.factories import PRIVAS
from tests.support.forms import hidden_fields, post_form

ANOTHER = "06 39 98 01 03"


@pytest.fixture
def followed(orientation, maker, session, directory, sender):
    """A refused orientation, and the one that took it over towards another service."""
    first = orientation(State.REFUSED)
    other = directory.fixed(PRIVAS, nom="Domiciliation du Champ", kinds=("domiciliation",), courriel="champ@exemple.fr")
    with unit_of_work(session):
        make_code(maker.context(), first)
        child = create_child(maker.context(), first, other, Mover(Actor.SENDER, sender[1].id, first.organisation_id))
    return first, child


@pytest.fixture
def withdrawn(maker, session):
    def ask(made, actor=Actor.PERSON):
        with unit_of_work(session):
            withdraw(maker.context(), made, Mover(actor))

    return ask


def told(maker, session, made, times=1):
    for _ in range(times):
        with unit_of_work(session):
            tell(maker.context(), queries.case_of(session, made), Occasion.RESCHEDULED)


def waiting(session):
    session.expire_all()
    mails = session.scalars(select(OutgoingMail.recipient).where(OutgoingMail.purpose.in_(("person-rescheduled", "sign-in"))))
    return [*session.scalars(select(OutgoingSms.recipient).order_by(OutgoingSms.id)), *mails]


@pytest.mark.parametrize("which", [0, 1], ids=["by the old slip", "by the new one"])
def test_what_she_takes_back_is_taken_back_for_the_whole_need(followed, withdrawn, session, which):
    assert session.get(OrientationPerson, followed[1].id).name == NAME
    withdrawn(followed[which])
    assert session.scalars(select(OrientationPerson)).all() == []
    assert not any(session.scalars(select(Agreement.is_given)))
    assert all(fresh(session, one).purged_at for one in followed)


def test_taking_back_wins_over_whoever_writes_at_that_moment(app, client, orientation, receiver, maker, session):  # noqa: PLR0917 - fixtures
    made = orientation(State.CONTACT)
    hers = path_of_link(maker, session, made)
    notes, confirmed = f"/orientations/{made.id}/notes", hidden_fields(client.get(f"{hers}/retirer"))
    writers = browsers(app, 10)
    for one in writers:
        same_device(receiver[0], one)
    typed = {one: hidden_fields(one.get(f"/orientations/{made.id}"), notes) for one in writers}

    def act(one):
        if one is client:
            return one.post(f"{hers}/retirer", data=confirmed)
        return one.post(notes, data={**typed[one], "note": "Une note."})

    answers = at_once([*writers[:5], client, *writers[5:]], act)
    assert {answer.status_code for answer in answers} == {303}
    assert answers[5].location == "/ma-demande/fini"
    session.expire_all()
    assert session.scalars(select(OrientationNote.id)).all() == []


def same_device(one, other):
    """Sign a browser in as another is."""
    with one.session_transaction() as kept, other.session_transaction() as own:
        own.update(dict(kept))


def test_another_need_of_hers_goes_on(followed, orientation, withdrawn, session):
    other = orientation(State.SENT)
    withdrawn(followed[0])
    assert [one.orientation_id for one in session.scalars(select(OrientationPerson))] == [other.id]


def test_nothing_that_was_ticked_or_is_safe_outlives_the_withdrawal(orientation, withdrawn, session):
    made = orientation(State.SENT, conditions=["adresse"])
    withdrawn(made)
    known = fresh(session, made)
    assert (known.conditions, known.may_print, known.may_write) == ([], False, False)


@pytest.mark.parametrize("phone", [PHONE, None], ids=["sms", "mail"])
def test_what_waits_to_leave_to_her_does_not_leave_once_she_withdrew(orientation, withdrawn, maker, session, phone):
    made, other = orientation(State.ACCEPTED), orientation(State.ACCEPTED)
    with unit_of_work(session):
        made.person.phone, other.person.phone = phone, phone and ANOTHER
    for one in (made, other):
        told(maker, session, one)
    assert len(waiting(session)) == 2
    withdrawn(made)
    assert waiting(session) == (["+33639980103"] if phone else [EMAIL]), "what is of somebody else leaves"


def test_a_service_that_never_received_it_is_not_told_that_it_was_taken_back(orientation, withdrawn, outbox):
    withdrawn(orientation(State.TO_VERIFY, first_sent_at=utc_now() - timedelta(days=9)))
    assert "tilleuls@exemple.fr" not in dict(outbox())


def test_nobody_is_oriented_elsewhere_after_taking_back(orientation, directory, sender, withdrawn, session):
    other = directory.fixed(PRIVAS, north=2, nom="Domiciliation du Champ", kinds=("domiciliation",), courriel="champ@exemple.fr")
    directory.publish()
    made = orientation(State.SILENT)
    here = f"/orientations/{made.id}/reorienter"
    typed = hidden_fields(sender[0].get(here), here)
    withdrawn(made)
    version = fresh(session, made).version
    assert sender[0].get(here).location == f"/orientations/{made.id}"
    assert sender[0].post(here, data={**typed, "service": other.id, "version": version}).location == f"/orientations/{made.id}"
    assert session.scalar(select(Orientation.id).where(Orientation.parent_id == made.id)) is None
    assert here not in sender[0].get(f"/orientations/{made.id}").text


@pytest.mark.parametrize("state", sorted(TAKEN_BACK))
def test_who_received_what_was_taken_back_does_not_read_whom_it_was_about(orientation, receiver, maker, session, state):
    made = orientation(state)
    with unit_of_work(session):
        keyring, person = maker.settings.keyring, made.person
        person.name_mark = mark_of(keyring, "orientation_person.name", name_form(NAME))
    client = receiver[0]
    typed = {"side": "recues", "period": "90", "with_names": "y"}
    export = post_form(client, "/orientations/exporter", typed, action="/orientations/exporter")
    assert str(made.id) in export.text
    pages = [client.get(f"/orientations/{made.id}"), client.get("/orientations/recues"), export]
    for answer in pages:
        assert answer.status_code == 200
        assert not [secret for secret in (NAME, PHONE, PHONE.replace(" ", "\u00a0"), EMAIL) if secret in answer.text]
    found = post_form(client, "/orientations/recues", {"words": NAME}, action="/orientations/recues")
    assert f"/orientations/{made.id}" not in found.text


def test_what_a_refused_form_shows_is_in_the_journal_as_well(orientation, receiver, session):
    made = orientation(State.SENT)
    here = f"/orientations/{made.id}"
    page = receiver[0].get(here)
    answer = receiver[0].post(f"{here}/messages", data={**hidden_fields(page, f"{here}/messages"), "message": ""})
    assert answer.status_code == 422
    assert NAME in answer.text
    assert len(session.scalars(select(AuditEntry).where(AuditEntry.action == "orientation:opened")).all()) == 2


def test_deciding_again_and_again_does_not_flood_her_telephone(orientation, maker, session):
    made, other = orientation(State.ACCEPTED), orientation(State.ACCEPTED)
    with unit_of_work(session):
        mark = mark_of(maker.settings.keyring, "orientation_person.phone", phone_form(PHONE))
        made.person.phone_mark = other.person.phone_mark = mark
    told(maker, session, made, MOST_A_DAY + 2)
    told(maker, session, other)
    assert len(waiting(session)) == MOST_A_DAY


def test_answering_again_and_again_does_not_flood_who_oriented_her(client, orientation, maker, session):
    path = path_of_link(maker, session, orientation(State.CONTACT))
    answers = [post_form(client, path, {"need": "oui"}, action=f"{path}/reponses").status_code for _ in range(ANSWERS_A_DAY + 1)]
    assert answers == [303] * ANSWERS_A_DAY + [429]
    assert len(session.scalars(select(OutgoingMail).where(OutgoingMail.purpose == "person-told")).all()) == ANSWERS_A_DAY
    assert post_form(client, f"{path}/retirer").location == "/ma-demande/fini", "taking back is never refused"


def test_who_was_never_sent_anywhere_is_forgotten_with_drafts(orientation, maker, session):
    long_ago = utc_now() - timedelta(days=31)
    unsent, sent = orientation(State.TO_VERIFY), orientation(State.CANCELLED)
    with unit_of_work(session):
        move(maker.context(), unsent, Action.CANCEL, Mover(Actor.SENDER))
        unsent.closed_at = sent.closed_at = long_ago
    purge(session, rules(maker.settings), utc_now())
    session.expire_all()
    assert [one.orientation_id for one in session.scalars(select(OrientationPerson))] == [sent.id]


def test_accounts_made_without_end_send_no_more_codes(service, sender, session, monkeypatch):
    monkeypatch.setattr(sms_code, "FROM_ONE_NETWORK", 2)
    numbers = [f"06 39 98 01 {last:02}" for last in range(3)]
    answers = [post_form(sender[0], path(service), {**PERSON, "maniere": "sms", **CODE, "telephone": one}) for one in numbers]
    assert [answer.status_code for answer in answers] == [200, 200, 422]
    assert len(session.scalars(select(OutgoingSms.id)).all()) == 2


@pytest.fixture
def colleague(app, signed_in_as):
    """Somebody else of the organisation that orients."""
    return signed_in_as(app.test_client(), email="collegue@exemple.fr", organisations={SENDING: "membre"})


def test_who_left_the_organisation_is_not_written_to_any_more(orientation, sender, colleague, maker, session):
    made = orientation(State.SENT)
    with unit_of_work(session):
        session.execute(delete(Membership).where(Membership.account_id == sender[1].id))
    assert [one.email for one in of_sender(session, queries.case_of(session, made))] == [colleague.email]


def test_links_of_one_orientation_do_not_open_another_after_a_code(client, orientation, maker, session, outbox):
    first, second = orientation(State.SENT), orientation(State.SENT)
    opened, closed = link_to(maker, session, first), link_to(maker, session, second)
    identify(client, opened, outbox)
    assert reveals(client.get(opened))
    assert not reveals(client.get(closed))
    assert client.get(f"{closed}/decision/accepter").location == closed
    with unit_of_work(session):
        hers = new_link(maker.context(), first, LinkPurpose.PERSON).rpartition("/")[2]
    assert client.get(f"/orientations/lien/{hers}").status_code == 404
