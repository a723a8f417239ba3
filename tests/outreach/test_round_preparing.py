"""Preparing a round and changing it: rows of stops, what is to be mended, what two people do at once."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from app.core.unit_of_work import unit_of_work
from app.directory.models import Keeping
from app.outreach.forms.round_stops import MORE, MOST
from app.outreach.models import OutreachRound
from tests.outreach.making import GOING, PRIVAS
from tests.outreach.rounding import BASE, EVENING, NEW, NIGHT, NOW, TODAY, evening, last_round, stop, text_of
from tests.support.factories import WEEKDAYS
from tests.support.forms import hidden_fields, post_form

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Pages and words; what depends on the database is tried on both, in `test_rounds`."""


@pytest.fixture(autouse=True)
def now(at):
    return at(NOW)


@pytest.fixture
def stranger(member):
    return member("Une autre association de l’Exemple", "ailleurs@exemple.fr")[0]


class TestPreparing:
    def test_a_night_round_with_its_stops_in_any_order(self, session, goer) -> None:
        typed = {
            **NIGHT,
            "nom": "Centre et gare",
            "binome": "Awa, Luc",
            **stop(0, "00:30", "01:00", "Halles"),
            **stop(3, "21h30", "", "Gare", "privas"),
        }
        answer = post_form(goer[0], NEW, {**typed, "geste": "enregistrer"})
        made = last_round(session)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{BASE}/{made.id}")
        assert (made.day, made.starts, made.ends, made.name, made.pair) == (
            date(2026, 11, 24),
            time(21),
            time(2),
            "Centre et gare",
            "Awa, Luc",
        )
        assert [(one.name, one.starts, one.ends, one.commune) for one in made.stops] == [
            ("Gare", time(21, 30), None, PRIVAS),
            ("Halles", time(0, 30), time(1), ""),
        ]
        told = text_of(goer[0], f"{BASE}/{made.id}")
        assert "Awa, Luc" in told
        assert "Gare (Privas)" in told
        assert "Awa" not in text_of(goer[0], BASE)

    def test_sent_twice_it_is_one_round(self, session, goer) -> None:
        client = goer[0]
        typed = {**hidden_fields(client.get(NEW), NEW), **EVENING}
        first, second = client.post(NEW, data=typed), client.post(NEW, data=typed)
        assert first.headers["Location"] == second.headers["Location"]
        assert len(session.scalars(select(OutreachRound)).all()) == 1

    def test_rows_are_added_and_nothing_is_lost_nor_saved(self, session, goer) -> None:
        typed = {**EVENING, "nom": "Centre", "binome": "Awa", **stop(1, "25:00", "", "Gare")}
        answer = post_form(goer[0], NEW, {**typed, "geste": "ajouter"})
        told = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert [word for word in ("Centre", "Awa", "25:00", "Gare") if f'value="{word}"' not in told] == []
        assert f'id="arret-{3 + MORE}-de"' in told
        assert "aria-invalid" not in told
        assert last_round(session) is None

    def test_there_are_twelve_rows_at_most(self, goer) -> None:
        typed = {"geste": "ajouter", "lignes": "11"}
        told = post_form(goer[0], NEW, {**EVENING, **typed}).get_data(as_text=True)
        assert f'id="arret-{MOST - 1}-de"' in told
        assert f'id="arret-{MOST}-de"' not in told
        assert 'value="ajouter"' not in told

    @pytest.mark.parametrize(
        ("typed", "mistake"),
        [
            ({"jour": ""}, "Choisissez le jour"),
            ({"jour": "2026-13-45"}, "Écrivez un jour"),
            ({"jour": "2026-11-22"}, "Ce jour est passé"),
            ({"jour": "2027-02-22"}, "plus de 90 jours"),
            ({"de": ""}, "Écrivez l’heure"),
            ({"de": "vingt"}, "Écrivez une heure"),
            ({"a": "20:00"}, "16 heures au plus"),
            ({"a": "19:00"}, "16 heures au plus"),
            ({"de": "10:00", "a": "14:00"}, "serait déjà finie"),
            ({"nom": "x" * 121}, "trop long"),
            (stop(0, "", "", "Gare"), "Arrêt 1\u00a0: écrivez l’heure d’arrivée"),
            (stop(1, "soir", "", "Gare"), "Arrêt 2\u00a0: écrivez l’heure comme"),
            (stop(0, "19:30", "", "Gare"), "Arrêt 1\u00a0: cette heure n’est pas dans la tournée, qui va de 20\u00a0h à 23\u00a0h"),
            (stop(0, "20:30", "20:15", "Gare"), "Arrêt 1\u00a0: l’heure de départ vient avant"),
            (stop(2, "20:30", "", ""), "Arrêt 3\u00a0: écrivez le nom du lieu"),
            (stop(0, "20:30", "", "x" * 201), "Arrêt 1\u00a0: ce nom est trop long"),
            (stop(0, "20:30", "", "Gare", "Atlantide"), "Arrêt 1\u00a0: nous ne trouvons pas cette commune"),
            (stop(0, "20:30", "", "Gare", "Saint-Just"), "Arrêt 1\u00a0: plusieurs communes"),
            (stop(0, "20:30", "", "Gare", "", "999"), "Arrêt 1\u00a0: choisissez un des arrêts proposés"),
            ({**stop(0, "20:00", "21:00", "Gare"), **stop(1, "20:30", "", "Halles")}, "Arrêt 2\u00a0: il commence avant la fin"),
        ],
    )  # fmt: skip
    def test_what_is_to_mend_is_told_where_it_is_and_nothing_is_lost(self, session, goer, typed, mistake) -> None:
        answer = post_form(goer[0], NEW, {**EVENING, "binome": "Awa", **typed})
        told = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert mistake in told
        assert 'value="Awa"' in told
        assert last_round(session) is None

    def test_an_hour_that_never_is_that_night_is_refused_wherever_it_is_typed(self, at, team, member) -> None:
        at("2026-03-27 10:00")
        client, night = member(GOING, "equipe@exemple.fr")[0], {"jour": "2026-03-28", "de": "21:00", "a": "04:00"}
        for typed in ({"a": "02:30"}, stop(0, "02:15", "", "Gare")):
            answer = post_form(client, NEW, {**night, **typed})
            assert answer.status_code == 422
            assert "on passe de 2\u00a0h à 3\u00a0h" in answer.get_data(as_text=True)

    def test_a_stop_that_the_public_is_told_of_gives_its_name_and_its_commune(self, session, maker, goer, directory) -> None:
        bus = directory.itinerant(directory.stop(PRIVAS, hours=WEEKDAYS, nom="Parking de l’Exemple"), nom="Bus exemple")
        foreign = directory.itinerant(directory.stop(PRIVAS, hours=WEEKDAYS, nom="Quai de l’Exemple"), nom="Autre bus")
        directory.publish()
        going = maker.organisation(GOING)
        with unit_of_work(session):
            session.add(Keeping(organisation_id=going.id, structure_id=bus.structure_id, way="moderation", since=evening(9)))
        told = text_of(goer[0], NEW)
        assert "Parking de l’Exemple (Bus exemple)" in told
        assert "Quai de l’Exemple" not in told
        kept, other = bus.locations[0].id, foreign.locations[0].id
        assert post_form(goer[0], NEW, {**EVENING, **stop(0, "20:30", "", "", "", str(other))}).status_code == 422
        assert post_form(goer[0], NEW, {**EVENING, **stop(0, "20:30", "", "", "", str(kept))}).status_code == 303
        (halt,) = last_round(session).stops
        assert (halt.location_id, halt.name, halt.commune) == (kept, "Parking de l’Exemple", PRIVAS)

    def test_the_stops_of_an_earlier_round_are_taken_up_again_on_the_same_day_of_the_week(self, session, maker, team, goer) -> None:
        past = maker.round(team, starts=evening(20, day=TODAY - timedelta(days=4)), stops=("Gare", "Halles"))
        path = f"{NEW}?modele={past.id}"
        told = text_of(goer[0], path)
        assert 'value="2026-11-26"' in told
        fields = {**EVENING, "jour": "2026-11-26", **stop(0, "20:00", "20:30", "Gare"), **stop(1, "20:30", "21:00", "Halles")}
        assert [value for value in fields.values() if f'value="{value}"' not in told] == []
        assert post_form(goer[0], path, fields, action=NEW).status_code == 303
        assert [one.name for one in last_round(session).stops] == ["Gare", "Halles"]
        assert len(session.get_one(OutreachRound, past.id).stops) == 2

    def test_nobody_takes_up_the_stops_of_others(self, maker, goer, stranger) -> None:
        foreign = maker.round(maker.team("Autre équipe", organisation="Ailleurs"))
        assert [goer[0].get(f"{NEW}?modele={number}").status_code for number in (foreign.id, 999)] == [404, 404]
        assert stranger.get(NEW).status_code == 404

    def test_who_acts_for_several_teams_says_which(self, session, maker, team, goer) -> None:
        second = maker.team("Équipe de jour")
        foreign = maker.team("Autre équipe", organisation="Ailleurs")
        assert post_form(goer[0], NEW, {**EVENING, "equipe": str(foreign.id)}).status_code == 422
        assert post_form(goer[0], NEW, {**EVENING, "equipe": str(second.id)}).status_code == 303
        assert last_round(session).team_id == second.id


