from collections import Counter
from itertools import pairwise
from time import process_time

import pytest

from app.territory.gazetteer import LYON, Gazetteer, gazetteer


def test_the_whole_region_is_there():
    communes = gazetteer().communes.values()
    assert Counter(commune.type for commune in communes) == {"COM": 4025, "ARM": 9}
    assert {commune.departement for commune in communes} == set(gazetteer().departements)
    assert len(gazetteer().departements) == 12


def test_a_commune_is_known_by_its_insee_code():
    privas = gazetteer().commune("07186")
    assert privas is not None
    assert (privas.nom, privas.departement, privas.codes_postaux) == ("Privas", "07", ("07000",))
    assert gazetteer().commune("75056") is None


def test_each_prefecture_is_a_commune_of_its_departement():
    for departement in gazetteer().departements.values():
        chef_lieu = gazetteer().commune(departement.chef_lieu)
        assert chef_lieu is not None
        assert chef_lieu.departement == departement.code


def test_the_rhone_has_two_social_authorities_and_every_other_departement_its_own():
    pairs = {(commune.departement, commune.collectivite) for commune in gazetteer().communes.values()}
    assert {pair for pair in pairs if pair[0] == "69"} == {("69", "69D"), ("69", "69M")}
    assert all(departement == collectivite for departement, collectivite in pairs if departement != "69")


def test_every_commune_is_whole_and_inside_the_region():
    for commune in gazetteer().communes.values():
        assert commune.code.startswith(commune.departement)
        assert commune.codes_postaux
        assert all(len(postcode) == 5 and postcode.isdigit() for postcode in commune.codes_postaux)
        assert commune.population >= 0
        assert len(commune.epci) == 9
        assert 44.1 < commune.latitude < 46.9
        assert 2.0 < commune.longitude < 7.2


def test_the_postcodes_of_lyon_are_those_of_its_arrondissements():
    lyon = gazetteer().communes[LYON]
    districts = [commune for commune in gazetteer().communes.values() if commune.type == "ARM"]
    assert set(lyon.codes_postaux) == {postcode for district in districts for postcode in district.codes_postaux}


def test_reading_the_file_leaves_the_process_quick_to_start():
    # 12 ms on an idle machine; the best of three, in time of the processor, so that neighbours do not count.
    instants = [process_time()]
    for _ in range(3):
        Gazetteer.load()
        instants.append(process_time())
    assert min(after - before for before, after in pairwise(instants)) < 0.06


def test_a_line_that_is_not_whole_is_refused(tmp_path):
    path = tmp_path / "communes.csv"
    path.write_text("code,nom,type,dep,cp,pop,lat,lon,epci,epci_nom,collectivite\n01001,Ici,COM,01,01400\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not enough values"):
        Gazetteer.load(path)
