"""What a team reads of a request: what it may do now, and what not any more; what is late; who else reads none of it."""

from datetime import date, timedelta

import pytest

from app.core.unit_of_work import unit_of_work
from app.outreach import queries
from app.outreach.display.gestures import Gesture, is_offered
from app.outreach.models import (
    OutreachNote,
    OutreachSafety,
    OutreachStep,
)
from app.outreach.rules import MET, WORKFLOW, Action, Actor, Mover, NoteKind, Outcome, Reason, Result, State
from app.outreach.services import going
from tests.outreach.team_pages import fresh, of, path_of, send, text_of
from tests.support.forms import links

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Pages and words; what depends on the database is tried on both in `test_attempts` and `test_meeting`."""

TEAM = Mover(Actor.TEAM)
NOTE = "Impasse fermée la nuit (exemple)."


@pytest.fixture
def now(at):
    """A Tuesday, eleven in the morning; asked for before anybody signs in."""
    return at("2026-03-10 11:00")


class TestOffered:
    @pytest.mark.parametrize("state", list(State))
    @pytest.mark.parametrize("gesture", list(Gesture))
    def test_each_page_is_there_where_the_table_says_and_changes_nothing_elsewhere(self, now, maker, session, goer, state, gesture):  # noqa: PLR0917 - fixtures
        request = maker.request(state, at=now - timedelta(days=1))
        with unit_of_work(session):
            request.team_id = maker.team().id
        steps = len(of(session, OutreachStep, request))
        answer = goer[0].get(path_of(request, gesture))
        if queries.case(session, request.id).going is None:
            assert answer.status_code == 404
        else:
            assert answer.status_code == (200 if is_offered(maker.context(), request, gesture) else 409)
        assert len(of(session, OutreachStep, request)) == steps

    @pytest.mark.parametrize("state", list(State))
    def test_the_panel_offers_what_the_table_lists(self, now, maker, goer, state):
        request = maker.request(state, at=now - timedelta(days=1))
        page = goer[0].get(path_of(request))
        if page.status_code == 404:
            assert request.team_id is None or maker.case(request).going is None
            return
        actions = {
            Gesture.PLAN: Action.PLAN,
            Gesture.ATTEMPT: Action.ATTEMPT,
            Gesture.SEND_BACK: Action.SEND_BACK,
            Gesture.REOPEN: Action.REOPEN,
        }
        for gesture, action in actions.items():
            assert (path_of(request, gesture) in links(page)) == WORKFLOW.allows(state, action, Actor.TEAM)
        for gesture in (Gesture.CONSENT, Gesture.MEET, Gesture.ORIENT):
            assert (path_of(request, gesture) in links(page)) == (state in MET)


class TestPanel:
    def test_it_says_what_is_late(self, now, maker, goer):
        request = maker.request(State.ASSIGNED, at=now - timedelta(days=4), urgency="72h")
        page = text_of(goer[0].get(path_of(request)))
        assert "En retard : il fallait y aller avant le 9 mars 2026 à 9 h." in page

    def test_a_passage_that_is_behind_us_asks_what_came_of_it(self, now, maker, goer):
        request = maker.request(State.PLANNED, at=now - timedelta(days=2))
        assert "Un passage était prévu le 9 mars 2026 à 11 h : dites ce qu’il a donné." in text_of(goer[0].get(path_of(request)))

    def test_where_the_team_passes_by_day_only_no_evening_is_advised(self, now, maker, session, goer):
        request = maker.request(State.TRIED, at=now - timedelta(hours=2))
        with unit_of_work(session):
            session.add(
                OutreachSafety(request_id=request.id, code="de-jour", noted_at=now, noted_by=Actor.COORDINATOR, until=date(2026, 6, 1))
            )
        assert "Passez à une autre heure : l’après-midi." in text_of(goer[0].get(path_of(request)))

    def test_notes_of_another_team_are_not_shown(self, now, maker, session, goer):
        request = maker.request(State.ASSIGNED, at=now - timedelta(days=1))
        with unit_of_work(session):
            made = going.Attempt(now - timedelta(hours=1), Result.NOT_FOUND, "un", NOTE)
            going.attempt(maker.context(), maker.case(request), made, TEAM)
        assert NOTE in text_of(goer[0].get(path_of(request)))
        with unit_of_work(session):
            for note in of(session, OutreachNote, request):
                note.team_id = maker.team("Autre équipe exemple").id if note.kind == NoteKind.OF_TEAM else None
        assert NOTE not in text_of(goer[0].get(path_of(request)))


class TestTooLate:
    @pytest.mark.parametrize(
        ("gesture", "typed"),
        [
            ("planifier", {"jour": "2026-03-12", "heure": "10:00"}),
            ("renvoyer", {"raison": Reason.FULL.value}),
            ("terminer", {"issue": Outcome.MOVED.value}),
        ],
    )
    @pytest.mark.parametrize("version", ["", "1", "abc"])
    def test_who_read_an_older_version_changes_nothing(self, now, maker, session, goer, gesture, typed, version):  # noqa: PLR0917 - fixtures
        request = maker.request(State.TRIED, at=now - timedelta(days=1))
        answer = send(goer[0], request, gesture, {**typed, "version": version})
        assert answer.status_code == 409
        assert fresh(session, request).state == State.TRIED

    def test_others_learn_nothing(self, now, app, maker, member, session, goer, sorter, asker):  # noqa: PLR0917 - fixtures
        request = maker.request(State.ASSIGNED, at=now, organisation="Centre social de l’Exemple")
        stranger = member("Une autre maraude de l’Exemple", "ailleurs@exemple.fr")
        for client, _ in (sorter, asker, stranger):
            for gesture in Gesture:
                assert client.get(path_of(request, gesture)).status_code == 404
                assert client.post(path_of(request, gesture), data={}).status_code in (400, 404)
        assert app.test_client().get(path_of(request, "tentative")).status_code == 303
        assert "Votre équipe" not in text_of(sorter[0].get(path_of(request)))
