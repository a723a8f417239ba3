"""A vote in a room: begun in words, shared, counted once a device, shown live, ended."""

import pytest

from app.core.unit_of_work import unit_of_work
from app.participation.models import Response, RoomVote, RoomVoteCount, SentAnswer, SentNonce
from app.participation.services import voting
from app.participation.services.voting import Ballot
from tests.participation.answering.answering_pages import words
from tests.participation.making import ASKING, text
from tests.support.forms import hidden_fields, post_form
from tests.support.swap import prove_swap

pytestmark = pytest.mark.one_engine
NEW = "/mes-enquetes/votes/nouveau"
WRITTEN = {"question-fr": "On mange quoi ? (exemple)", "choix-1-fr": "Soupe", "choix-2-fr": "Salade", "choix-1-ar": "حساء"}


@pytest.fixture
def vote(maker, session):
    with unit_of_work(session):
        ballot = Ballot(text("On mange quoi ?"), [text("Soupe"), text("Salade")])
        return voting.begin(maker.context(), maker.organisation().id, ballot, maker.by)


def counted(session, vote):
    session.expire_all()
    return [(one.code, one.phones, one.hands) for one in session.query(RoomVoteCount).filter_by(vote_id=vote.id).order_by("code")]


def cast(client, vote, choice="c1", status=303):
    answer = post_form(client, f"/vote/{vote.slug}", {"choix": choice})
    assert answer.status_code == status
    return answer


def test_a_vote_is_begun_in_french_and_other_languages_follow(editor, session):
    client, _ = editor
    answer = post_form(client, NEW, WRITTEN)
    [made] = session.query(RoomVote).all()
    assert answer.location == f"/mes-enquetes/votes/{made.id}"
    assert made.choices == [{"code": "c1", "label": {"fr": "Soupe", "ar": "حساء"}}, {"code": "c2", "label": {"fr": "Salade"}}]
    page = words(client.get(answer.location))
    assert "Ne posez rien de personnel" in page
    assert f"/vote/{made.slug}" in page
    assert "On mange quoi ?" in words(client.get("/mes-enquetes/votes"))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({"question-fr": ""}, "Écrivez la question."),
        ({"choix-2-fr": ""}, "Écrivez au moins deux choix."),
        ({"choix-2-fr": "soupe"}, "Ce choix est déjà écrit."),
        ({"choix-3-en": "Soup"}, "Ce choix n’est pas écrit en français."),
    ],
)
def test_what_will_not_do_is_told_and_nothing_typed_is_lost(editor, session, written, told):
    client, _ = editor
    answer = post_form(client, NEW, WRITTEN | written)
    assert answer.status_code == 422
    assert told in words(answer)
    assert 'value="Soupe"' in answer.get_data(as_text=True)
    assert session.query(RoomVote).all() == []


def test_the_same_form_twice_begins_one_vote(editor, session):
    client, _ = editor
    filled = {**hidden_fields(client.get(NEW), NEW), **WRITTEN}
    assert client.post(NEW, data=filled).location == client.post(NEW, data=filled).location
    assert len(session.query(RoomVote).all()) == 1


def test_who_may_open_a_campaign_begins_and_any_member_leads(member, vote):
    client, _ = member("membre")
    assert client.get(NEW).status_code == 404
    assert "Ouvrir un vote" not in words(client.get("/mes-enquetes/votes"))
    assert client.get(f"/mes-enquetes/votes/{vote.id}").status_code == 200
    stranger, _ = member(organisation="Autre (exemple)", email="autre@exemple.fr")
    for end in ("", "/ecran"):
        assert stranger.get(f"/mes-enquetes/votes/{vote.id}{end}").status_code == 404


