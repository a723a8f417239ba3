"""By the link of a mail: nothing of the person before the code, nothing at all for who has no right to it."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.core.unit_of_work import unit_of_work
from app.orientations.models import OrientationLink, OrientationStep
from app.orientations.rules import Action, Actor, Mover, State
from app.orientations.services.moving import move
from tests.orientations.linking import SECRETS, decide, identify, journal, link_to, reveals, state_of, text_of
from tests.orientations.making import NAME
from tests.support.forms import hidden_fields, links, post_form

pytestmark = pytest.mark.one_engine


@pytest.fixture
def sent(orientation):
    return orientation(State.SENT)


@pytest.fixture
def path(maker, session, sent):
    return link_to(maker, session, sent)


def test_before_the_code_the_page_says_which_service_by_when_and_where_the_code_goes(client, path, sent):
    page = client.get(path)
    assert page.status_code == 200
    assert "Domiciliation des Tilleuls" in text_of(page)
    assert "t•••@exemple.fr" in text_of(page)
    assert "tilleuls@" not in text_of(page)
    assert f"n° {sent.id}" in text_of(page).replace("\u00a0", " ")
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert not reveals(page)


def test_the_right_code_opens_it_says_that_it_is_received_and_tells_the_sender(client, session, sent, path, outbox):
    identify(client, path, outbox)
    page = client.get(path)
    assert NAME in text_of(page)
    assert "tel:+33639980102" in text_of(page)
    assert "Accepter" in text_of(page)
    assert state_of(session, sent) == State.RECEIVED
    step = session.scalars(select(OrientationStep).where(OrientationStep.action == Action.RECEIVE)).one()
    link = session.scalars(select(OrientationLink)).one()
    assert (step.actor, step.link_id, step.account_id) == (Actor.TARGET, link.id, None)
    assert link.identified_at is not None
    assert link.code_digest is None
    to, letter = outbox()[-1]
    assert to == "emetteur@exemple.fr"
    assert f"/orientations/{sent.id}" in str(letter.blocks)
    assert not [word for word in (*SECRETS, "Tilleuls", "lien/") if word in letter.subject + str(letter.blocks)]
    assert ("orientation:identified", "") in journal(session)


def test_what_was_opened_closes_after_twelve_hours(at, client, maker, session, sent, outbox):  # noqa: PLR0917 - fixtures
    at("2026-11-24 09:00")
    path = link_to(maker, session, sent)
    identify(client, path, outbox)
    at("2026-11-24 20:59")
    assert NAME in text_of(client.get(path))
    at("2026-11-24 21:01")
    assert not reveals(client.get(path))


def test_an_expired_link_is_renewed_to_the_known_mailbox_only(at, client, maker, session, sent, outbox):  # noqa: PLR0917 - fixtures
    old = link_to(maker, session, sent, maker.context().now - timedelta(days=31))
    page = client.get(old)
    assert page.status_code == 410
    assert not reveals(page)
    assert "Tilleuls" not in text_of(page)
    assert client.get(f"{old}/code").status_code == 410
    asked = client.post(f"{old}/nouveau", data={**hidden_fields(page, f"{old}/nouveau"), "email": "voleur@exemple.fr"})
    assert asked.status_code == 303
    to, letter = outbox()[-1]
    assert to == "tilleuls@exemple.fr"
    url = next(block.url for block in letter.blocks if hasattr(block, "url"))
    fresh = url.removeprefix(maker.settings.base_url)
    assert client.get(fresh).status_code == 200
    assert client.get(old).status_code == 410
    identify(client, fresh, outbox)
    assert NAME in text_of(client.get(fresh))


def test_an_expired_link_of_what_was_cancelled_sends_nothing(client, maker, session, orientation, outbox):
    old = link_to(maker, session, orientation(State.CANCELLED), maker.context().now - timedelta(days=31))
    before = len(outbox())
    assert client.post(f"{old}/nouveau", data=hidden_fields(client.get(old), f"{old}/nouveau")).status_code == 303
    assert len(outbox()) == before


def test_a_link_that_expires_while_it_is_open_shows_nothing_any_more(client, session, path, outbox):
    identify(client, path, outbox)
    with unit_of_work(session):
        session.execute(update(OrientationLink).values(expires_at=OrientationLink.created_at))
    answer = client.get(path)
    assert (answer.status_code, reveals(answer)) == (410, [])


def test_who_received_it_closes_the_link_for_everybody(app, client, session, path, outbox):
    other = app.test_client()
    identify(other, path, outbox)
    identify(client, path, outbox)
    assert post_form(client, path, {"geste": "revoquer"}, action=f"{path}/fermer").status_code == 303
    for one in (client, other):
        answer = one.get(path)
        assert (answer.status_code, reveals(answer)) == (404, [])
    assert ("orientation:link-revoked", "") in journal(session)


def test_a_shared_computer_forgets_it(client, path, outbox):
    identify(client, path, outbox)
    assert post_form(client, path, {"geste": "quitter"}, action=f"{path}/fermer").status_code == 303
    answer = client.get(path)
    assert (answer.status_code, reveals(answer)) == (200, [])


def test_the_sender_closes_the_links_that_went_astray(client, session, sender, sent, path, outbox):  # noqa: PLR0917 - fixtures
    identify(client, path, outbox)
    signed, _ = sender
    page = signed.get("/compte")
    token = hidden_fields(page, "/deconnexion")["csrf_token"]
    answer = signed.post(f"/orientations/{sent.id}/liens/fermer", data={"csrf_token": token})
    assert answer.status_code == 303
    assert client.get(path).status_code == 404
    assert ("orientation:links-revoked", "") in journal(session)


def test_the_sender_has_a_link_sent_again_after_those_were_closed(client, sender, sent, path, outbox):
    signed, _ = sender
    page = f"/orientations/{sent.id}"
    assert post_form(signed, page, action=f"{page}/liens/fermer").status_code == 303
    before = len(outbox())
    assert post_form(signed, page, action=f"{page}/liens/renvoyer").status_code == 303
    (letter,) = outbox()[before:]
    assert letter[0] == "tilleuls@exemple.fr"
    assert "un nouveau lien est parti" in text_of(signed.get(page))
    assert client.get(path).status_code == 404


def test_what_was_taken_back_shows_nobody(client, maker, session, sent, path, outbox):  # noqa: PLR0917 - fixtures
    identify(client, path, outbox)
    with unit_of_work(session):
        session.refresh(sent)
        move(maker.context(), sent, Action.CANCEL, Mover(Actor.SENDER))
    page = client.get(path)
    assert page.status_code == 200
    assert "Annulée" in text_of(page)
    assert not reveals(page)


def test_who_gave_the_code_writes_to_the_sender(client, session, path, outbox):
    identify(client, path, outbox)
    sent = post_form(client, path, {"message": "Quel jour peut-elle venir ?"}, action=f"{path}/messages")
    assert sent.status_code == 303
    assert "Quel jour peut-elle venir" in text_of(client.get(path))
    assert outbox()[-1][0] == "emetteur@exemple.fr"
    empty = post_form(client, path, {"message": " "}, action=f"{path}/messages")
    assert empty.status_code == 422


def test_somebody_without_name_is_received_too(client, maker, session, orientation, outbox):
    made = orientation(State.SENT, is_anonymous=True)
    path = link_to(maker, session, made)
    identify(client, path, outbox)
    assert "Personne sans nom" in text_of(client.get(path))
    assert decide(client, path, "mettre-en-attente", expected="2099-01-01").status_code == 422


def test_who_receives_with_an_account_is_led_to_it(receiver, client, path, sent):
    signed, _ = receiver
    assert f"/orientations/{sent.id}" in links(signed.get(path))
    assert f"/orientations/{sent.id}" not in links(client.get(path))
