"""The round on a phone: what its list tells, and to whom; what a browser is told to keep and to wipe."""

from datetime import datetime

import pytest
from lxml import html
from sqlalchemy import event, select

from app.core.clock import PARIS
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.outreach.display.day import day_list, device_mark
from app.outreach.models import OutreachPassage, OutreachPerson, OutreachRequest, OutreachRound
from app.outreach.rules import Actor, Mover, NoteKind, Result, State
from app.web.translations import translator
from tests.outreach.making import POINT, SITUATION, WORDS
from tests.outreach.phoning import SOME_MARK, day_of, text_of, tonight
from tests.support.forms import hidden_fields


@pytest.fixture
def night(at):
    """Stand in the middle of a round; call it to move."""
    at("2097-12-02 21:10")
    return at


@pytest.fixture
def placed(night, maker, team):
    """A round, and a request placed on it."""
    return tonight(maker, team)


class TestTheList:
    def test_it_says_what_to_know_first_then_where_and_who(self, placed, goer, maker, session):
        round_, request = placed
        with unit_of_work(session):
            session.add(OutreachPerson(request_id=request.id, pseudonym="Momo"))
            request = session.get(OutreachRequest, request.id)
            request.people, request.has_children, request.language, request.needs = 2, True, "ar", ["abri"]
        said = text_of(goer[0].get(day_of(round_)))
        for expected in ("Un chien sur place", WORDS, f"geo:{POINT}", "Momo", "2 personnes", "arabe", "Un abri", SITUATION, "Privas"):
            assert expected in said
        assert said.index("Un chien sur place") < said.index(WORDS)
        assert "Vers 22 h 15" in said

    def test_it_goes_by_the_hours(self, placed, goer, maker, team):
        round_, later = placed
        first = maker.request(State.PLANNED, team=team)
        maker.place(round_, first, datetime(2097, 12, 2, 20, 30, tzinfo=PARIS))
        after_midnight = maker.request(State.PLANNED, team=team)
        maker.place(round_, after_midnight, datetime(2097, 12, 3, 0, 30, tzinfo=PARIS))
        listed = day_list(maker.context(), round_, translator("fr")).requests
        assert [one.number for one in listed] == [first.id, later.id, after_midnight.id]
        assert "3 décembre 2097" in listed[-1].when_text

    def test_it_is_kept_by_no_cache_and_its_title_tells_nothing(self, placed, goer):
        page = goer[0].get(day_of(placed[0]))
        assert page.headers["Cache-Control"] == "no-store"
        title = html.fromstring(page.get_data(as_text=True)).findtext(".//title")
        assert WORDS not in title
        assert "n°" not in title

    @pytest.mark.parametrize("who", ["sorter", "asker"])
    def test_another_organisation_finds_nothing_there(self, placed, goer, who, request):
        round_, asked = placed
        client, _ = request.getfixturevalue(who)
        assert client.get(day_of(round_)).status_code == 404
        token = hidden_fields(client.get("/compte"), "/deconnexion")["csrf_token"]
        sent = {"csrf_token": token, "demande": asked.id, "resultat": Result.MET, "marque": SOME_MARK}
        assert client.post(f"/aller-vers/tournees/{round_.id}/tentatives", data=sent).status_code == 404

    def test_whoever_is_not_signed_in_is_led_to_signing_in_and_back(self, placed, client):
        answer = client.get(day_of(placed[0]))
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/connexion?suite=%2Faller-vers")

    @pytest.mark.parametrize("state", [State.TO_SORT, State.CLOSED, State.NOT_MET, State.SENT_BACK])
    def test_a_request_that_the_team_has_no_more_shows_no_place(self, placed, goer, maker, session, state):
        round_, other = placed
        gone = maker.request(state, team=round_.team)
        maker.place(round_, gone)
        with unit_of_work(session):
            session.delete(session.scalars(select(OutreachPassage).where(OutreachPassage.request_id == other.id)).one())
        said = text_of(goer[0].get(day_of(round_)))
        assert f"demande-{gone.id}" in said
        for hidden in (WORDS, POINT, SITUATION, "Un chien"):
            assert hidden not in said
        assert f'data-attempt="{gone.id}"' not in said

    def test_of_a_request_given_to_another_team_it_says_so_and_shows_no_place(self, placed, goer, maker, sector):
        round_, request = placed
        other = maker.team("Autre équipe", organisation="Autre maraude", sector=sector)
        with unit_of_work(maker.context().session):
            request.team_id = other.id
        [seen] = day_list(maker.context(), round_, translator("fr")).requests
        assert "n’est plus confiée à votre équipe" in seen.state_text
        assert (seen.place_words, seen.point_text, seen.safety, seen.situation) == ("", "", (), "")

    def test_notes_of_another_team_are_not_its_own(self, placed, goer, maker, session, sector):
        from app.outreach.models.private import new_note

        round_, request = placed
        other = maker.team("Autre équipe", organisation="Autre maraude", sector=sector)
        with unit_of_work(session):
            for team, body in ((round_.team_id, "Note à nous"), (other.id, "Note à eux")):
                made = new_note(request.id, NoteKind.OF_TEAM, body, Mover(Actor.TEAM), maker.context().now)
                made.team_id = team
                session.add(made)
        said = text_of(goer[0].get(day_of(round_)))
        assert "Note à nous" in said
        assert "Note à eux" not in said

    def test_an_empty_or_cancelled_round_says_so(self, night, goer, maker, team, session):
        round_ = maker.round(team)
        assert "Aucune demande" in text_of(goer[0].get(day_of(round_)))
        with unit_of_work(session):
            session.get(OutreachRound, round_.id).cancelled_at = maker.context().now
        assert "annulée" in text_of(goer[0].get(day_of(round_)))

    def test_a_phone_is_told_until_when_it_may_keep_it_and_whose_it_is(self, placed, goer, maker):
        root = html.fromstring(goer[0].get(day_of(placed[0])).get_data(as_text=True)).get_element_by_id("tournee")
        assert datetime.fromisoformat(root.get("data-until")) == datetime(2097, 12, 3, 4, tzinfo=PARIS)
        assert datetime.fromisoformat(root.get("data-from")) == datetime(2097, 12, 1, 20, tzinfo=PARIS)
        account = goer[1].id
        assert root.get("data-device") == device_mark(maker.context(), account) != device_mark(maker.context(), account + 1)

    def test_twenty_requests_cost_no_more_statements_than_one(self, placed, goer, maker, team):
        round_, _ = placed
        few = self.statements(goer[0], round_)
        for minutes in range(20):
            other = maker.request(State.TRIED, team=team)
            maker.place(round_, other, datetime(2097, 12, 2, 23, minutes, tzinfo=PARIS))
        assert self.statements(goer[0], round_) == few
        assert few <= 20

    def statements(self, client, round_):
        sent = []

        def remember(_connection, _cursor, statement, *_rest):
            sent.append(statement)

        with client.application.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", remember)
        try:
            assert client.get(day_of(round_)).status_code == 200
        finally:
            event.remove(engine, "before_cursor_execute", remember)
        return len(sent)


