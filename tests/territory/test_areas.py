import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.territory.areas import UnknownArea, area_code, areas_of, areas_of_departement, areas_within_departement
from app.territory.distance import COLUMNS, ROWS
from app.territory.gazetteer import gazetteer

COMMUNES = list(gazetteer().communes.values())
KINDS = ["pays", "region", "departement", "collectivite", "epci", "commune"]

codes = st.one_of(
    st.tuples(st.just("region"), st.from_regex(r"\A[0-9]{2}\Z")),
    st.tuples(st.just("departement"), st.from_regex(r"\A(0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[0-9])\Z")),
    st.tuples(st.just("collectivite"), st.from_regex(r"\A(0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[0-9]|69[DM]|6AE)\Z")),
    st.tuples(st.just("epci"), st.from_regex(r"\A[1-9][0-9]{8}\Z")),
    st.tuples(st.just("commune"), st.from_regex(r"\A[0-9][0-9AB][0-9]{3}\Z")),
)


def test_no_two_areas_of_the_region_share_a_number():
    areas = {("pays", "FR"), ("region", "84")}
    for commune in COMMUNES:
        areas |= {
            ("commune", commune.code),
            ("epci", commune.epci),
            ("departement", commune.departement),
            ("collectivite", commune.collectivite),
        }
    assert len(areas) == 4034 + 172 + 12 + 13 + 2
    assert len({area_code(kind, code) for kind, code in areas}) == len(areas)


@given(codes, codes)
def test_two_areas_anywhere_in_france_share_a_number_only_when_they_are_the_same(one, other):
    assert (area_code(*one) == area_code(*other)) == (one == other)


@given(codes)
def test_a_number_is_negative_and_fits_32_bits(area):
    assert -(2**31) <= area_code(*area) < 0
    assert ROWS * COLUMNS < 2**31


@pytest.mark.parametrize(
    ("kind", "code", "number"),
    [
        ("pays", "FR", -1),
        ("region", "84", -1_292),
        ("departement", "07", -10_007),
        ("collectivite", "69M", -108_122),
        ("commune", "07186", -1_328_182),
        ("epci", "200046977", -200_046_977),
    ],
)
def test_numbers_are_stored_and_never_change(kind, code, number):
    assert area_code(kind, code) == number


@given(st.sampled_from(KINDS), st.text(max_size=12))
def test_a_code_that_has_not_the_form_of_its_kind_is_refused(kind, code):
    try:
        assert area_code(kind, code) < 0
    except UnknownArea:
        return
    assert code.isascii()
    assert code.isalnum()


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("departement", "7"),
        ("departement", "007"),
        ("commune", "7186"),
        ("epci", "07186"),
        ("pays", "DE"),
        ("planete", "1"),
        ("region", "٨٤"),
    ],
)
def test_near_misses_are_refused(kind, code):
    with pytest.raises(UnknownArea):
        area_code(kind, code)


def test_the_areas_of_a_commune_go_from_itself_to_the_country():
    privas = gazetteer().communes["07186"]
    assert areas_of(privas) == (
        area_code("commune", "07186"),
        area_code("epci", privas.epci),
        area_code("collectivite", "07"),
        area_code("departement", "07"),
        area_code("region", "84"),
        area_code("pays", "FR"),
    )


def test_an_arrondissement_is_in_its_city_and_the_city_in_none_of_its_arrondissements():
    district, lyon = gazetteer().communes["69387"], gazetteer().communes["69123"]
    assert set(areas_of(district)) == {area_code("commune", "69387"), *areas_of(lyon)}
    assert area_code("commune", "69387") not in areas_of(lyon)


def test_the_areas_of_a_departement_are_its_authorities_the_region_and_the_country():
    assert areas_of_departement("07")[1:] == (area_code("departement", "07"), area_code("region", "84"), area_code("pays", "FR"))
    assert {area_code("collectivite", "69D"), area_code("collectivite", "69M")} < set(areas_of_departement("69"))
    with pytest.raises(UnknownArea):
        areas_of_departement("75")


def test_what_lies_within_a_departement_are_its_communes_and_their_epci():
    within = areas_within_departement("07")
    communes = [commune for commune in COMMUNES if commune.departement == "07"]
    assert set(within) == {area_code("commune", c.code) for c in communes} | {area_code("epci", c.epci) for c in communes}
    assert len(within) == len(set(within))
