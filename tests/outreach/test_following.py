"""Following a request by its code: plain words and days, never where, never what came of it; taking it back."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from app.core.audit import AuditEntry
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.core.written_days import day_of
from app.outreach.models import OutreachRequest
from app.outreach.models.private import new_note
from app.outreach.rules import Actor, Mover, NoteKind, Outcome, Requester, Result, State
from app.outreach.services.opening import code_digest
from app.outreach.views import following as views
from app.web.translations import speaking
from tests.outreach.making import POINT, SITUATION, WORDS
from tests.outreach.wishing import FOLLOWED, START, asked
from tests.support.forms import post_form

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Pages and words; what depends on the database is tried on both, in the tests beside."""

CODE = "ABCD2345"
STOP, CLOSE = "/aller-vers/suivi/retirer", "/aller-vers/suivi/fermer"
T = speaking("fr")


@pytest.fixture
def coded(maker, session):
    """`coded(state, **values)`: a request that CODE opens."""

    def make(state=State.TO_SORT, asked_as=Requester.PARTNER, **values):
        request = maker.request(state, **values)
        with unit_of_work(session):
            request.asked_as = asked_as
            request.code, request.code_digest = CODE, code_digest(maker.settings.secret_key, CODE)
        return request

    return make


def opened(client, typed=CODE):
    answer = post_form(client, START, {"code": typed})
    assert (answer.status_code, answer.location) == (303, FOLLOWED), answer.get_data(as_text=True)[:400]
    return client


def page_of(client):
    answer = opened(client).get(FOLLOWED)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def journal(session, action):
    return session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.action == action))


@pytest.mark.parametrize("typed", ["ABCD2345", " abcd 2345 ", "ab-cd 23.45", "abcd ٢٣٤٥"])
def test_a_code_opens_the_page_however_it_is_typed(client, coded, session, typed):
    coded()
    assert "Votre demande est bien reçue." in opened(client, typed).get(FOLLOWED).get_data(as_text=True)
    assert journal(session, "outreach:code-given") == 1


def test_every_wrong_code_gets_the_same_answer_and_a_line_in_the_journal(client, coded, session):
    coded()
    for typed in ("ABCD2346", "ABCD234", "ZZZZ9999", "0000 OOOO"):
        answer = post_form(client, START, {"code": typed})
        assert answer.status_code == 422
        assert "Ce code n’ouvre rien." in answer.get_data(as_text=True)
    assert post_form(client, START, {"code": " "}).status_code == 422
    assert journal(session, "outreach:code-refused") == 4
    assert client.get(FOLLOWED).location == START


@pytest.mark.parametrize("limit", ["FROM_ONE_ADDRESS", "FROM_EVERYWHERE"])
def test_codes_cannot_be_tried_without_end(client, coded, monkeypatch, limit):
    coded()
    monkeypatch.setattr(views, limit, 2)
    for _ in range(2):
        post_form(client, START, {"code": "ZZZZ9999"})
    assert post_form(client, START, {"code": CODE}).status_code == 429


def test_a_code_opens_nothing_after_the_purge(client, coded, session):
    request = coded(State.CLOSED)
    opened(client)
    with unit_of_work(session):
        request.purged_at = utc_now()
    assert client.get(FOLLOWED).location == START
    assert post_form(client, START, {"code": CODE}).status_code == 422


def test_the_page_closes_after_two_hours_or_at_once(client, coded):
    coded()
    opened(client)
    with time_machine.travel(utc_now() + timedelta(hours=2, seconds=5)):
        assert client.get(FOLLOWED).location == START
    assert client.get(FOLLOWED).status_code == 200
    assert post_form(client, FOLLOWED, action=CLOSE).location == "/aller-vers"
    assert client.get(FOLLOWED).location == START


@pytest.mark.parametrize("state", list(State))
def test_no_page_tells_where_nor_what_a_team_must_know_nor_what_came_of_it(client, coded, session, maker, state):
    request = coded(state)
    with unit_of_work(session):
        for kind in (NoteKind.OF_COORDINATION, NoteKind.OF_TEAM):
            session.add(new_note(request.id, kind, f"Secret {kind}.", Mover(Actor.TEAM), utc_now()))
    page = page_of(client).partition("<main")[2].partition("</main")[0]
    assert page.count('class="state-now"') == 1
    assert "Privas" in page
    for secret in (
        WORDS,
        "halle",
        POINT,
        "44.73",
        SITUATION,
        "chien",
        "Secret",
        "Équipe exemple",
        "Maraude de l’Exemple",
        "rencontr",
        "refus",
    ):
        assert secret not in page


@pytest.mark.parametrize("asked_as", [Requester.PARTNER, Requester.PERSON, Requester.NEIGHBOUR])
def test_days_on_which_a_team_came_are_told_and_no_result(client, coded, maker, asked_as):
    request = coded(State.TRIED, asked_as=asked_as)
    before = utc_now() - timedelta(days=3)
    maker.attempt(request, before, Result.DANGER)
    page = page_of(client)
    for at in (before, request.last_attempt_at):
        assert f"Une équipe est passée le {day_of(at, T)}." in page
    assert "danger" not in page.replace("En danger, appelez", "")