class TestWithoutANetwork:
    def test_the_worker_is_served_where_it_may_speak_for_the_pages_of_rounds(self, plain):
        script = plain.get("/aller-vers/tournees/hors-ligne.js")
        assert script.status_code == 200
        assert script.headers["Content-Type"].startswith("text/javascript")
        assert script.headers["Cache-Control"] == "no-cache"
        assert "worker-src 'self'" in script.headers["Content-Security-Policy"]
        assert "Service-Worker-Allowed" not in script.headers

    def test_the_page_of_afterwards_tells_nothing_of_any_round(self, client):
        assert "n’est plus gardée sur ce téléphone" in text_of(client.get("/aller-vers/tournees/hors-ligne"))

    def test_signing_out_wipes_what_the_browser_kept_and_leaves_the_language(self, placed, goer):
        client, _ = goer
        client.set_cookie("langue", "en")
        fields = hidden_fields(client.get(day_of(placed[0])), "/deconnexion")
        answer = client.post("/deconnexion", data=fields)
        assert answer.headers["Clear-Site-Data"] == '"storage"'
        assert client.get_cookie("langue").value == "en"
        assert 'lang="en"' in client.get("/connexion").get_data(as_text=True)

    @pytest.mark.parametrize(
        ("cookie", "title"), [("passages", "Des passages ne sont pas envoyés"), ("entretiens", "Des réponses ne sont pas envoyées")]
    )
    def test_signing_out_while_something_waits_asks_first_from_any_page(self, goer, cookie, title):
        client, _ = goer
        client.set_cookie(cookie, "2", path="/deconnexion")
        asked = client.post("/deconnexion", data=hidden_fields(client.get("/compte"), "/deconnexion"))
        assert asked.status_code == 409
        assert "Clear-Site-Data" not in asked.headers
        assert title in text_of(asked)
        assert client.get("/compte").status_code == 200
        form = html.fromstring(asked.get_data(as_text=True)).xpath("//main//form[.//input[@name='quand-meme']]")[0]
        answer = client.post("/deconnexion", data={one.get("name"): one.get("value") for one in form.xpath(".//input")})
        assert answer.headers["Clear-Site-Data"] == '"storage"'
        assert client.get("/compte").status_code == 303