class TestChanging:
    def test_what_is_saved_keeps_the_rows_of_stops(self, session, maker, team, goer) -> None:
        found = maker.round(team, stops=("Gare", "Halles"))
        kept = [one.id for one in found.stops]
        path = f"{BASE}/{found.id}/modifier"
        typed = {**EVENING, "nom": "Autre chemin", **stop(0, "20:15", "20:30", "Gare"), **stop(1, "20:45", "", "Marché")}
        assert post_form(goer[0], path, typed).status_code == 303
        now_found = last_round(session)
        assert (now_found.id, now_found.name) == (found.id, "Autre chemin")
        assert [(one.id, one.name) for one in now_found.stops] == [(kept[0], "Gare"), (kept[1], "Marché")]

    def test_of_two_who_change_it_the_second_reads_both_and_loses_nothing(self, session, maker, team, goer) -> None:
        client, found = goer[0], maker.round(team, stops=("Gare",))
        path = f"{BASE}/{found.id}/modifier"
        late = {**hidden_fields(client.get(path), path), **EVENING, "nom": "Le mien", **stop(0, "20:00", "", "Gare")}
        assert post_form(client, path, {**EVENING, "nom": "Le sien", **stop(0, "20:00", "", "Marché")}).status_code == 303
        answer = client.post(path, data=late)
        told = answer.get_data(as_text=True)
        assert answer.status_code == 409
        assert [word for word in ("Le mien", "Le sien", "Marché", "Gare") if word not in told] == []
        assert last_round(session).name == "Le sien"
        assert client.post(path, data={**late, **hidden_fields(answer, path)}).status_code == 303
        assert last_round(session).name == "Le mien"

    def test_a_round_that_began_last_night_keeps_its_day(self, at, session, maker, team, goer) -> None:
        found = maker.round(team, starts=evening(23))
        at("2026-11-24 00:30")
        path = f"{BASE}/{found.id}/modifier"
        answer = post_form(goer[0], path, {"jour": "2026-11-23", "de": "23:00", "a": "02:30", **stop(0, "23:00", "", "Gare")})
        assert answer.status_code == 303
        assert last_round(session).ends == time(2, 30)
