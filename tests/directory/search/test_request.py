from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from app.directory.kinds import kinds
from app.directory.needs import NEEDS
from app.directory.rules import LANGUAGE_BITS, Access, Opening, Order, Problem, Public
from app.directory.search.request import PAGE_LIMIT, RADIUS_LIMIT, TEXT_LIMIT, pairs, parse

FIELDS = (
    "q", "lieu", "commune", "lat", "lon", "rayon", "besoin", "type", "public", "ouvert", "acces", "langue", "animaux", "pmr", "tri", "page",
    "vue",
)  # fmt: skip
HOSTILE = (
    "\x00", "a\x00b", "\u202egnirts", "\u2066x\u2069", "👩‍👩‍👧‍👦", "\ufffd", "\ud800", "a" * 10_000, "9" * 5000, "-1", "0", "1e309", "NaN",
    "inf", "-inf", "1e-320", "0x10", "1_000", "٣", "²", "½", "1,5", " ", "\r\nSet-Cookie: a=b", "../../etc/passwd", "' OR 1=1 --", "%00",
    "{{7*7}}", "<script>",
)  # fmt: skip


def asked(**values):
    return MultiDict([(name, value) for name, given in values.items() for value in (given if isinstance(given, list) else [given])])


known = st.sampled_from(
    [*kinds(), *NEEDS, *Public, *LANGUAGE_BITS, *Access, *Order, *Opening, "38185", "45.1", "5.7", "2026-11-24", "1"]
).map(str)
anything = st.one_of(st.text(), st.sampled_from(HOSTILE), known, st.floats().map(str), st.integers().map(str), st.dates().map(str))
addresses = st.lists(st.tuples(st.one_of(st.sampled_from(FIELDS), st.text(max_size=8)), anything), max_size=12).map(MultiDict)


@given(addresses)
@example(MultiDict([(name, value) for name in FIELDS for value in HOSTILE]))
def test_no_address_makes_the_reading_fail(address):
    request = parse(address)

    assert len(request.q) <= TEXT_LIMIT
    assert len(request.lieu) <= TEXT_LIMIT
    assert request.rayon is None or 0 < request.rayon <= RADIUS_LIMIT
    assert 1 <= request.page <= PAGE_LIMIT
    assert set(request.type) <= set(kinds())
    assert set(request.besoin) <= set(NEEDS)
    assert request.position is None or (-90 <= request.position[0] <= 90 and -180 <= request.position[1] <= 180)
    assert set(request.problems.values()) <= set(Problem)


@given(addresses)
def test_a_search_written_as_an_address_again_asks_for_the_same(address):
    request = parse(address)

    again = parse(MultiDict(pairs(request)))

    assert pairs(again) == pairs(request)
    assert (again.q, again.lieu, again.position, again.ouvert) == (request.q, request.lieu, request.position, request.ouvert)


@given(st.text(alphabet=st.characters(), max_size=150))
def test_a_text_keeps_its_words_and_loses_what_cannot_be_seen(typed):
    request = parse(asked(q=typed))

    assert request.q.isprintable()
    assert request.q == " ".join(request.q.split())
    assert "".join(request.q.split()) == "".join(c for c in typed if c.isprintable() and not c.isspace())


@pytest.mark.parametrize("field", ["q", "lieu"])
def test_a_text_that_is_too_long_is_refused(field):
    assert parse(asked(**{field: "a" * TEXT_LIMIT})).problems == {}
    assert parse(asked(**{field: "a" * (TEXT_LIMIT + 1)})).problems == {field: Problem.TOO_LONG}


@pytest.mark.parametrize("radius", ["-1", "0", "-0.5", "200.1", "1e9"])
def test_a_radius_out_of_bounds_is_refused(radius):
    request = parse(asked(rayon=radius))

    assert request.rayon is None
    assert request.problems == {"rayon": Problem.RADIUS}


