"""Placing requests on a round, taking one off, a round that does not take place."""

from datetime import timedelta

import pytest

from app.core.unit_of_work import unit_of_work
from app.outreach.models import OutreachRequest, OutreachRound
from app.outreach.rules import Result, State
from tests.outreach.making import WORDS
from tests.outreach.rounding import BASE, NOW, TODAY, evening, fresh, last_round, on, text_of
from tests.support.forms import hidden_fields, links, post_form

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Pages and words; what depends on the database is tried on both, in `test_rounds`."""


@pytest.fixture(autouse=True)
def now(at):
    return at(NOW)


class TestPlacing:
    def test_requests_go_to_a_stop_at_its_hour_or_between_two_at_ones_own(self, session, maker, team, goer) -> None:
        found = maker.round(team, stops=("Gare", "Halles"))
        first, second, third = (maker.request(State.ASSIGNED, team=team) for _ in range(3))
        path, halles = f"{BASE}/{found.id}/placer", found.stops[1]
        both = {"demandes": [str(first.id), str(second.id)], "arret": str(halles.id)}
        assert post_form(goer[0], path, both).status_code == 303
        assert post_form(goer[0], path, {"demandes": str(third.id), "arret": "", "heure": "22:10"}).status_code == 303
        assert on(session, found) == [first.id, second.id, third.id]
        assert [fresh(session, one).planned_at for one in (first, third)] == [evening(20, 30), evening(22, 10)]
        told = text_of(goer[0], f"{BASE}/{found.id}")
        assert "vers 22\u00a0h\u00a010" in told
        assert "entre deux arrêts" in told
        assert WORDS in told

    @pytest.mark.parametrize(
        ("typed", "mistake"),
        [
            ({"demandes": []}, "Choisissez au moins une demande"),
            ({"demandes": ["999"]}, "Choisissez au moins une demande"),
            ({"arret": ""}, "Écrivez l’heure du passage"),
            ({"arret": "999"}, "Choisissez un des arrêts"),
            ({"arret": "", "heure": "23:30"}, "n’est pas dans la tournée"),
            ({"arret": "", "heure": "tard"}, "Écrivez une heure"),
            ({"heure": "22:00"}, "la tournée n’est pas à cet arrêt"),
        ],
    )
    def test_what_is_to_mend_is_told(self, session, maker, goer, typed, mistake) -> None:
        found, request = maker.round(), maker.request(State.ASSIGNED)
        said = {"demandes": [str(request.id)], "arret": str(found.stops[0].id), **typed}
        answer = post_form(goer[0], f"{BASE}/{found.id}/placer", said)
        assert answer.status_code == 422
        assert mistake in answer.get_data(as_text=True)
        assert on(session, found) == []

    def test_an_hour_that_is_behind_us_is_refused(self, at, maker, team, goer) -> None:
        found, request = maker.round(team), maker.request(State.ASSIGNED, team=team)
        at("2026-11-23 21:00")
        answer = post_form(goer[0], f"{BASE}/{found.id}/placer", {"demandes": str(request.id), "arret": str(found.stops[0].id)})
        assert answer.status_code == 422
        assert "Cette heure est passée" in answer.get_data(as_text=True)

    def test_what_is_on_another_round_to_come_is_said_and_moved(self, session, maker, team, goer) -> None:
        first, second = maker.round(team), maker.round(team, starts=evening(20, day=TODAY + timedelta(days=1)))
        request = maker.request(State.PLANNED, team=team)
        maker.place(first, request)
        path = f"{BASE}/{second.id}/placer?demande={request.id}"
        told = text_of(goer[0], path)
        assert "déjà sur la tournée du 23 novembre 2026" in told
        assert "checked" in told
        assert (
            post_form(
                goer[0], path, {"demandes": str(request.id), "arret": str(second.stops[0].id)}, action=path.partition("?")[0]
            ).status_code
            == 303
        )
        assert (on(session, first), on(session, second)) == ([], [request.id])

    def test_what_was_planned_otherwise_is_told_and_may_be_placed(self, session, maker, team, goer) -> None:
        found, alone, untold = maker.round(team), maker.request(State.PLANNED, team=team), maker.request(State.PLANNED, team=team)
        maker.place(maker.round(team, starts=evening(20, day=TODAY - timedelta(days=2))), untold)
        with unit_of_work(session):
            alone.planned_at, untold.planned_at = evening(18), evening(20, 15, TODAY - timedelta(days=2))
        told = text_of(goer[0], f"{BASE}/{found.id}")
        assert "prévue hors tournée le 23 novembre 2026, vers 18\u00a0h" in told
        assert "prévue le 21 novembre 2026, vers 20\u00a0h\u00a015\u00a0: aucun résultat noté" in told
        assert f"{BASE}/{found.id}/placer?demande={alone.id}" in told

    def test_hours_that_were_tried_are_told_with_advice(self, maker, team, goer) -> None:
        found = maker.round(team)
        waiting, again = (maker.request(State.TRIED, team=team, at=evening(20, day=TODAY - timedelta(days=3))) for _ in range(2))
        told = text_of(goer[0], f"{BASE}/{found.id}")
        assert "Déjà passés vers 20\u00a0h" in told
        assert "à plus de deux heures des précédentes" in told
        path = f"{BASE}/{found.id}/placer"
        assert post_form(goer[0], path, {"demandes": str(again.id), "arret": str(found.stops[0].id)}).status_code == 303
        told = text_of(goer[0], f"{BASE}/{found.id}")
        assert told.count("Un passage a déjà eu lieu vers cette heure") == 1
        for hour in (9, 14):
            maker.attempt(waiting, evening(hour, day=TODAY - timedelta(days=1)), Result.NOT_FOUND)
        assert f'name="demandes" value="{waiting.id}"' not in text_of(goer[0], path)

    def test_on_a_round_that_changed_meanwhile_nothing_is_placed_and_the_choice_is_kept(self, session, maker, team, goer) -> None:
        client, found, request = goer[0], maker.round(team), maker.request(State.ASSIGNED, team=team)
        maker.request(State.ASSIGNED, team=team)
        path = f"{BASE}/{found.id}/placer"
        typed = {**hidden_fields(client.get(path), path), "demandes": str(request.id), "arret": str(found.stops[0].id)}
        with unit_of_work(session):
            session.get_one(OutreachRound, found.id).name = "Autre"
        answer = client.post(path, data=typed)
        told = answer.get_data(as_text=True)
        assert answer.status_code == 409
        assert "Rien n’est enregistré" in told
        assert f'value="{request.id}" checked' in told
        assert (on(session, found), fresh(session, request).state) == ([], State.ASSIGNED)
        assert client.post(path, data={**typed, **hidden_fields(answer, path)}).status_code == 303

    def test_what_went_to_another_team_meanwhile_is_not_placed(self, session, maker, team, goer) -> None:
        client, found = goer[0], maker.round(team)
        gone, kept = (maker.request(State.ASSIGNED, team=team) for _ in range(2))
        path = f"{BASE}/{found.id}/placer"
        opened = hidden_fields(client.get(path), path)
        with unit_of_work(session):
            session.get_one(OutreachRequest, gone.id).team_id = maker.team("Autre équipe", organisation="Ailleurs").id
        both = {"demandes": [str(gone.id), str(kept.id)], "arret": str(found.stops[0].id)}
        assert client.post(path, data={**opened, **both}).status_code == 422
        assert (on(session, found), fresh(session, kept).state) == ([], State.ASSIGNED)

    def test_taking_one_off_is_asked_once_more(self, session, maker, team, goer) -> None:
        found, request = maker.round(team), maker.request(State.ASSIGNED, team=team)
        post_form(goer[0], f"{BASE}/{found.id}/placer", {"demandes": str(request.id), "arret": str(found.stops[0].id)})
        path = f"{BASE}/{found.id}/enlever"
        assert f"{path}?demande={request.id}" in links(goer[0].get(f"{BASE}/{found.id}"))
        assert goer[0].get(f"{path}?demande=999").status_code == 404
        assert on(session, found) == [request.id]
        assert post_form(goer[0], f"{path}?demande={request.id}", action=path).status_code == 303
        assert (on(session, found), fresh(session, request).planned_at) == ([], None)
        assert "à placer" in text_of(goer[0], f"{BASE}/{found.id}")


class TestCancelling:
    def test_a_cancelled_round_lists_what_is_to_be_placed_again_and_does_nothing_more(self, session, maker, team, goer) -> None:
        client, found, request = goer[0], maker.round(team), maker.request(State.ASSIGNED, team=team)
        base = f"{BASE}/{found.id}"
        post_form(client, f"{base}/placer", {"demandes": str(request.id), "arret": str(found.stops[0].id)})
        assert client.get(f"{base}/annuler").status_code == 200
        assert last_round(session).cancelled_at is None
        assert post_form(client, f"{base}/annuler").status_code == 303
        told = text_of(client, base)
        assert "Cette tournée est annulée" in told
        assert f"/aller-vers/demandes/{request.id}" in told
        for path in ("modifier", "placer", "annuler", f"enlever?demande={request.id}"):
            assert client.get(f"{base}/{path}").status_code == 409
        assert f"{base}/placer" not in told

    def test_who_read_another_version_cancels_nothing(self, session, maker, team, goer) -> None:
        client, found = goer[0], maker.round(team)
        path = f"{BASE}/{found.id}/annuler"
        opened = hidden_fields(client.get(path), path)
        with unit_of_work(session):
            session.get_one(OutreachRound, found.id).name = "Autre"
        assert client.post(path, data=opened).status_code == 409
        assert last_round(session).cancelled_at is None
