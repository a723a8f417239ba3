"""Sectors and teams: made, changed and ended by the coordinators of the département, and by nobody else."""

import pytest
from sqlalchemy import select

from app.accounts.models import Organisation
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.outreach.models import OutreachSector, OutreachTeam
from app.outreach.rules import State
from app.outreach.sector_areas import AUTHORITIES, Trouble, area_text, read_areas
from app.outreach.services import setting_up
from app.outreach.services.setting_up import SectorWish, TeamWish
from app.territory.areas import area_code
from app.territory.gazetteer import gazetteer
from tests.outreach.making import ASKING, GOING, SORTING
from tests.support.forms import hidden_fields, links, post_form

SECTORS, TEAMS = "/aller-vers/secteurs", "/aller-vers/equipes"
NEW_SECTOR, NEW_TEAM = f"{SECTORS}/nouveau", f"{TEAMS}/nouvelle"
PRIVAS_CENTRE = "200071413"


def text_of(client, path) -> str:
    page = client.get(path)
    assert page.status_code == 200
    return page.get_data(as_text=True).replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture
def sorting(maker):
    return maker.organisation(SORTING)


@pytest.fixture
def of(app, signed_in_as):
    """`of(départements, …)`: the client of a coordinator."""

    def sign_in(*where, second_factor=True):
        client = app.test_client()
        roles = [("coordinateur", one) for one in where]
        signed_in_as(client, email=f"coordination{''.join(where)}@exemple.fr", roles=roles, second_factor=second_factor)
        return client

    return sign_in


class TestAreas:
    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("Privas", [("commune", "07186")]), ("privas (07)", [("commune", "07186")]), ("07186", [("commune", "07186")]),
            ("Ardèche", [("departement", "07")]), ("07", [("departement", "07")]), ("Tout le département", [("departement", "07")]),
            ("CA Privas Centre Ardèche", [("epci", PRIVAS_CENTRE)]), ("privas centre ardeche", [("epci", PRIVAS_CENTRE)]),
            (PRIVAS_CENTRE, [("epci", PRIVAS_CENTRE)]),
            ("Communauté d’agglomération Privas Centre Ardèche", [("epci", PRIVAS_CENTRE)]),
        ],
    )  # fmt: skip
    def test_parts_are_named_as_people_write_them(self, line, expected) -> None:
        found, problems = read_areas([line], "07")
        assert (found, problems) == (expected, [])

    @pytest.mark.parametrize("code", gazetteer().departements)
    def test_what_is_written_is_read_again(self, code) -> None:
        communes = [one for one in gazetteer().communes.values() if one.departement == code]
        areas = [
            ("departement", code),
            *(("epci", epci) for epci in {one.epci for one in communes} if area_text("epci", epci) != "Métropole de Lyon"),
        ]
        areas += [("commune", one.code) for one in communes]
        areas += [("collectivite", one) for one in AUTHORITIES if one.startswith(code)]
        assert read_areas([area_text(*area) for area in areas], code) == (areas, [])

    def test_a_postcode_stands_for_its_communes_within_the_departement(self) -> None:
        found, problems = read_areas(["07000"], "07")
        assert ("commune", "07186") in found
        assert len(found) > 1
        assert problems == []

    @pytest.mark.parametrize(
        ("line", "departement", "trouble"),
        [
            ("Nullepart-sur-Exemple", "07", Trouble.UNKNOWN), ("Valence", "07", Trouble.OUTSIDE), ("Isère", "07", Trouble.OUTSIDE),
            ("Métropole de Lyon", "07", Trouble.OUTSIDE), ("200071405", "38", Trouble.OUTSIDE), ("Saint-Just", "07", Trouble.OUTSIDE),
            ("saint martin", "07", Trouble.SEVERAL),
        ],
    )  # fmt: skip
    def test_what_will_not_do_is_told(self, line, departement, trouble) -> None:
        found, [problem] = read_areas([line], departement)
        assert (found, problem.line, problem.trouble) == ([], line, trouble)

    def test_parts_of_the_rhone_are_told_apart(self) -> None:
        found, problems = read_areas(["Métropole de Lyon", "Rhône hors Métropole de Lyon", "Lyon 7e", "Rhône"], "69")
        assert found == [("collectivite", "69M"), ("collectivite", "69D"), ("commune", "69387"), ("departement", "69")]
        assert problems == []


