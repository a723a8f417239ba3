"""Asking for a team: what the form takes and refuses, what is kept and how, who is told."""

import gzip
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts.models import Organisation
from app.core.clock import today
from app.core.unit_of_work import unit_of_work
from app.outreach import queries
from app.outreach.models import OutreachNote, OutreachPlace, OutreachRequest, OutreachRequester, OutreachSafety, OutreachSector
from app.outreach.rules import NoteKind, Requester, State
from tests.outreach.making import ASKING, PRIVAS, SITUATION, WORDS
from tests.outreach.wishing import ASK, EMAIL, FOLLOWED, NAME, PHONE, POSITION, START, asked, typed
from tests.support.forms import hidden_fields, links, post_form
from tests.support.inspector.rules.weight import TARGET_BYTES

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Pages and words; what depends on the database is tried on both, in the tests beside."""


def made(session):
    session.expire_all()
    return session.scalars(select(OutreachRequest).order_by(OutreachRequest.id)).all()


@pytest.mark.parametrize("language", ["", "en", "ar", "fr-simple"])
@pytest.mark.parametrize("path", ["/aller-vers", "/aller-vers/danger", ASK, START])
def test_pages_are_there_in_every_language(client, path, language):
    answer = client.get(f"{path}?lang={language}" if language else path)
    assert answer.status_code == 200
    assert "data-quick-exit" in answer.get_data(as_text=True)


def test_danger_is_asked_about_before_anything_else(client):
    page = client.get("/aller-vers")
    found = [path for path in links(page) if path.startswith(("/aller-vers/", "tel:"))]
    assert found[:2] == ["/aller-vers/danger", ASK]
    assert START in found
    assert "<form" not in page.get_data(as_text=True)


def test_whoever_is_in_danger_gets_numbers_and_no_form(client):
    page = client.get("/aller-vers/danger")
    numbers = {path for path in links(page) if path.startswith(("tel:", "sms:"))}
    assert numbers == {"tel:15", "tel:17", "tel:18", "tel:112", "sms:114", "tel:115", "tel:119"}
    assert "CRIP" in page.get_data(as_text=True)
    assert "<form" not in page.get_data(as_text=True)


@pytest.mark.parametrize(
    ("now", "day"),
    [("2026-11-23 10:00", "24 novembre 2026"), ("2026-11-20 18:00", "23 novembre 2026"), ("2026-12-24 12:00", "28 décembre 2026")],
)
@pytest.mark.parametrize("path", ["/aller-vers", ASK])
def test_pages_say_on_which_working_day_somebody_reads(client, at, now, day, path):
    at(now)
    assert f"au plus tard le {day}." in client.get(path).get_data(as_text=True)


def test_the_urgent_numbers_lead_here(client):
    assert "/aller-vers" in links(client.get("/urgence"))


def test_a_request_is_written_down_as_it_was_typed(client, session, sector):
    answer = asked(client)
    assert (answer.status_code, answer.location) == (303, FOLLOWED)
    (request,) = made(session)
    assert (request.state, request.sector_id, request.commune, request.departement) == (State.TO_SORT, sector.id, PRIVAS, "07")
    assert (request.asked_as, request.organisation_id, request.account_id) == (Requester.PARTNER, None, None)
    assert (request.urgency, request.people, request.has_children, request.has_animals) == ("72h", 2, True, False)
    assert (request.needs, request.language, request.reads_in) == (["abri", "repas"], "ar", "fr")
    assert request.seen_at.date() == today() - timedelta(days=1)
    assert request.next_due_at is not None
    place, left = session.get(OutreachPlace, request.id), session.get(OutreachRequester, request.id)
    assert (place.words, place.point) == (WORDS, "44.73510,4.59920")
    assert (left.name, left.phone, left.email) == (NAME, PHONE, EMAIL)
    (note,) = queries.notes(session, request.id, list(NoteKind))
    assert (note.kind, note.body) == (NoteKind.SITUATION, SITUATION)
    (safety,) = session.scalars(select(OutreachSafety))
    assert (safety.code, safety.until) == ("chien", today() + timedelta(days=89))


def test_the_least_is_enough(client, session, sector):
    least = {"lieu": "", "situation": "", "nom": "", "telephone": "", "courriel": "", "besoins": [], "precautions": [], "langue": ""}
    assert asked(client, **least, commune="", moment="", enfants=None, qualite="personne").status_code == 303
    (request,) = made(session)
    assert request.commune == PRIVAS, "the position tells the commune"
    assert session.get(OutreachRequester, request.id) is None
    assert session.scalar(select(func.count()).select_from(OutreachNote)) == 0
    assert session.get(OutreachPlace, request.id).words is None


def test_without_a_sector_a_request_waits_for_coordinators(client, session, outbox, coordinator):
    asked(client, courriel="")
    assert made(session)[0].state == State.REPORTED
    ((recipient, letter),) = outbox()
    assert recipient == "departement@exemple.fr"
    assert letter.blocks[-1].url.endswith("/aller-vers/sans-secteur")


def test_who_sorts_is_told_a_number_and_a_commune_and_no_more(client, session, outbox, sorter):
    asked(client, courriel="")
    ((recipient, letter),) = outbox()
    number = made(session)[0].id
    assert recipient == "tri@exemple.fr"
    told = letter.subject + str(letter.blocks)
    assert f"n° {number}" in told
    assert "Privas" in told
    assert f"/aller-vers/demandes/{number}" in told
    for secret in (WORDS, "44.73", SITUATION, NAME, "39 98", "chien"):
        assert secret not in told


def test_a_request_to_a_sector_of_a_demonstration_is_fictional_and_nobody_is_told(client, session, sorter, outbox):
    with unit_of_work(session):
        session.scalars(select(OutreachSector)).one().is_example = True
    asked(client)
    assert made(session)[0].is_example
    assert outbox() == []


def test_homonyms_are_chosen_from(client, session):
    page = asked(client, commune="Saint-Just", position="").get_data(as_text=True)
    assert '<option value="01369">Saint-Just (Ain' in page
    assert asked(client, commune="Saint-Just", position="", code_commune="01369").status_code == 303
    assert made(session)[0].commune == "01369"


def test_a_position_tells_which_commune_of_a_postcode(client, session):
    assert asked(client, commune="07000").status_code == 303
    assert made(session)[0].commune == PRIVAS


def test_a_commune_that_looks_like_another_is_offered(client):
    page = asked(client, commune="Saint Rambert sur", position="").get_data(as_text=True)
    assert "Saint-Rambert" in page


def test_who_asks_is_asked_as_far_as_the_installation_opens(client, app, session, monkeypatch, sector):
    open_to(app, monkeypatch, Requester.NEIGHBOUR)
    assert 'name="qualite"' not in client.get(ASK).get_data(as_text=True)
    assert asked(client).status_code == 303
    (request,) = made(session)
    left = session.get(OutreachRequester, request.id)
    assert (request.asked_as, left.name, left.email) == (Requester.NEIGHBOUR, None, EMAIL), "a neighbour's name serves nobody"


def test_where_only_professionals_ask_others_are_told_so(client, app, session, monkeypatch):
    data = {**hidden_fields(client.get(ASK), ASK), **typed()}
    open_to(app, monkeypatch)
    page = client.get(ASK)
    assert page.status_code == 200
    assert "<form" not in page.get_data(as_text=True)
    assert client.post(ASK, data=data).status_code == 403
    assert made(session) == []


def open_to(app, monkeypatch, *who):
    monkeypatch.setitem(app.extensions, "reperes_outreach", replace(app.extensions["reperes_outreach"], open_to=frozenset(who)))


def test_a_member_asks_for_the_organisation(asker, session, sector, outbox):
    client, account = asker
    page = client.get(ASK).get_data(as_text=True)
    assert ASKING in page
    for field in ("qualite", "organisation", "nom", "telephone", "courriel"):
        assert f'name="{field}"' not in page
    answer = asked(client)
    (request,) = made(session)
    assert (answer.status_code, answer.location) == (303, f"/aller-vers/demandes/{request.id}")
    assert (request.asked_as, request.account_id, request.code_digest) == (Requester.PROFESSIONAL, account.id, None)
    assert session.get(OutreachRequester, request.id) is None
    assert f"/aller-vers/demandes/{request.id}" in str(dict(outbox())["demande@exemple.fr"].blocks)


def test_a_member_of_several_organisations_says_for_which(app, session, signed_in_as, sector):
    client = app.test_client()
    signed_in_as(client, organisations={"Une": "membre", "Deux": "membre"})
    answer = asked(client)
    assert answer.status_code == 422
    assert 'href="#organisation"' in answer.get_data(as_text=True)
    assert asked(client, organisation="999999").status_code == 422
    assert made(session) == []
    two = session.scalars(select(Organisation).where(Organisation.name == "Deux")).one()
    assert asked(client, organisation=str(two.id)).status_code == 303
    assert made(session)[0].organisation_id == two.id


def test_somebody_signed_in_for_nobody_asks_as_anybody(app, signed_in_as, session, sector):
    client = app.test_client()
    signed_in_as(client)
    assert asked(client).location == FOLLOWED
    assert made(session)[0].account_id is None


def test_a_form_sent_twice_is_one_request_and_leads_to_the_same_page(client, app, session, sector):
    data = {**hidden_fields(client.get(ASK), ASK), **typed()}
    first = client.post(ASK, data=data)
    with client.session_transaction() as kept:
        kept.pop("aller-vers")  # the browser left before it read the first answer
    second = client.post(ASK, data=data)
    assert first.location == second.location == FOLLOWED
    assert len(made(session)) == 1
    assert made(session)[0].code[:4] in client.get(FOLLOWED).get_data(as_text=True)


def test_a_form_sent_again_much_later_opens_nothing(client, session, sector, at):
    data = {**hidden_fields(client.get(ASK), ASK), **typed()}
    client.post(ASK, data=data)
    post_form(client, FOLLOWED, action="/aller-vers/suivi/fermer")
    with unit_of_work(session):
        made(session)[0].asked_at -= timedelta(minutes=11)
    assert client.post(ASK, data=data).location == FOLLOWED
    assert client.get(FOLLOWED).location == START


def test_the_form_says_before_its_button_what_is_kept_and_tonight(client):
    page = client.get(ASK).get_data(as_text=True)
    before = page[: page.index("Envoyer la demande")]
    for words in ("30 jours", "90 jours", "115", "119", "ni santé", "au plus tard le"):
        assert words in before
    assert POSITION not in page


def test_the_form_is_light_and_its_position_can_be_filled_by_the_device(client):
    page = client.get(ASK)
    assert len(gzip.compress(page.data, 1)) <= TARGET_BYTES
    assert 'data-position-field="position"' in page.get_data(as_text=True)
    assert 'name="position"' in page.get_data(as_text=True)