def test_a_device_votes_once_and_then_sees_how_it_stands(app, session, vote):
    phone = app.test_client()
    first = phone.get(f"/vote/{vote.slug}")
    assert "Un vote par appareil" in words(first)
    assert not [one for one in first.headers.getlist("Set-Cookie") if one.startswith("vote=")]
    hidden = hidden_fields(first)
    answer = phone.post(f"/vote/{vote.slug}", data={**hidden, "choix": "c2"})
    [cookie] = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("vote=")]
    assert f"Path=/vote/{vote.slug}" in cookie
    assert "HttpOnly" in cookie
    assert "c2" not in cookie.partition(";")[0]
    phone.post(f"/vote/{vote.slug}", data={**hidden, "choix": "c1"})
    phone.delete_cookie("vote", path=f"/vote/{vote.slug}")
    phone.post(f"/vote/{vote.slug}", data={**hidden, "choix": "c1"})  # the same page again, its cookie gone
    assert counted(session, vote) == [("c1", 0, 0), ("c2", 1, 0)]
    assert session.query(SentNonce).count() == 1
    assert "Un vote est compté" in words(phone.get(f"/vote/{vote.slug}"))
    assert session.query(SentAnswer).all() + session.query(Response).all() == []


def test_choosing_nothing_is_told(app, session, vote):
    page = words(cast(app.test_client(), vote, "", 422))
    assert "Choisissez une réponse." in page
    cast(app.test_client(), vote, "c9", 422)
    assert counted(session, vote) == [("c1", 0, 0), ("c2", 0, 0)]


def test_the_question_is_read_in_four_languages_and_capitals_lead_there(app, vote):
    for code, said in (("fr", "On mange quoi ?"), ("en", "On mange quoi ? [en]"), ("ar", "[ar]"), ("fr-simple", "[fr-simple]")):
        assert said in words(app.test_client().get(f"/vote/{vote.slug.upper()}?lang={code}"))
    assert app.test_client().get("/vote/aaaaa").status_code == 404
    assert app.test_client().get("/vote/a-b").status_code == 404


def test_hands_are_written_and_the_screen_shows_both(member, app, session, vote):
    client, _ = member("membre")
    cast(app.test_client(), vote)
    at = f"/mes-enquetes/votes/{vote.id}"
    wrong = post_form(client, at, {"mains-c1": "beaucoup", "mains-c2": "3"}, action=f"{at}/mains")
    assert wrong.status_code == 422
    assert 'value="beaucoup"' in wrong.get_data(as_text=True)
    assert post_form(client, at, {"mains-c1": "2", "mains-c2": ""}, action=f"{at}/mains").status_code == 303
    assert counted(session, vote) == [("c1", 1, 2), ("c2", 0, 0)]
    page = client.get(f"{at}/ecran").get_data(as_text=True)
    assert "3 (100 %)" in page
    assert "every 3s" in page
    assert "Refresh" not in client.get(f"{at}/ecran").headers
    assert client.get(f"{at}/ecran?direct=1").headers["Refresh"] == "3"


def test_the_live_part_is_the_part_of_the_page(member, app, vote):
    client, _ = member("membre")
    path = f"/mes-enquetes/votes/{vote.id}/ecran"
    cast(app.test_client(), vote)
    prove_swap(client, path, path, by="suivre")


def test_a_vote_that_is_over_takes_nothing_shows_its_result_and_may_open_again(member, app, session, vote):
    client, _ = member("membre")
    at, phone = f"/mes-enquetes/votes/{vote.id}", app.test_client()
    hidden = hidden_fields(phone.get(f"/vote/{vote.slug}"))
    assert post_form(client, at, action=f"{at}/fermer").status_code == 303
    assert phone.post(f"/vote/{vote.slug}", data={**hidden, "choix": "c1"}).status_code == 303
    assert counted(session, vote) == [("c1", 0, 0), ("c2", 0, 0)]
    page = phone.get(f"/vote/{vote.slug}").get_data(as_text=True)
    assert "Le vote est terminé" in words(page)
    assert "every 10s" not in page
    assert post_form(client, at, action=f"{at}/rouvrir").status_code == 303
    cast(phone, vote)
    assert counted(session, vote) == [("c1", 1, 0), ("c2", 0, 0)]


def test_votes_are_no_surveys(editor, vote):
    client, _ = editor
    assert "On mange quoi ?" not in words(client.get("/mes-enquetes"))
    assert ASKING not in words(client.get("/enquetes"))
