"""The person's page: opened by her code or a link, in her language, on an old telephone."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from app.core.audit import AuditEntry
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.orientations.models import Orientation, OrientationStep
from app.orientations.models.person import new_note
from app.orientations.rules import Actor, LinkPurpose, Mover, NoteKind, State
from app.orientations.services.links import new_link, revoke
from app.orientations.services.opening import normal_code
from app.orientations.views import person as views
from tests.orientations.making import EMAIL, NAME, PHONE
from tests.orientations.opening import CODE, FOLLOWED, code, opened, path_of_link
from tests.support.forms import post_form

pytestmark = pytest.mark.one_engine
"""Pages and words; what depends on the database is tried on both, in the tests beside."""


@pytest.fixture
def coded(orientation, maker, session):
    """`coded(state, **values)`: an orientation that CODE opens."""
    return lambda state=State.ACCEPTED, **values: code(maker, session, orientation(state, **values))


@pytest.mark.parametrize("typed", ["ABCD2345", " abcd 2345 ", "ab-cd 23.45", "abcd ٢٣٤٥"])
def test_a_code_opens_the_page_however_it_is_typed(client, coded, typed):
    coded()
    page = opened(client, typed).get(FOLLOWED).get_data(as_text=True)
    assert "Domiciliation des Tilleuls" in page
    assert "Le service vous attend." in page
    assert normal_code(typed) == CODE


def test_the_page_tells_neither_who_she_is_nor_a_title_that_reveals(client, coded):
    coded()
    answer = opened(client).get(FOLLOWED)
    page = answer.get_data(as_text=True)
    for secret in (NAME, PHONE, EMAIL, "06 39 98"):
        assert secret not in page
    assert "<title>Votre demande – Repères</title>" in page
    assert "data-quick-exit" in page
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"


def test_every_wrong_code_gets_the_same_answer_and_a_line_in_the_journal(client, coded, session):
    coded()
    answers = set()
    for typed in ("ABCD2346", "ABCD234", "ZZZZ9999", "0000 OOOO"):
        answer = post_form(client, "/ma-demande", {"code": typed})
        assert answer.status_code == 422
        assert "Ce code n’ouvre rien." in answer.get_data(as_text=True)
        answers.add(answer.get_data(as_text=True).count("\n"))
    assert len(answers) == 1
    refused = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "orientation:code-refused")
    assert session.scalar(refused) == 4
    assert client.get(FOLLOWED).location == "/ma-demande"


def test_codes_cannot_be_tried_without_end(client, coded, monkeypatch):
    coded()
    monkeypatch.setattr(views, "FROM_ONE_ADDRESS", 2)
    for _ in range(2):
        post_form(client, "/ma-demande", {"code": "ZZZZ9999"})
    assert post_form(client, "/ma-demande", {"code": CODE}).status_code == 429


def test_codes_cannot_be_tried_from_everywhere_at_once(client, coded, monkeypatch):
    coded()
    monkeypatch.setattr(views, "FROM_EVERYWHERE", 2)
    for _ in range(2):
        post_form(client, "/ma-demande", {"code": "ZZZZ9999"})
    assert post_form(client, "/ma-demande", {"code": CODE}).status_code == 429


@pytest.mark.parametrize("state", [State.DRAFT, State.TO_VERIFY])
def test_a_code_opens_nothing_before_the_sending(client, coded, state):
    coded(state)
    assert post_form(client, "/ma-demande", {"code": CODE}).status_code == 422


def test_a_code_opens_nothing_after_the_purge(client, coded, session):
    made = coded(State.DONE)
    opened(client)
    with unit_of_work(session):
        made.purged_at = utc_now()
    assert client.get(FOLLOWED).location == "/ma-demande"


def test_the_page_closes_after_two_hours(client, coded):
    coded()
    opened(client)
    with time_machine.travel(utc_now() + timedelta(hours=2, seconds=5)):
        assert client.get(FOLLOWED).location == "/ma-demande"


def test_closing_forgets_what_the_device_opened(client, coded):
    coded()
    assert post_form(opened(client), FOLLOWED, action="/ma-demande/fermer").location == "/"
    assert client.get(FOLLOWED).location == "/ma-demande"


def test_a_link_shows_the_page_and_acts_on_nothing(client, coded, maker, session):
    made = coded()
    path, version, steps = path_of_link(maker, session, made), made.version, count_steps(session)
    assert "Domiciliation des Tilleuls" in client.get(path).get_data(as_text=True)
    assert client.head(path).status_code == 200
    session.expire_all()
    assert (made.version, count_steps(session)) == (version, steps)
    assert client.get(FOLLOWED).location == "/ma-demande", "a link opens itself, not the device"


def count_steps(session):
    return session.scalar(select(func.count()).select_from(OrientationStep))


def test_an_old_a_closed_and_a_forged_link_reveal_nothing(client, coded, maker, session):
    made = coded(language="ar")
    closed = path_of_link(maker, session, made)
    with unit_of_work(session):
        revoke(maker.context(), made)
    old = path_of_link(maker, session, made)
    for path, day in ((closed, 0), (old, 31)):
        with time_machine.travel(utc_now() + timedelta(days=day)):
            answer = client.get(path)
        assert answer.status_code == 410
        assert "Tilleuls" not in answer.get_data(as_text=True)
        assert 'lang="ar"' in answer.get_data(as_text=True)
    assert client.get("/ma-demande/lien/forge").status_code == 404
    refused = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "orientation:link-refused")
    assert session.scalar(refused) == 3


def test_a_link_of_the_target_does_not_open_her_page(client, coded, maker, session):
    made = coded()
    with unit_of_work(session):
        url = new_link(maker.context(), made, LinkPurpose.TARGET)
    assert client.get(f"/ma-demande/lien/{url.rpartition('/')[2]}").status_code == 404


def test_the_page_speaks_her_language_unless_the_address_says_one(client, coded):
    coded(language="ar")
    opened(client)
    assert '<html lang="ar" dir="rtl">' in client.get(FOLLOWED).get_data(as_text=True)
    assert '<html lang="en" dir="ltr">' in client.get(f"{FOLLOWED}?lang=en").get_data(as_text=True)
    assert '<html lang="fr" dir="ltr">' in client.get(f"{FOLLOWED}?lang=fr").get_data(as_text=True)


@pytest.mark.parametrize("state", [state for state in State if state not in (State.DRAFT, State.TO_VERIFY)])
def test_every_state_is_told_in_her_words(client, coded, state):
    coded(state)
    page = opened(client).get(FOLLOWED).get_data(as_text=True)
    assert page.count('class="state-now"') == 1
    assert "Mission locale de l’Exemple" in page


def test_what_the_service_wrote_for_her_is_shown(client, coded, maker, session):
    made = coded(State.REFUSED)
    with unit_of_work(session):
        session.add(new_note(made.id, NoteKind.TO_PERSON, "Revenez en janvier.", Mover(Actor.TARGET), utc_now()))
        session.add(new_note(made.id, NoteKind.OF_TARGET, "Note interne.", Mover(Actor.TARGET), utc_now()))
    page = opened(client).get(FOLLOWED).get_data(as_text=True)
    assert "Revenez en janvier." in page
    assert "Note interne." not in page


def test_a_protected_address_is_not_told_unless_the_service_wrote_it(client, coded, session, service):
    made = coded(State.ACCEPTED)
    with unit_of_work(session):
        service.is_protected = True
    opened(client)
    street = service.locations[0].adresse
    page = client.get(FOLLOWED).get_data(as_text=True)
    assert street
    assert street not in page
    assert "openstreetmap" not in page
    assert "04\u00a065\u00a071\u00a000\u00a001" in page
    with unit_of_work(session):
        session.get(Orientation, made.id).appointment_place = "Devant la mairie de Privas"
    assert "Devant la mairie de Privas" in client.get(FOLLOWED).get_data(as_text=True)


def test_her_page_has_easy_french_and_keeps_it_from_form_to_form(client, coded):
    coded(State.SENT, language="fr-simple")
    opened(client)
    page = client.get(FOLLOWED)
    assert f"{FOLLOWED}/venu?lang=fr-simple" in page.get_data(as_text=True)
    assert post_form(client, FOLLOWED, action=f"{FOLLOWED}/venu?lang=fr-simple").location == f"{FOLLOWED}?lang=fr-simple"


def test_the_address_of_a_form_leads_back_to_the_page(client, coded, maker, session):
    path = path_of_link(maker, session, coded())
    for gesture in ("venu", "reponses", "rappel"):
        assert client.get(f"{path}/{gesture}").location == path
        assert client.get(f"{FOLLOWED}/{gesture}").location == "/ma-demande"
