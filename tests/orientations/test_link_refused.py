"""Forged, expired, replayed, prefetched, foreign links and codes: nothing shows, nothing changes, attempts are counted and journalled."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.core.tokens import new_token
from app.core.unit_of_work import unit_of_work
from app.orientations.models import OrientationLink
from app.orientations.rules import State
from app.orientations.services.links import revoke
from app.orientations.views import identified
from app.orientations.views.identified import CODES_OF_LINK, TRIES_OF_LINK
from tests.orientations.linking import SECRETS, ask_code, code_in, identify, journal, link_to, reveals, state_of, steps_of, text_of
from tests.support.forms import hidden_fields, post_form

pytestmark = pytest.mark.one_engine


@pytest.fixture
def sent(orientation):
    return orientation(State.SENT)


@pytest.fixture
def path(maker, session, sent):
    return link_to(maker, session, sent)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_scanner_that_follows_the_link_learns_nothing_and_changes_nothing(plain, session, sent, path, outbox, method):  # noqa: PLR0917 - fixtures
    letters, steps = len(outbox()), steps_of(session, sent)
    for address in (path, f"{path}/code", f"{path}/decision/accepter", f"{path}?suite=1"):
        assert not reveals(plain.open(address, method=method))
    assert (state_of(session, sent), steps_of(session, sent), len(outbox())) == (State.SENT, steps, letters)
    assert session.scalars(select(OrientationLink.identified_at)).all() == [None]
    assert session.scalars(select(OrientationLink.code_digest)).all() == [None]


def test_the_code_goes_to_the_known_mailbox_and_names_nobody(client, path, outbox):
    before = len(outbox())
    page = client.get(path)
    client.post(
        f"{path}/code", data={**hidden_fields(page, f"{path}/code"), "email": "voleur@exemple.fr", "destinataire": "voleur@exemple.fr"}
    )
    added = outbox()[before:]
    assert [to for to, _ in added] == ["tilleuls@exemple.fr"]
    assert not [word for word in (*SECRETS, "Tilleuls", "lien/") if word in added[0][1].subject + str(added[0][1].blocks)]
    assert code_in(outbox) not in added[0][1].subject


def test_a_code_serves_once(app, client, path, outbox):
    code = ask_code(client, path, outbox)
    assert post_form(client, f"{path}/code", {"code": code}).status_code == 303
    other = app.test_client()
    replayed = post_form(other, f"{path}/code", {"code": code})
    assert replayed.status_code == 422
    assert not reveals(other.get(path))


def test_a_wrong_code_is_counted_and_the_fifth_spends_it(client, session, sent, path, outbox):
    code = ask_code(client, path, outbox)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(5):
        refused = post_form(client, f"{path}/code", {"code": wrong})
        assert refused.status_code == 422
        assert not reveals(refused)
    assert post_form(client, f"{path}/code", {"code": code}).status_code == 422
    assert state_of(session, sent) == State.SENT
    assert journal(session).count(("orientation:code-refused", "code-faux")) == 5
    assert ("orientation:code-refused", "code-perime") in journal(session)


def test_a_code_is_too_old_after_twenty_minutes(at, client, session, sent, service, maker, outbox):  # noqa: PLR0917 - fixtures
    at("2026-11-24 10:00")
    path = link_to(maker, session, sent)
    code = ask_code(client, path, outbox)
    at("2026-11-24 10:21")
    assert post_form(client, f"{path}/code", {"code": code}).status_code == 422
    assert state_of(session, sent) == State.SENT


def test_codes_and_tries_are_limited_and_the_journal_says_so_once(client, session, path, outbox):
    for _ in range(CODES_OF_LINK):
        ask_code(client, path, outbox)
    letters = len(outbox())
    for _ in range(3):
        assert post_form(client, path, action=f"{path}/code").status_code == 429
    assert len(outbox()) == letters
    assert journal(session).count(("orientation:link-refused", "trop-d-essais")) == 1


def test_one_mailbox_is_not_flooded_whatever_the_links(client, maker, session, sent, outbox, monkeypatch):  # noqa: PLR0917 - fixtures
    monkeypatch.setattr(identified, "CODES_TO_ADDRESS", 2)
    first, second, third = (link_to(maker, session, sent) for _ in range(3))
    ask_code(client, first, outbox)
    ask_code(client, second, outbox)
    assert post_form(client, third, action=f"{third}/code").status_code == 429


def test_links_that_nobody_made_are_not_tried_without_end(client, monkeypatch):
    monkeypatch.setattr(identified, "UNKNOWN_FROM_NETWORK", 2)
    tried = [client.get(f"/orientations/lien/{new_token()}").status_code for _ in range(3)]
    assert tried == [404, 404, 429]


def test_tries_stop_whatever_codes_are_asked_for(client, session, path, outbox):
    wrong = f"{(int(ask_code(client, path, outbox)) + 1) % 10**6:06}"
    for _ in range(TRIES_OF_LINK):
        assert post_form(client, f"{path}/code", {"code": wrong}).status_code == 422
    assert post_form(client, f"{path}/code", {"code": wrong}).status_code == 429


def test_the_code_of_one_link_opens_no_other(client, maker, session, sent, orientation, outbox):  # noqa: PLR0917 - fixtures
    other = orientation(State.SENT)
    first, second = link_to(maker, session, sent), link_to(maker, session, other)
    code = ask_code(client, first, outbox)
    ask_code(client, second, outbox)
    assert post_form(client, f"{second}/code", {"code": code}).status_code == 422
    assert state_of(session, other) == State.SENT


def test_a_link_that_was_opened_opens_no_other_not_even_of_the_same_orientation(client, maker, session, sent, orientation, path, outbox):  # noqa: PLR0917 - fixtures
    identify(client, path, outbox)
    for foreign in (link_to(maker, session, orientation(State.SENT)), link_to(maker, session, sent)):
        assert not reveals(client.get(foreign))
        assert client.get(f"{foreign}/decision/accepter").status_code == 303
        page = client.get(path)
        token = hidden_fields(page, f"{path}/fermer")["csrf_token"]
        assert client.post(f"{foreign}/decision/annuler", data={"csrf_token": token}).status_code == 303
        assert client.post(f"{foreign}/messages", data={"csrf_token": token, "message": "Bonjour"}).status_code == 303


def test_another_browser_has_to_prove_itself(app, client, path, outbox):
    identify(client, path, outbox)
    assert not reveals(app.test_client().get(path))


def test_a_forged_link_and_a_revoked_one_answer_alike_and_are_journalled(client, maker, session, sent, path):
    with unit_of_work(session):
        revoke(maker.context(), sent)
    forged = client.get(f"/orientations/lien/{new_token()}")
    revoked = client.get(path)
    assert (forged.status_code, revoked.status_code) == (404, 404)
    assert "Tilleuls" not in text_of(revoked)
    main = [text_of(page).partition("<main")[2].partition("</main>")[0] for page in (forged, revoked)]
    assert main[0] == main[1]
    assert journal(session).count(("orientation:link-refused", "lien-inconnu")) == 2
    assert client.get(f"{path}/code").status_code == 404
    assert client.get(f"{path}/decision/accepter").status_code == 404


def test_a_link_of_the_person_is_none_of_a_target(client, maker, session, sent, path):
    with unit_of_work(session):
        session.execute(update(OrientationLink).values(purpose="personne"))
    assert client.get(path).status_code == 404


def test_a_new_link_is_not_sent_for_ever(client, maker, session, sent, outbox):
    old = link_to(maker, session, sent, maker.context().now - timedelta(days=31))
    data = hidden_fields(client.get(old), f"{old}/nouveau")
    answers = [client.post(f"{old}/nouveau", data=data).status_code for _ in range(CODES_OF_LINK + 1)]
    assert answers == [303] * CODES_OF_LINK + [429]


def test_the_cookie_keeps_no_secret_of_the_link(client, path, outbox):
    identify(client, path, outbox)
    with client.session_transaction() as kept:
        assert path.rpartition("/")[2] not in str(dict(kept))