@pytest.mark.parametrize("radius", ["NaN", "inf", "-inf", "1e999", "loin", "5 km", "--5"])
def test_a_radius_that_is_no_number_is_refused(radius):
    request = parse(asked(rayon=radius))

    assert request.rayon is None
    assert request.problems == {"rayon": Problem.NOT_A_NUMBER}


@pytest.mark.parametrize(("typed", "kilometres"), [("5", 5.0), ("2,5", 2.5), (" 10 ", 10.0), ("0.1", 0.1), ("200", 200.0)])
def test_a_radius_is_read_as_people_write_it(typed, kilometres):
    assert parse(asked(rayon=typed)).rayon == kilometres


@pytest.mark.parametrize("page", ["0", "-1", "26", "1000000000", "9" * 150, "deux", "1.5", "²", "٣"])
def test_a_page_that_cannot_be_is_refused_and_the_first_is_given(page):
    request = parse(asked(page=page))

    assert request.page == 1
    assert request.problems == {"page": Problem.PAGE}


@pytest.mark.parametrize("half", [{"lat": "45.1"}, {"lon": "5.7"}])
def test_half_a_position_is_refused(half):
    request = parse(asked(**half))

    assert request.position is None
    assert Problem.HALF_POSITION in request.problems.values()


@pytest.mark.parametrize(("latitude", "longitude"), [("91", "5"), ("45", "181"), ("-91", "0"), ("1e300", "5")])
def test_a_position_out_of_the_earth_is_refused(latitude, longitude):
    request = parse(asked(lat=latitude, lon=longitude))

    assert request.position is None
    assert Problem.POSITION in request.problems.values()


@pytest.mark.parametrize("bad", ["NaN", "inf", "ici"])
def test_a_position_that_is_no_number_is_refused(bad):
    request = parse(asked(lat=bad, lon="5.7"))

    assert request.position is None
    assert request.problems


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_position_is_rounded_to_a_hundred_metres(latitude, longitude):
    request = parse(asked(lat=str(latitude), lon=str(longitude)))

    assert request.position == (round(latitude, 3), round(longitude, 3))


@pytest.mark.parametrize("field", ["besoin", "type", "public", "acces", "langue", "tri", "animaux", "pmr"])
def test_an_unknown_code_is_put_aside_and_said(field):
    request = parse(asked(**{field: "code-inconnu"}))

    assert request.problems == {field: Problem.CHOICE}
    assert not getattr(request, field) or field == "tri"
    assert request.tri is Order.RELEVANCE


def test_the_known_codes_beside_an_unknown_one_are_kept_once_each():
    request = parse(asked(public=["femmes", "martiens", "jeunes", "femmes"]))

    assert request.public == ("femmes", "jeunes")
    assert request.problems == {"public": Problem.CHOICE}


@pytest.mark.parametrize(
    ("typed", "read"),
    [("maintenant", Opening.NOW), ("aujourdhui", Opening.TODAY), ("2026-12-24", date(2026, 12, 24)), ("", None)],
)
def test_when_it_must_be_open_is_a_word_or_a_date(typed, read):
    request = parse(asked(ouvert=typed))

    assert request.ouvert == read
    assert request.problems == {}


@pytest.mark.parametrize("typed", ["demain", "2026-02-30", "24/12/2026", "2026-13-01"])
def test_a_day_that_cannot_be_read_is_refused(typed):
    request = parse(asked(ouvert=typed))

    assert request.ouvert is None
    assert request.problems == {"ouvert": Problem.DATE}


@pytest.mark.parametrize("code", ["38", "381850", "38-85", "３８１８５", "38 85"])
def test_a_commune_code_that_has_not_the_form_of_one_is_refused(code):
    request = parse(asked(commune=code))

    assert request.commune == ""
    assert request.problems == {"commune": Problem.COMMUNE}


def test_an_address_that_asks_nothing_is_blank():
    assert parse(asked()).is_blank
    assert parse(asked(q="  ", lieu="", page="1", rayon="5")).is_blank
    assert not parse(asked(besoin="dormir")).is_blank
