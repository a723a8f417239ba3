"""Texts, contacts, dates, numbers: one by one."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.fr import siret as sirets

from app.opendata.cleaning.contacts import email, link, telephone
from app.opendata.cleaning.measures import dates_until, hours, siret, weekly_hours, weeks
from app.opendata.cleaning.texts import one_line, text

NAN = float("nan")
ABSENT = [None, "", "  ", "nan", "None", NAN, pd.NaT]
read_date = dates_until(date(2026, 7, 1))


@pytest.mark.parametrize("absent", ABSENT)
def test_what_says_nothing_is_nothing(absent):
    assert text(absent) == one_line(absent) == ""
    for clean in (email, telephone, link):
        assert clean(absent) == ("", "")
    for clean in (read_date, siret, weekly_hours, weeks):
        assert clean(absent) == (None, "")
    assert hours(absent) == (("", ""), "")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Moins de <18 ans, R&D, 3 < 5 > 2", "Moins de <18 ans, R&D, 3 < 5 > 2"),
        ("<p>Un&nbsp;café</p><p>Deux</p>", "Un\xa0café\n\nDeux"),
        ("<ul><li>un</li><li>deux</li></ul>", "- un\n- deux"),
        ("a<br/>b<br>c", "a\nb\nc"),
        ("&lt;b&gt;gras&lt;/b&gt; &amp; net", "gras & net"),
        ("a<script>alert(1)</script>b<style>p{}</style>c", "abc"),
        ('Voir <a href="https://exemple.fr/a">la page</a>.', "Voir la page (https://exemple.fr/a)."),
        ('<a href="javascript:alert(1)">clic</a>', "clic"),
        ("<p>jamais fermé", "jamais fermé"),
        ("un  \r\ndeux\t\r\n\r\n\r\n\r\ntrois  ", "un\ndeux\n\ntrois"),
        ("zéro\0\x07\ufeff\ud800un", "zérooun".replace("oo", "o")),
        ("œuvre « aînés »\xa0: 5 €", "œuvre « aînés »\xa0: 5 €"),
        (42, "42"),
        (42.0, "42"),
    ],
)
def test_texts_are_made_readable(raw, expected):
    assert text(raw) == expected


@given(st.text())
def test_a_text_can_always_be_written_and_does_not_change_again(raw):
    value = text(raw)
    value.encode("utf-8")
    assert "\0" not in value
    if "<" not in value and "&" not in value:
        assert text(value) == value
    assert "\n" not in one_line(raw)


@pytest.mark.parametrize("written", ["accueil@exemple.fr", "a.b+c@sous.domaine.exemple.fr", "confidentialite@exemple.fr", "été@exemple.fr"])
def test_an_address_is_kept(written):
    assert email(f" {written} ") == (written, "")


@pytest.mark.parametrize(
    "masked", ["***", "***@***.fr", "a****e@exemple.fr", "masked", "anonymised@example.com", "xxxxx@exemple.fr", "donnée masquée"]
)
def test_a_masked_address_is_put_aside_without_a_word(masked):
    assert email(masked) == ("", "")


@pytest.mark.parametrize("wrong", ["accueil", "a@b", "@exemple.fr", "a@@exemple.fr x"])
def test_a_wrong_address_is_put_aside_and_never_quoted(wrong):
    value, problem = email(wrong)
    assert value == ""
    assert problem
    assert wrong not in problem


def test_the_first_of_several_addresses_is_kept():
    assert email("a@exemple.fr; b@exemple.fr")[0] == "a@exemple.fr"
    assert email("Accueil <a@exemple.fr>") == ("a@exemple.fr", "")


@pytest.mark.parametrize(
    "written",
    ["04 65 71 00 01", "0465710001", "+33465710001", "+33 4 65 71 00 01", "04.65.71.00.01", "115", "3949", "+33 (0)4 65 71 00 01"],
)
def test_a_number_is_kept_as_it_was_written(written):
    assert telephone(written) == (written, "")


@pytest.mark.parametrize(
    "several",
    [
        "04 65 71 00 01 / 04 65 71 00 02",
        "04 65 71 00 01 ou 04 65 71 00 02",
        "04 65 71 00 01 - 04 65 71 00 02",
        "04 65 71 00 01 04 65 71 00 02",
        "04 65 71 00 01, 04 65 71 00 02",
        "04 65 71 00 01\n04 65 71 00 02",
    ],
)
def test_the_first_of_several_numbers_is_kept_and_told(several):
    value, problem = telephone(several)
    assert value == "04 65 71 00 01"
    assert problem


def test_what_is_no_number_is_put_aside():
    assert telephone("04 65 71 00 01 (accueil)") == ("04 65 71 00 01 (accueil)", "")
    assert telephone("standard")[0] == ""
    assert telephone("standard")[1]
    assert telephone("** ** **") == ("", "")


@pytest.mark.parametrize(
    "written", ["https://exemple.fr", "http://www.exemple.fr/a?b=c#d", "HTTPS://EXEMPLE.FR/été", "https://exemple.fr:8080/a(b)"]
)
def test_a_link_is_kept(written):
    assert link(written) == (written, "")


def test_a_link_without_its_scheme_is_completed():
    assert link("www.exemple.fr/a") == ("https://www.exemple.fr/a", "")


@pytest.mark.parametrize(
    "wrong",
    [
        "javascript:alert(1)",
        "ftp://exemple.fr",
        "exemple",
        "https://",
        "data:text/html,x",
        "https://a@exemple.fr",
        "https://exemple",
        "//exemple.fr",
    ],
)
def test_what_is_no_link_is_put_aside(wrong):
    value, problem = link(wrong)
    assert value == ""
    assert problem


def test_the_first_of_several_links_is_kept():
    value, problem = link("https://exemple.fr/a, https://exemple.fr/b")
    assert value == "https://exemple.fr/a"
    assert problem


@pytest.mark.parametrize(
    "raw",
    [
        "2025-02-14",
        "2025-02-14T10:00:00",
        "2025-02-14 00:00:00",
        "14/02/2025",
        1739491200000,
        1739491200000.0,
        "1739491200000",
        date(2025, 2, 14),
        datetime(2025, 2, 14, 9, tzinfo=UTC),
        pd.Timestamp("2025-02-14"),
    ],
)
def test_a_day_is_read_however_it_is_written(raw):
    assert read_date(raw) == (date(2025, 2, 14), "")


@pytest.mark.parametrize(
    "raw", ["2026-07-02", "1999-12-31", "hier", "2025-13-01", "14/02/25", 10**20, date(2030, 1, 1), True, "0000-00-00"]
)
def test_a_day_that_cannot_be_is_put_aside(raw):
    value, problem = read_date(raw)
    assert value is None
    assert problem


@given(st.from_regex(r"[0-9]{14}", fullmatch=True) | st.from_regex(r"356000000[0-9]{5}", fullmatch=True))
def test_a_siret_is_kept_when_stdnum_says_so(number):
    assert siret(number)[0] == (number if sirets.is_valid(number) else None)


@pytest.mark.parametrize(
    "raw", ["130 030 133 00016", "13003013300016.0".removesuffix(".0"), 13003013300016, 13003013300016.0, "35600000000048"]
)
def test_a_siret_is_read_with_its_spaces_or_as_a_number(raw):
    value, problem = siret(raw)
    assert len(value) == 14
    assert problem == ""


@pytest.mark.parametrize("wrong", ["13003013300017", "130030133", "1300301330001A", "abc"])
def test_a_wrong_siret_is_put_aside(wrong):
    value, problem = siret(wrong)
    assert value is None
    assert problem


def test_numbers_are_read_and_bounded():
    assert weekly_hours("2,5") == (2.5, "")
    assert weekly_hours(0) == (0, "")
    assert weeks("3.0") == (3, "")
    for clean, wrong in ((weekly_hours, -1), (weekly_hours, 200), (weeks, 0), (weeks, "beaucoup"), (weeks, float("inf"))):
        value, problem = clean(wrong)
        assert value is None
        assert problem


def test_hours_that_cannot_be_read_are_kept_as_they_are():
    assert hours("Mo-Fr 08:30-12:30; PH off") == (("Mo-Fr 08:30-12:30; PH off", ""), "")
    (expression, raw), problem = hours("du lundi au vendredi, le matin")
    assert (expression, raw) == ("", "du lundi au vendredi, le matin")
    assert problem
    assert hours("x" * 1001)[0] == ("", "")
