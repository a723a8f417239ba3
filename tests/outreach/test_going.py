"""The pages of a team on its way: planning, sending back, telling an attempt, ending."""

from datetime import datetime, timedelta

import pytest

from app.core.clock import PARIS
from app.core.unit_of_work import unit_of_work
from app.core.workflow.table import NotAllowed
from app.outreach.display.gestures import Gesture, outcomes
from app.outreach.forms.going import ENDINGS
from app.outreach.models import (
    OutreachAssignment,
    OutreachAttempt,
    OutreachNote,
    OutreachPassage,
)
from app.outreach.rules import CLOSINGS, Action, Actor, Mover, NoteKind, Outcome, Reason, Result, State
from app.outreach.services import going
from app.outreach.services.moving import NotTriedEnough, TriedEnough, move
from tests.outreach.making import GOING, SITUATION, WORDS
from tests.outreach.team_pages import fresh, of, opened, path_of, send, text_of
from tests.support.forms import hidden_fields

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Pages and words; what depends on the database is tried on both in `test_attempts` and `test_meeting`."""

TEAM = Mover(Actor.TEAM)
NOTE = "Impasse fermée la nuit (exemple)."


@pytest.fixture
def now(at):
    """A Tuesday, eleven in the morning; asked for before anybody signs in."""
    return at("2026-03-10 11:00")


class TestPlanning:
    def test_on_a_round_of_the_team_at_its_start(self, now, maker, session, goer):
        round_ = maker.round(starts=datetime(2026, 3, 11, 20, tzinfo=PARIS))
        request = maker.request(State.ASSIGNED, at=now)
        page = text_of(goer[0].get(path_of(request, "planifier")))
        assert "Tournée du 11 mars 2026, de 20 h à 23 h" in page
        assert "Y aller avant le 24 mars 2026 à 9 h." in page
        answer = send(goer[0], request, "planifier", tournee=str(round_.id))
        assert (answer.status_code, answer.headers["Location"]) == (303, path_of(request))
        found = fresh(session, request)
        assert (found.state, found.planned_at) == (State.PLANNED, datetime(2026, 3, 11, 20, tzinfo=PARIS))
        assert [one.round_id for one in of(session, OutreachPassage, request)] == [round_.id]
        told = text_of(goer[0].get(path_of(request)))
        assert "Passage prévu le 11 mars 2026 à 20 h." in told
        assert f'href="/aller-vers/tournees/{round_.id}"' in told

    def test_at_an_hour_of_the_night_of_the_round(self, now, maker, session, goer):
        round_ = maker.round(starts=datetime(2026, 3, 11, 22, tzinfo=PARIS))
        request = maker.request(State.ASSIGNED, at=now)
        assert send(goer[0], request, "planifier", tournee=str(round_.id), heure="12:00").status_code == 422
        assert send(goer[0], request, "planifier", tournee=str(round_.id), heure="00:30").status_code == 303
        assert fresh(session, request).planned_at == datetime(2026, 3, 12, 0, 30, tzinfo=PARIS)

    def test_a_round_of_another_team_is_not_offered(self, now, maker, session, goer):
        other = maker.team("Autre équipe exemple")
        round_ = maker.round(other, starts=datetime(2026, 3, 11, 20, tzinfo=PARIS))
        request = maker.request(State.ASSIGNED, at=now)
        assert "Tournée du" not in text_of(goer[0].get(path_of(request, "planifier")))
        assert send(goer[0], request, "planifier", tournee=str(round_.id)).status_code == 422
        assert fresh(session, request).state == State.ASSIGNED

    def test_at_another_moment_it_leaves_the_rounds_to_come(self, now, maker, session, goer):
        round_ = maker.round(starts=datetime(2026, 3, 11, 20, tzinfo=PARIS))
        request = maker.request(State.ASSIGNED, at=now)
        assert send(goer[0], request, "planifier", tournee=str(round_.id)).status_code == 303
        assert send(goer[0], request, "planifier", tournee="libre", jour="2026-03-12", heure="9:30").status_code == 303
        assert fresh(session, request).planned_at == datetime(2026, 3, 12, 9, 30, tzinfo=PARIS)
        assert [one.removed_at for one in of(session, OutreachPassage, request)] == [now]

    @pytest.mark.parametrize(
        ("jour", "heure"),
        [("", "10:00"), ("2026-03-12", ""), ("2026-03-09", "10:00"), ("2026-03-10", "10:59"), ("2026-05-10", "10:00"), ("demain", "10:00")],
    )
    def test_what_cannot_be_is_said_and_nothing_typed_is_lost(self, now, maker, session, goer, jour, heure):  # noqa: PLR0917 - fixtures
        request = maker.request(State.ASSIGNED, at=now)
        answer = send(goer[0], request, "planifier", jour=jour, heure=heure)
        assert answer.status_code == 422
        assert "Erreur :" in text_of(answer)
        if jour.startswith("2026"):
            assert f'value="{jour}"' in text_of(answer)
        assert fresh(session, request).state == State.ASSIGNED

    def test_later_than_promised_is_done_with_a_warning(self, now, maker, session, goer):
        request = maker.request(State.ASSIGNED, at=now, urgency="72h")
        answer = send(goer[0], request, "planifier", jour="2026-03-14", heure="10:00")
        assert answer.status_code == 303
        assert "Attention : c’est plus tard que promis (13 mars 2026 à 9 h)." in text_of(goer[0].get(path_of(request)))
        assert fresh(session, request).state == State.PLANNED

    def test_at_the_hour_of_an_earlier_attempt_too(self, now, maker, session, goer):
        request = maker.request(State.ASSIGNED, at=now - timedelta(days=2))
        with unit_of_work(session):
            made = going.Attempt(datetime(2026, 3, 9, 21, tzinfo=PARIS), Result.NOT_FOUND, "un")
            going.attempt(maker.context(), maker.case(request), made, TEAM)
        page = text_of(goer[0].get(path_of(request, "planifier")))
        assert "Heures déjà essayées : 21 h." in page
        assert "Passez à une autre heure : le matin, l’après-midi." in page
        assert send(goer[0], request, "planifier", jour="2026-03-11", heure="22:30").status_code == 303
        assert "Attention : c’est à la même heure qu’un passage précédent." in text_of(goer[0].get(path_of(request)))

    def test_nobody_plans_a_fourth_one(self, now, maker, session):
        request = maker.request(State.TRIED, at=now - timedelta(days=3))
        for hours in (12, 6):
            maker.attempt(request, now - timedelta(hours=hours))
        with pytest.raises(TriedEnough):
            going.plan(maker.context(), maker.case(request), now + timedelta(days=1), TEAM)
        session.rollback()


class TestSendingBack:
    def test_the_team_sees_it_no_more_and_the_coordination_knows_why(self, now, maker, session, goer, sorter, outbox):  # noqa: PLR0917 - fixtures
        round_ = maker.round(starts=datetime(2026, 3, 11, 20, tzinfo=PARIS))
        request = maker.request(State.ASSIGNED, at=now)
        assert send(goer[0], request, "planifier", tournee=str(round_.id)).status_code == 303
        answer = send(goer[0], request, "renvoyer", raison=Reason.UNSAFE.value, note=NOTE)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/aller-vers/demandes")
        found = fresh(session, request)
        assert (found.state, found.reason, found.team_id) == (State.SENT_BACK, Reason.UNSAFE, None)
        assert all(one.ended_at for one in of(session, OutreachAssignment, request))
        assert [one.removed_at for one in of(session, OutreachPassage, request)] == [now]
        for gesture in (None, *Gesture):
            assert goer[0].get(path_of(request, gesture)).status_code == 404
        (note,) = [one for one in of(session, OutreachNote, request) if one.kind == NoteKind.OF_COORDINATION]
        assert (note.body, note.author) == (NOTE, Actor.TEAM)
        assert NOTE in text_of(sorter[0].get(path_of(request)))
        to, letter = outbox()[-1]
        assert (to, letter.purpose) == ("tri@exemple.fr", "outreach-sent-back")
        assert not [word for word in (NOTE, WORDS, SITUATION, GOING, "danger") if word in f"{letter.subject}{letter.blocks}"]

    def test_sent_twice_it_leads_to_the_lists(self, now, maker, goer):
        request = maker.request(State.ASSIGNED, at=now)
        data = {**opened(goer[0], request, "renvoyer"), "raison": Reason.FULL.value}
        answers = [goer[0].post(path_of(request, "renvoyer"), data=data) for _ in range(2)]
        assert [(one.status_code, one.headers["Location"]) for one in answers] == [(303, "/aller-vers/demandes")] * 2

    @pytest.mark.parametrize("reason", ["", Reason.NOT_ENOUGH.value, "autre"])
    def test_it_says_why_by_its_own_codes(self, now, maker, session, goer, reason):
        request = maker.request(State.ASSIGNED, at=now)
        assert send(goer[0], request, "renvoyer", raison=reason, note=NOTE).status_code == 422
        assert fresh(session, request).state == State.ASSIGNED


class TestAttempt:
    def test_it_is_told_with_its_hour_and_its_note(self, now, maker, session, goer):
        request = maker.request(State.PLANNED, at=now - timedelta(days=2))
        answer = send(goer[0], request, "tentative", jour="2026-03-09", heure="20:45", resultat=Result.NOT_FOUND.value, note=NOTE)
        assert (answer.status_code, answer.headers["Location"]) == (303, path_of(request))
        (made,) = of(session, OutreachAttempt, request)
        assert (made.at, made.account_id) == (datetime(2026, 3, 9, 20, 45, tzinfo=PARIS), goer[1].id)
        page = text_of(goer[0].get(path_of(request)))
        for words in ("C’est noté.", NOTE, "Personne non trouvée", "9 mars 2026 à 20 h 45", "1 sur 3", "le matin, l’après-midi"):
            assert words in page

    def test_the_form_starts_from_now(self, now, maker, goer):
        page = text_of(goer[0].get(path_of(maker.request(State.ASSIGNED, at=now), "tentative")))
        assert 'value="2026-03-10"' in page
        assert 'value="11:00"' in page

    @pytest.mark.parametrize(
        "typed",
        [
            {"jour": "2026-03-10", "heure": "11:01"},
            {"jour": "2026-03-08", "heure": "10:59"},
            {"jour": "", "heure": "10:00"},
            {"heure": ""},
            {"resultat": ""},
            {"resultat": "perdue"},
            {"note": "x" * 501},
            {"note": "1 85 05 78 006 084 36"},
        ],
    )
    def test_what_cannot_be_is_said(self, now, maker, session, goer, typed):
        request = maker.request(State.ASSIGNED, at=now - timedelta(days=2))
        assert send(goer[0], request, "tentative", {"resultat": Result.NOT_FOUND.value, **typed}).status_code == 422
        assert of(session, OutreachAttempt, request) == []

    def test_sent_twice_it_is_one(self, now, maker, session, goer):
        request = maker.request(State.ASSIGNED, at=now)
        data = {
            **opened(goer[0], request, "tentative"),
            "jour": "2026-03-10",
            "heure": "11:00",
            "resultat": "rencontree",
        }
        goer[0].post(path_of(request, "tentative"), data=data)
        assert goer[0].post(path_of(request, "tentative"), data=data).status_code == 303
        assert goer[0].post(path_of(request, "tentative"), data={**data, "envoi": "autre"}).status_code == 303
        assert len(of(session, OutreachAttempt, request)) == 1
        assert fresh(session, request).state == State.CONTACT

    def test_where_a_colleague_told_one_meanwhile_it_is_asked_again_and_nothing_is_lost(self, now, maker, session, goer):
        request = maker.request(State.ASSIGNED, at=now - timedelta(days=1))
        data = {**opened(goer[0], request, "tentative"), "jour": "2026-03-10", "heure": "10:00"}
        data |= {"resultat": Result.NOT_FOUND.value, "note": NOTE}
        with unit_of_work(session):
            going.attempt(maker.context(), maker.case(request), going.Attempt(now - timedelta(hours=1), Result.NOT_FOUND, "un"), TEAM)
        answer = goer[0].post(path_of(request, "tentative"), data=data)
        assert answer.status_code == 409
        assert NOTE in text_of(answer)
        assert "noté le même passage" in text_of(answer)
        assert len(of(session, OutreachAttempt, request)) == 1
        assert (
            goer[0].post(path_of(request, "tentative"), data={**data, **hidden_fields(answer, path_of(request, "tentative"))}).status_code
            == 303
        )
        assert len(of(session, OutreachAttempt, request)) == 2

    def test_once_it_was_withdrawn_the_attempt_is_kept_as_a_fact(self, now, maker, session, goer):
        request = maker.request(State.ASSIGNED, at=now - timedelta(days=1))
        data = {
            **opened(goer[0], request, "tentative"),
            "jour": "2026-03-10",
            "heure": "10:00",
            "resultat": "rencontree",
        }
        with unit_of_work(session):
            request.outcome = Outcome.WITHDRAWN
            move(maker.context(), request, Action.WITHDRAW, Mover(Actor.REQUESTER))
        assert goer[0].post(path_of(request, "tentative"), data=data).status_code == 303
        assert [one.is_late for one in of(session, OutreachAttempt, request)] == [True]
        page = text_of(goer[0].get(path_of(request)))
        assert "La demande avait changé entre-temps" in page
        assert "noté après coup" in page


class TestFinishing:
    @pytest.mark.parametrize("outcome", [one for one in CLOSINGS if one is not Outcome.NOT_MET])
    def test_each_outcome_closes_after_a_meeting(self, now, maker, session, goer, outcome):
        request = maker.request(State.ONGOING, at=now)
        assert send(goer[0], request, "terminer", issue=outcome.value).status_code == 303
        assert (fresh(session, request).state, request.outcome) == (State.CLOSED, outcome)

    def test_not_met_asks_that_enough_was_tried(self, now, maker, session, goer):
        request = maker.request(State.TRIED, at=now - timedelta(days=2))
        page = text_of(goer[0].get(path_of(request, "terminer")))
        assert "« Non rencontrée » se choisit après 3 passages à des heures différentes." in page
        assert send(goer[0], request, "terminer", issue=Outcome.NOT_MET.value).status_code == 422
        with pytest.raises(NotTriedEnough):
            going.close(maker.context(), maker.case(request), Outcome.NOT_MET, TEAM)
        session.rollback()
        assert fresh(session, request).state == State.TRIED

    def test_not_met_after_fourteen_days(self, now, maker, session, goer):
        request = maker.request(State.TRIED, at=now - timedelta(days=14))
        assert send(goer[0], request, "terminer", issue=Outcome.NOT_MET.value).status_code == 303
        assert (fresh(session, request).state, request.outcome) == (State.NOT_MET, Outcome.NOT_MET)

    @pytest.mark.parametrize("outcome", [Outcome.WITHDRAWN, Outcome.UNKNOWN])
    def test_what_is_not_the_teams_to_say_is_refused(self, now, maker, session, outcome):
        request = maker.request(State.ONGOING, at=now)
        with pytest.raises(NotAllowed):
            going.close(maker.context(), maker.case(request), outcome, TEAM)

    def test_each_outcome_of_a_team_has_its_sentence_and_its_state(self, now, maker):
        offered = {one for state in (State.TRIED, State.CONTACT) for one in outcomes(maker.context(), maker.request(state, at=now))}
        assert set(ENDINGS) == set(CLOSINGS)
        assert offered == set(CLOSINGS) - {Outcome.NOT_MET}
