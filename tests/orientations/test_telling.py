"""Letters that go with an orientation: to whom, with which link, and what they must never say."""

import pytest
from sqlalchemy import select

from app.accounts.models import Account, Organisation
from app.core.clock import utc_now
from app.core.tokens import digest
from app.core.unit_of_work import unit_of_work
from app.directory.models import Service
from app.mail.letters import Action, as_text
from app.orientations.letters import sending
from app.orientations.models import OrientationLink
from app.orientations.queries import case_of
from app.orientations.rules import Actor, LinkPurpose, Mover, State
from app.orientations.services import creating
from app.orientations.services.creating import NotVerified
from app.orientations.services.telling import tell_coordination, tell_sender, tell_target
from tests.orientations.conftest import RECEIVING, SENDING
from tests.orientations.making import EMAIL, NAME, PHONE
from tests.orientations.orienting import PERSON, SEND, WORDS, only, path
from tests.support.forms import post_form

SECRET = (*NAME.split(), PHONE, PHONE.replace(" ", ""), EMAIL, WORDS)


def address_of(letter) -> str:
    return next(block.url for block in letter.blocks if isinstance(block, Action))


def test_letters_tell_neither_the_person_nor_the_service(service, sender, session, outbox):
    post_form(sender[0], path(service), {**PERSON, **SEND})
    made = only(session)
    (to, letter), *others = outbox()
    assert (to, others) == ("tilleuls@exemple.fr", [])
    whole = f"{letter.subject}\n{as_text(letter)}"
    assert not any(word in whole for word in (*SECRET, made.code, "Tilleuls", SENDING))
    assert str(made.id) not in letter.subject


def test_each_letter_to_a_target_has_a_link_of_its_own_kept_as_a_digest(receiver, orientation, maker, signed_in_as, outbox):
    signed_in_as(receiver[0].application.test_client(), email="collegue@exemple.fr", organisations={RECEIVING: "membre"})
    session = maker.context().session
    made = orientation(State.SENT)
    with unit_of_work(session):
        session.get(Service, made.service_id).courriel = ""
    case = case_of(session, made)
    with unit_of_work(session):
        told = tell_target(maker.context(), case, lambda url, t: sending.to_target(case, url, t))
    letters = outbox()
    assert told == 2
    assert {to for to, _ in letters} == {"destinataire@exemple.fr", "collegue@exemple.fr"}
    secrets = [address_of(letter).rpartition("/")[2] for _, letter in letters]
    assert len(set(secrets)) == 2
    links = session.scalars(select(OrientationLink)).all()
    assert {link.token_digest for link in links} == set(map(digest, secrets))
    assert {(link.purpose, link.orientation_id) for link in links} == {(LinkPurpose.TARGET, case.orientation.id)}


@pytest.mark.parametrize("gone", ["disabled_at", "closed_at"])
def test_an_account_that_may_not_enter_any_more_is_written_nothing(receiver, orientation, maker, session, outbox, gone):  # noqa: PLR0917 - fixtures
    made = orientation(State.SENT)
    with unit_of_work(session):
        session.get(Service, made.service_id).courriel = ""
        for number in (made.sender_id, receiver[1].id):
            setattr(session.get_one(Account, number), gone, utc_now())
    case = case_of(session, made)
    with unit_of_work(session):
        assert tell_target(maker.context(), case, lambda url, t: sending.to_target(case, url, t)) == 0
        tell_sender(maker.context(), case, lambda url, t: sending.left(case, url, t))
    assert outbox() == []


def test_a_service_that_is_called_gets_no_letter(orientation, maker, session, outbox):
    case = case_of(session, orientation(State.SENT, is_direct=True))
    with unit_of_work(session):
        assert tell_target(maker.context(), case, lambda url, t: sending.to_target(case, url, t)) == 0
    assert outbox() == []


def test_who_orients_and_coordinators_are_led_to_their_pages_without_a_secret(app, orientation, maker, signed_in_as, outbox):
    signed_in_as(app.test_client(), email="ardeche@exemple.fr", roles=[("coordinateur", "07")])
    signed_in_as(app.test_client(), email="partout@exemple.fr", roles=[("coordinateur", "")])
    signed_in_as(app.test_client(), email="isere@exemple.fr", roles=[("coordinateur", "38")])
    context = maker.context()
    case = case_of(context.session, orientation(State.SENT))
    number, base = case.orientation.id, maker.settings.base_url
    with unit_of_work(context.session):
        tell_sender(context, case, lambda url, t: sending.left(case, url, t))
        tell_coordination(context, case, lambda url, t: sending.to_verify(case, url, t))
    assert {(to, address_of(letter)) for to, letter in outbox()} == {
        ("emetteur@exemple.fr", f"{base}/orientations/{number}"),
        ("ardeche@exemple.fr", f"{base}/coordination/orientations/{number}"),
        ("partout@exemple.fr", f"{base}/coordination/orientations/{number}"),
    }
    for _, letter in outbox():
        assert not any(word in f"{letter.subject}\n{as_text(letter)}" for word in (*SECRET, "Tilleuls"))


def test_what_a_coordinator_sends_is_told_to_both_sides(orientation, maker, session, outbox):
    made = orientation(State.TO_VERIFY)
    with unit_of_work(session):
        creating.send(maker.context(), made, Mover(Actor.COORDINATOR))
    assert made.state == State.SENT
    assert [to for to, _ in outbox()] == ["tilleuls@exemple.fr", "emetteur@exemple.fr"]


def test_an_organisation_that_nobody_verified_sends_nothing_by_itself(orientation, maker, session, outbox):
    made = orientation(State.DRAFT)
    with unit_of_work(session):
        session.scalars(select(Organisation).where(Organisation.name == SENDING)).one().verified_at = None
    with pytest.raises(NotVerified):
        creating.send(maker.context(), made, Mover(Actor.SENDER, made.sender_id, made.organisation_id))
    assert (made.state, outbox()) == (State.DRAFT, [])