def test_by_when_somebody_acts_is_told_until_that_day_is_over(client, coded, at):
    now = at("2026-11-23 10:00")
    coded(State.TO_SORT, at=now)
    page = page_of(client)
    assert "Quelqu’un s’en occupe au plus tard le 24 novembre 2026." in page
    assert "Une équipe passe si possible avant le 7 décembre 2026." in page
    at("2026-11-26 10:00")
    assert "24 novembre" not in opened(client).get(FOLLOWED).get_data(as_text=True)


def test_the_day_of_a_passage_is_told_but_not_to_a_neighbour(client, coded, app):
    request = coded(State.PLANNED)
    words = f"L’équipe doit passer le {day_of(request.planned_at, T)}."
    assert words in page_of(client)


def test_a_neighbour_does_not_learn_when_a_team_means_to_come(client, coded):
    request = coded(State.PLANNED, asked_as=Requester.NEIGHBOUR)
    page = page_of(client)
    assert "Le passage d’une équipe est prévu." in page
    assert day_of(request.planned_at, T) not in page


def test_a_refusal_says_what_was_written_for_who_asked(client, coded, session):
    request = coded(State.INADMISSIBLE)
    with unit_of_work(session):
        session.add(new_note(request.id, NoteKind.TO_REQUESTER, "Appelez plutôt la mairie.", Mover(Actor.COORDINATOR), utc_now()))
    assert "Appelez plutôt la mairie." in page_of(client)


def test_a_merged_request_shows_where_the_other_is(client, coded, maker):
    kept = maker.request(State.PLANNED)
    coded(State.DUPLICATE, merged_into_id=kept.id)
    page = page_of(client)
    assert "Le passage d’une équipe est prévu." in page
    assert "rejoint une autre demande" in page
    assert STOP not in page


@pytest.mark.parametrize("state", [State.REPORTED, State.TO_SORT, State.ASSIGNED, State.PLANNED, State.TRIED])
def test_a_request_is_taken_back_after_a_question(client, coded, session, state):
    request = coded(state)
    opened(client)
    assert client.get(STOP).status_code == 200
    session.expire_all()
    assert request.state == state, "asking changes nothing"
    assert post_form(client, STOP).location == FOLLOWED
    session.expire_all()
    assert (request.state, request.outcome) == (State.CLOSED, Outcome.WITHDRAWN)
    page = client.get(FOLLOWED).get_data(as_text=True)
    assert "C’est fait" in page
    assert "Votre demande est retirée." in page
    assert STOP not in page


@pytest.mark.parametrize(("state", "told"), [(State.TO_SORT, "tri@exemple.fr"), (State.PLANNED, "equipe@exemple.fr")])
@pytest.mark.usefixtures("sorter", "goer")
def test_whoever_had_a_request_is_told_that_it_is_taken_back(client, coded, outbox, state, told):
    coded(state)
    opened(client)
    post_form(client, STOP)
    assert [recipient for recipient, _letter in outbox()] == [told]


def test_a_request_is_taken_back_once_however_often_it_is_sent(client, coded, session, outbox, sorter):
    coded(State.TO_SORT)
    opened(client)
    for _ in range(2):
        assert post_form(client, STOP).location == FOLLOWED
    assert len(outbox()) == 1
    assert "Ce n’est plus possible" in client.get(FOLLOWED).get_data(as_text=True)


@pytest.mark.parametrize("state", [State.CONTACT, State.ONGOING, State.ORIENTED, State.NOT_MET, State.CLOSED, State.INADMISSIBLE])
def test_what_may_not_be_taken_back_any_more_is_not(client, coded, session, state):
    request = coded(state)
    assert STOP not in page_of(client)
    post_form(client, STOP)
    session.expire_all()
    assert request.state == state


def test_taking_back_asks_for_the_code_first(client, coded):
    coded()
    assert client.get(STOP).location == START


def test_just_after_sending_the_code_is_shown_to_be_noted_then_no_more(client, session, sector):
    asked(client)
    page = client.get(FOLLOWED).get_data(as_text=True)
    code = session.scalars(select(OutreachRequest)).one().code
    shown = f"{code[:4]} {code[4:]}"
    assert shown in page
    assert "data-print" in page
    assert f"{FOLLOWED}?suite=1" in page
    assert shown not in client.get(f"{FOLLOWED}?suite=1").get_data(as_text=True)
    assert shown not in opened(client, code).get(FOLLOWED).get_data(as_text=True)


def test_the_page_speaks_the_language_of_who_asked_unless_the_address_says_one(client, coded):
    coded(reads_in="ar")
    opened(client)
    assert '<html lang="ar" dir="rtl">' in client.get(FOLLOWED).get_data(as_text=True)
    assert '<html lang="en" dir="ltr">' in client.get(f"{FOLLOWED}?lang=en").get_data(as_text=True)


@pytest.mark.parametrize("language", ["en", "ar", "fr-simple"])
def test_every_page_answers_in_every_language(client, coded, language):
    coded()
    opened(client)
    for path in (FOLLOWED, STOP):
        assert client.get(f"{path}?lang={language}").status_code == 200
    client.get(f"{FOLLOWED}?lang={language}")
    answer = post_form(client, f"{STOP}?lang={language}", action=f"{STOP}?lang={language}")
    assert answer.location == f"{FOLLOWED}?lang={language}"


def test_pages_are_kept_by_nobody_and_their_title_reveals_nothing(client, coded):
    coded()
    assert "<title>Votre demande – Repères</title>" in page_of(client)
    for path in (START, FOLLOWED, STOP):
        answer = client.get(path)
        assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
