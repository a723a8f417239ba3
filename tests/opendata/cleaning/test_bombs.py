"""Values that no person wrote: put aside in a sentence, at once. What is measured is what comes of them, not the time."""

import pytest

from app.opendata.cleaning import Cleaner
from app.opendata.cleaning.contacts import email, link, telephone
from app.opendata.cleaning.lists import LONGEST as LONGEST_LIST
from app.opendata.cleaning.lists import Codes, items
from app.opendata.cleaning.measures import hours, weekly_hours, weeks
from app.opendata.cleaning.places import coordinates, locate
from app.opendata.cleaning.texts import LONGEST, one_line, text
from app.opendata.cleaning.zones import zone
from tests.opendata.importing.records_given import service, structure

HUGE = 10**400


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


def test_a_commune_that_is_no_text_is_located_all_the_same():
    assert locate(["38185"], None, None).code_insee == "38185"
    assert locate({"code": "38185"}, ["38000"], {"nom": "Grenoble"}).problems
    assert locate(None, 38000, ["Grenoble"]).code_insee == "38185"


@pytest.mark.parametrize("raw", [HUGE, ["38185"], {"a": 1}, nested(5000), [{"a": [1]}], "x" * 300_000, "<a " * 100_000, True, 1.5])
def test_no_value_in_any_column_crashes_the_cleaner(raw):
    for given, kind in ((structure(), "structure"), (service(1), "service")):
        for column in given:
            incoming, remarks = getattr(Cleaner(), kind)(1, {**given, column: raw})
            assert incoming is not None or remarks


def test_a_number_of_four_hundred_figures_is_put_aside():
    assert weekly_hours(HUGE) == (None, "Ce n’est pas un nombre : il est laissé de côté.")
    assert weeks(-HUGE)[0] is None
    assert coordinates(HUGE, 5.7, None)[:2] == (None, None)


def test_contacts_beyond_measure_are_put_aside_and_told():
    for clean in (email, telephone, link):
        for raw in ("a" * 300_000, "1 " * 150_000, "a@" * 150_000, "a " * 150_000):
            value, problem = clean(raw)
            assert not value
            assert problem
    assert email("a" * 400 + "@exemple.fr")[0] == ""


def test_an_address_among_words_is_still_found():
    assert email("Écrire à : <accueil@exemple.fr>, ou passer")[0] == "accueil@exemple.fr"
    assert email("un@exemple.fr/deux@exemple.fr")[0] == "un@exemple.fr"
    assert email("; ".join(f"personne{number}@exemple.fr" for number in range(40)))[0] == "personne0@exemple.fr"


def test_a_list_beyond_measure_is_put_aside_and_told():
    raw = "[" + "'\\" * LONGEST_LIST + "]"
    assert items(raw) == ()
    found, problem = Codes({"a"})(raw)
    assert found == []
    assert "20 000 caractères" in problem
    assert zone(raw).areas == ()
    assert "20 000 caractères" in zone(raw).problem
    assert Codes({"a"})(["a", *["b" * 100] * 1000])[0] == ["a"]


def test_a_text_beyond_measure_is_not_read_as_html():
    raw = "<p>" + "<a " * LONGEST
    assert text(raw) == raw.strip()
    incoming, remarks = Cleaner().structure(1, structure(description=raw))
    assert incoming.values["description"] == ""
    assert any(remark.field == "description" for remark in remarks)


@pytest.mark.parametrize("tag", ["<a ", "<a href='", "<!--", "<b", "</a ", "<!"])
def test_tags_never_closed_are_read_as_they_are(tag):
    raw = ("<p>" + tag * LONGEST)[: LONGEST - 1]
    assert text(raw)[:20] == raw[3:23]


def test_spaces_without_end_are_one():
    assert one_line("a\n" + " " * 90_000 + "b") == "a b"
    assert text("a\0" + " " * 500_000 + "b") == "a" + " " * 500_000 + "b"
    assert one_line("a" + "\xa0" * 300_000 + "b\n") == "a" + "\xa0" * 300_000 + "b"


def test_hours_beyond_measure_are_put_aside():
    assert hours("Mo 09:00-10:00; " * 20_000)[0] == ("", "")
    assert hours("Mo 09:00-10:00; " * 20_000)[1]