class TestServices:
    def test_a_sector_is_made_and_changed_its_parts_that_stay_kept(self, maker, session, sorting) -> None:
        areas = [("commune", "07186"), ("epci", PRIVAS_CENTRE)]
        with unit_of_work(session):
            made = setting_up.keep_sector(maker.context(), SectorWish("Centre", "07", areas, sorting.id))
        kept = {area.code: area.id for area in made.areas}
        assert {area.area for area in made.areas} == {area_code("commune", "07186"), area_code("epci", PRIVAS_CENTRE)}
        with unit_of_work(session):
            wish = SectorWish("Centre et nord", "07", [("epci", PRIVAS_CENTRE), ("commune", "07072")], sorting.id)
            setting_up.keep_sector(maker.context(), wish, made)
        session.refresh(made)
        assert (made.name, {area.code for area in made.areas}) == ("Centre et nord", {PRIVAS_CENTRE, "07072"})
        assert {area.code: area.id for area in made.areas}[PRIVAS_CENTRE] == kept[PRIVAS_CENTRE]

    def test_a_team_keeps_its_rank_where_nothing_is_said_and_leaves_where_it_goes_no_more(self, maker, session, sector) -> None:
        others = [maker.sector(f"Secteur {letter} exemple") for letter in "ABC"]
        going = maker.organisation(GOING)
        with unit_of_work(session):
            wish = TeamWish("Maraude", "07", going.id, "", {sector.id: 1, others[0].id: 2, others[1].id: 0})
            made = setting_up.keep_team(maker.context(), wish)
        with unit_of_work(session):
            setting_up.keep_team(maker.context(), TeamWish("Maraude", "07", going.id, "", {others[0].id: 0, others[2].id: 3}), made)
        session.refresh(made)
        assert {one.sector_id: one.rank for one in made.sectors} == {sector.id: 1, others[2].id: 3}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
