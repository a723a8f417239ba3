import json
from itertools import pairwise

import pytest

from app.core.errors import NotThere
from app.territory.gazetteer import gazetteer
from app.territory.outlines import departement_polygons, departement_rings, region_geojson

CODES = sorted(gazetteer().departements)


def _crossings(ring, longitude, latitude):
    return sum(
        (south > latitude) != (north > latitude) and longitude < (east - west) * (latitude - south) / (north - south) + west
        for (west, south), (east, north) in pairwise(ring)
    )


def _holds(code, longitude, latitude):
    return sum(_crossings(ring, longitude, latitude) for ring in departement_rings(code)) % 2 == 1


@pytest.mark.parametrize("code", CODES)
def test_rings_are_closed_and_inside_the_region(code):
    rings = departement_rings(code)
    assert rings
    for ring in rings:
        assert ring[0] == ring[-1]
        assert len(ring) >= 4
        assert all(2.0 < longitude < 7.2 and 44.1 < latitude < 46.9 for longitude, latitude in ring)


def test_almost_every_commune_stands_inside_the_outline_of_its_departement():
    communes = list(gazetteer().communes.values())
    outside = [c.nom for c in communes if not _holds(c.departement, c.longitude, c.latitude)]
    assert len(outside) < 0.02 * len(communes), outside[:10]


def test_the_prefecture_of_each_departement_stands_in_no_other():
    for departement in gazetteer().departements.values():
        chef_lieu = gazetteer().communes[departement.chef_lieu]
        assert [code for code in CODES if _holds(code, chef_lieu.longitude, chef_lieu.latitude)] == [departement.code]


def test_the_enclave_of_valreas_is_a_hole_in_the_drome():
    ((_outer, hole),) = departement_polygons("26")
    assert len(hole) >= 4
    assert not _holds("26", 4.99, 44.385)


def test_a_departement_elsewhere_has_no_outline():
    with pytest.raises(NotThere):
        departement_rings("75")


def test_the_region_is_a_feature_collection_of_twelve():
    region = json.loads(json.dumps(region_geojson()))
    assert [feature["properties"]["code"] for feature in region["features"]] == CODES
    assert region["features"][0]["properties"]["nom"] == "Ain"
    assert region["features"][0]["geometry"]["coordinates"][0][0][0] == list(departement_rings("01")[0][0])
