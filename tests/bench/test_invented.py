from itertools import islice

from app.directory.kinds import kinds
from app.territory.areas import areas_of
from app.territory.gazetteer import gazetteer
from tests.bench.invented import invent, searched_kinds
from tests.bench.pairs import COUNT, pairs

MANY = 4_000


def test_the_same_services_are_invented_at_each_run() -> None:
    assert list(invent(50)) == list(islice(invent(60), 50))


def test_services_have_the_shape_that_is_announced() -> None:
    services = list(invent(MANY))

    def share(count: int) -> float:
        return count / MANY

    assert 0.20 < share(sum("a-distance" in one.service["modes_accueil"] for one in services)) < 0.24
    assert 0.02 < share(sum(any(area["purpose"] == "couverture" for area in one.areas) for one in services)) < 0.04
    assert 0.57 < share(sum(any(area["purpose"] == "eligibilite" for area in one.areas) for one in services)) < 0.63
    assert {len(one.kinds) for one in services} == {1, 2, 3, 4}
    assert 150 < sum(len(str(one.service["description"])) for one in services) / MANY < 250


def test_an_area_of_eligibility_contains_the_place() -> None:
    located = [one for one in invent(MANY) if one.location and one.areas]
    for one in located:
        commune = gazetteer().communes[one.location["code_insee"]]
        assert one.areas[0]["area"] in areas_of(commune)


def test_pairs_ask_for_kinds_that_can_be_searched() -> None:
    assert len(set(searched_kinds())) == 69
    assert all(kinds()[pair.kind].can_be_searched for pair in pairs())
    assert len(pairs()) == COUNT