class TestSectors:
    def test_a_sector_is_made_once_however_often_it_is_sent(self, session, of, sorting) -> None:
        client = of("07")
        filled = {"name": "Centre Ardèche", "areas": "Privas\nCA Privas Centre Ardèche", "organisation": SORTING}
        form = {**hidden_fields(client.get(NEW_SECTOR), NEW_SECTOR), **filled}
        answers = [client.post(NEW_SECTOR, data=form) for _ in range(2)]
        assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(303, SECTORS)] * 2
        [made] = session.scalars(select(OutreachSector)).all()
        assert (made.departement, made.organisation_id, len(made.areas)) == ("07", sorting.id, 2)
        told = text_of(client, SECTORS)
        for expected in ("Centre Ardèche", SORTING, "Privas, CA Privas Centre Ardèche", "Aucune équipe"):
            assert expected in told

    def test_its_page_says_what_it_is_and_changes_it(self, session, of, sector, sorting) -> None:
        client, path = of("07"), f"{SECTORS}/{sector.id}"
        told = text_of(client, path)
        assert f"{SORTING} (n° {sorting.id})" in told
        assert "Ardèche</textarea>" in told
        answer = post_form(client, path, {"name": "Autre nom", "areas": "Privas", "organisation": str(sorting.id)})
        session.refresh(sector)
        assert (answer.status_code, sector.name, [area.code for area in sector.areas]) == (303, "Autre nom", ["07186"])

    @pytest.mark.parametrize(
        ("filled", "expected"),
        [
            ({"name": " "}, "Donnez un nom."),
            ({"areas": " \n "}, "Écrivez au moins une commune"),
            ({"areas": "Privas\nNullepart-sur-Exemple\nValence"}, "ce lieu n’est pas connu. « Valence » n’est pas dans le département."),
            ({"areas": "saint martin"}, "Peut-être : "),
            ({"organisation": ""}, "Écrivez le nom ou le numéro"),
            ({"organisation": "Personne ici"}, "Aucune organisation vérifiée"),
            ({"organisation": "999999"}, "Aucune organisation vérifiée"),
            ({"organisation": "exemple"}, "Plusieurs organisations portent ce nom"),
        ],
    )
    def test_a_mistake_is_told_line_by_line_and_nothing_is_lost(self, session, maker, of, sorting, filled, expected) -> None:  # noqa: PLR0917 - fixtures
        maker.organisation(ASKING)
        whole = {"name": "Centre exemple", "areas": "Privas", "organisation": SORTING, **filled}
        answer = post_form(of("07"), NEW_SECTOR, whole)
        told = answer.get_data(as_text=True).replace("\xa0", " ").replace("\u202f", " ")
        assert answer.status_code == 422
        assert expected in told
        assert all(value.strip() in told for value in whole.values())
        assert session.scalars(select(OutreachSector)).all() == []

    def test_only_an_organisation_that_is_verified_in_the_departement_may_sort(self, session, maker, of) -> None:
        made = {name: maker.organisation(name) for name in ("Non vérifiée", "Refusée", "D’ailleurs")}
        with unit_of_work(session):
            made["Non vérifiée"].verified_at = None
            made["Refusée"].refused_at = utc_now()
            made["D’ailleurs"].departement = "26"
        client = of("07")
        for name, organisation in made.items():
            for words in (name, str(organisation.id)):
                assert post_form(client, NEW_SECTOR, {"name": "Centre", "areas": "07", "organisation": words}).status_code == 422
        assert all(name not in text_of(client, NEW_SECTOR) for name in made)

    def test_two_organisations_of_one_name_are_told_apart_by_their_number(self, session, of, sorting) -> None:
        with unit_of_work(session):
            twin = Organisation(name=SORTING, departement="07", created_at=utc_now(), verified_at=utc_now())
            session.add(twin)
        client, filled = of("07"), {"name": "Centre", "areas": "07"}
        answer = post_form(client, NEW_SECTOR, {**filled, "organisation": SORTING})
        assert f"{SORTING} (n° {twin.id})" in answer.get_data(as_text=True).replace("\xa0", " ")
        assert post_form(client, NEW_SECTOR, {**filled, "organisation": f"{SORTING} (n° {twin.id})"}).status_code == 303
        assert session.scalars(select(OutreachSector)).one().organisation_id == twin.id

    def test_who_coordinates_several_departements_chooses_one(self, session, of, sorting) -> None:
        client, filled = of("07", "26"), {"name": "Centre", "areas": "Valence", "organisation": SORTING}
        assert post_form(client, NEW_SECTOR, filled | {"departement": "38"}).status_code == 422
        with unit_of_work(session):
            sorting.departement = "26"
        assert post_form(client, NEW_SECTOR, filled | {"departement": "26"}).status_code == 303
        assert session.scalars(select(OutreachSector)).one().departement == "26"

    def test_one_that_is_ended_takes_no_request_and_those_it_has_stay(self, session, maker, of, sector, sorter) -> None:
        made, client, path = maker.request(State.TO_SORT), of("07"), f"{SECTORS}/{sector.id}"
        assert "1 demande est en cours" in text_of(client, path)
        form = {**hidden_fields(client.get(path), path), "geste": "terminer"}
        assert [client.post(path, data=form).headers["Location"] for _ in range(2)] == [SECTORS, SECTORS]
        session.refresh(sector)
        assert sector.ended_at is not None
        assert client.get(path).status_code == 404
        assert sorter[0].get(f"/aller-vers/demandes/{made.id}").status_code == 200


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
class TestTeams:
    def test_a_team_goes_where_and_when_it_is_said(self, session, maker, of, sector) -> None:
        maker.organisation(GOING)
        client, other = of("07"), maker.sector("Nord exemple")
        filled = {"name": "Maraude", "organisation": GOING, "telephone": "04 65 71 00 00", f"rang_{sector.id}": "2"}
        assert post_form(client, NEW_TEAM, filled).status_code == 303
        [made] = session.scalars(select(OutreachTeam)).all()
        assert {one.sector_id: one.rank for one in made.sectors} == {sector.id: 2}
        path = f"{TEAMS}/{made.id}"
        assert post_form(client, path, {**filled, f"rang_{sector.id}": "0", f"rang_{other.id}": "1"}).status_code == 303
        session.refresh(made)
        assert {one.sector_id: one.rank for one in made.sectors} == {other.id: 1}
        assert "Nord exemple (rang 1)" in text_of(client, SECTORS)
        page = client.get(path)
        assert '<option value="1" selected>' in page.get_data(as_text=True)

    @pytest.mark.parametrize(
        ("filled", "expected"),
        [
            ({"telephone": "demain"}, "Écrivez un numéro de téléphone"),
            ({"organisation": "zz"}, "Aucune organisation"),
            ({"name": ""}, "Donnez un nom"),
        ],
    )
    def test_a_mistake_is_told(self, session, maker, of, sector, filled, expected) -> None:  # noqa: PLR0917 - fixtures
        maker.organisation(GOING)
        answer = post_form(of("07"), NEW_TEAM, {"name": "Maraude", "organisation": GOING, "telephone": "", **filled})
        assert answer.status_code == 422
        assert expected in answer.get_data(as_text=True)
        assert session.scalars(select(OutreachTeam)).all() == []

    def test_one_that_is_ended_is_asked_no_more_and_goes_on_with_what_it_has(self, session, maker, of, team, goer) -> None:
        made, client, path = maker.request(State.PLANNED), of("07"), f"{TEAMS}/{team.id}"
        assert "1 demande est en cours" in text_of(client, path)
        assert client.post(path, data={**hidden_fields(client.get(path), path), "geste": "terminer"}).status_code == 303
        session.refresh(team)
        assert team.ended_at is not None
        assert team.name not in text_of(client, SECTORS)
        assert goer[0].get(f"/aller-vers/demandes/{made.id}").status_code == 200


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
class TestRights:
    def test_another_departement_is_as_if_it_did_not_exist(self, session, of, sector, team) -> None:
        own, other, everywhere = of("07"), of("26"), of("")
        for path in (f"{SECTORS}/{sector.id}", f"{TEAMS}/{team.id}"):
            assert [client.get(path).status_code for client in (own, other, everywhere)] == [200, 404, 200]
            form = {**hidden_fields(own.get(path), path), "csrf_token": hidden_fields(other.get(NEW_SECTOR), NEW_SECTOR)["csrf_token"]}
            assert other.post(path, data={**form, "geste": "terminer"}).status_code == 404
        session.refresh(sector)
        assert sector.ended_at is None
        assert sector.name not in text_of(other, SECTORS)
        assert team.name not in text_of(other, SECTORS)

    @pytest.mark.parametrize("path", [SECTORS, NEW_SECTOR, NEW_TEAM, "/aller-vers/sans-secteur"])
    def test_the_second_factor_is_asked_for_and_others_find_nothing(self, of, sorter, goer, asker, path) -> None:
        assert "/connexion/verification" in of("07", second_factor=False).get(path).headers["Location"]
        for client, _ in (sorter, goer, asker):
            assert client.get(path).status_code == 404

    def test_a_number_of_nothing_is_not_there(self, of) -> None:
        client = of("07")
        for path in (SECTORS, TEAMS):
            assert client.get(f"{path}/99999999999").status_code == 404
            assert client.get(f"{path}/999").status_code == 404

    def test_the_coordination_leads_there(self, of) -> None:
        found = links(of("07").get("/coordination"))
        assert SECTORS in found
        assert "/aller-vers/sans-secteur" in found
