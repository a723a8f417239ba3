"""Columns cleaned at once say what their cells say one by one, whatever a format or somebody put in them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.opendata.cleaning import Cleaner
from app.opendata.cleaning.cleaner import _email, _link, _siret, _telephone
from app.opendata.cleaning.columns import LONGEST_REMEMBERED
from app.opendata.cleaning.contacts import email, is_plain_email, is_plain_link, is_plain_phone, link, telephone
from app.opendata.cleaning.lists import Codes, one_of
from app.opendata.cleaning.measures import dates_until, hours, is_plain_siret, siret, weekly_hours, weeks
from app.opendata.cleaning.places import coordinates, locate, locations
from app.opendata.cleaning.texts import one_line, one_lines, text, texts
from app.opendata.cleaning.zones import zone, zones
from tests.opendata.importing.records_given import PARIS, service, structure

TOLD = (
    "", " ", "nan", " nan ", "None", "<NA>", "[]", "{}", "0", "-1", "2,5", "1e999", "<p>Un</p>", "a & b", "&amp;", "a  b", "a\n b",
    "\x07x", "\xa0x",
    "['a', 'b']", "{a,b}", "a|z", "a", "[" * 30_000, "a" * (LONGEST_REMEMBERED + 1), "d" * 100_001,
    "2025-02-14", "14/02/2025", "2199-01-01", "1739491200000", "2025-02-14" + " " * 200, "Mo-Fr 09:00-12:00", "sur rendez-vous",
    "a@exemple.fr", " a@exemple.fr", "xxxx@exemple.fr", "a@masked.fr", "a@exemple.fr; b@exemple.fr", "Accueil <a@exemple.fr>", "a@b",
    "04 65 71 00 01", "0465710001", "115", "04 65 71 00 01 / 04 65 71 00 02", "** **",
    "https://exemple.fr", "http://www.exemple.fr/a?b=c", "www.exemple.fr", "https://exemple.fr/a, https://exemple.fr/b", "https://a@exemple.fr",
    "13003013300016", "13003013300017", "35600000000048", "130 030 133 00016",
    "38185", "1053.0", "38000", "38999", "75056", "Grenoble", "LYON 3E ARRONDISSEMENT", "france", "region:84", "45.18", "5.72", "38",
)  # fmt: skip
OTHERS = (
    None, True, False, 0, 1, 1.0, -0.0, 2.5, 10**400, float("nan"), float("inf"), 38185, 1053, 13003013300016, 1739491200000,
    [], {}, ["a", "b"], ["b", None, 1], ("a",), [["a"]], {"a": 1}, ["38", 75], date(2025, 2, 14), datetime(2025, 2, 14, 9, tzinfo=UTC),
)  # fmt: skip
written = st.sampled_from(TOLD) | st.text(max_size=12)
cells = st.lists(written | st.none(), min_size=1) | st.lists(written | st.sampled_from(OTHERS), min_size=1)
read_date = dates_until(date(2026, 7, 1))
read_codes = Codes({"a", "b"}, {"alpha": "a", "rien": None})
read_one = one_of({"a", "b"}, {"rien": None})


def or_absent(clean, absent):
    """As a line asks for it: cells without anything are not read."""
    return lambda raw: (absent, "") if raw is None or raw == "" else clean(raw)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        (texts, lambda raw: text(raw) if raw else ""),
        (one_lines, lambda raw: one_line(raw) if raw else ""),
        (_telephone, or_absent(telephone, "")),
        (_email, or_absent(email, "")),
        (_link, or_absent(link, "")),
        (_siret, or_absent(siret, None)),
        (read_codes.column, read_codes),
        (read_one.column, read_one),
        (read_date.column, read_date),
        (hours.column, hours),
        (weekly_hours.column, weekly_hours),
        (weeks.column, weeks),
        (zones, zone),
    ],
)
@given(raws=cells)
def test_a_column_says_what_its_cells_say_one_by_one(column, cell, raws):
    assert repr([*column(raws)]) == repr([cell(raw) for raw in raws])


@given(st.lists(st.tuples(*[written | st.sampled_from(OTHERS)] * 3), min_size=1))
def test_many_addresses_are_where_each_is(addresses):
    assert locations(*map(list, zip(*addresses, strict=True))) == [locate(*address) for address in addresses]


@given(st.from_regex(r"[a-zA-Z0-9.+x-]{1,9}@(?:mask|xxxx)?[a-z.-]{1,9}\.[a-z]{2,4}|0[1-9](?: ?\d\d){4}|https?://[a-z.-]{1,9}\.fr/?\S{0,9}"))
def test_what_is_taken_without_a_look_is_what_a_look_would_keep(written):
    for is_plain, clean in ((is_plain_email, email), (is_plain_phone, telephone), (is_plain_link, link)):
        assert not is_plain(written) or clean(written) == (written, "")


@given(st.from_regex(r"\d{14}|356000000\d{5}", fullmatch=True) | written)
def test_a_siret_taken_without_a_look_is_one(number):
    assert not is_plain_siret(number) or siret(number) == (number, "")


def test_no_coordinates_are_nothing_to_tell():
    assert coordinates("", "", None) == coordinates(None, None, None) == (None, None, "")
    assert coordinates("", None, None)[2] == ""


def hostile(make):
    """Rows with a few columns changed, or gone."""
    columns = sorted(make())
    changes = st.dictionaries(st.sampled_from(columns), written | st.sampled_from(OTHERS), max_size=4)
    elsewhere = st.sampled_from([{}, {}, PARIS, {"code_insee": None, "code_postal": None, "commune": None}])
    without = st.sets(st.sampled_from(columns), max_size=1)
    row = st.builds(
        lambda number, place, changed, gone: {key: value for key, value in (make(number, **place) | changed).items() if key not in gone},
        st.integers(1, 5), elsewhere, changes, without,
    )  # fmt: skip
    return st.lists(row, min_size=1, max_size=8).map(lambda rows: [*enumerate(rows, 2)])


@given(hostile(structure), hostile(service))
def test_rows_cleaned_together_are_what_each_is_alone(structures, services):
    together, alone = Cleaner(), Cleaner()
    assert repr(together.structures(structures)) == repr([alone.structure(*row) for row in structures])
    assert repr(together.services(services)) == repr([alone.service(*row) for row in services])


def test_what_is_told_of_a_line_is_told_in_the_order_of_its_columns():
    wrong = {"telephone": "x", "siret": "x", "date_maj": "x", "latitude": "x", "code_postal": "x", "lien_source": "x", "nom": "n" * 100_001}
    kept, refused, skipped = Cleaner().structures([
        (2, structure(1, **wrong | {"nom": "Halte"})), (3, structure(2, **wrong)), (4, structure(3, **PARIS, telephone="x")),
    ])  # fmt: skip
    assert [remark.field for remark in kept[1]] == ["siret", "date_maj", "lien_source", "code_postal", "latitude", "telephone"]
    assert [(remark.line, remark.field) for remark in refused[1]] == [(3, "nom"), (3, "nom")]
    assert [(remark.line, remark.field) for remark in skipped[1]] == [(4, "")]
    assert (refused[0], skipped[0]) == (None, None)
