import csv
import re
from html import unescape

import pytest

from app.directory.display.kind_facts import facts, other_names
from app.directory.display.kind_words import FORMS, SOURCES
from app.directory.kinds import DATA, SENSITIVE, Form, kinds
from app.directory.needs import NEEDS, NEEDS_OF_KIND
from tests.support.inspector.document import Document, words
from tests.support.swap import prove_swap

pytestmark = pytest.mark.one_engine

NO_BREAK = str.maketrans("\u00a0\u202f", "  ")


def text_of(response):
    return words(Document(response.text).by_id("contenu")).translate(NO_BREAK)


def linked(html):
    """Codes of the kinds that a page leads to, in order."""
    return re.findall(r'href="/dispositifs/([a-z0-9-]+)', html)


def listed(response):
    return linked(response.text.partition('<section id="aides"')[2].partition("</section>")[0])


def terms(response):
    """What stands beside each term of « En bref »."""
    document = Document(response.text)
    return {
        words(pair.find("dt")): words(pair.find("dd")).translate(NO_BREAK) for pair in document.all("div") if pair.find("dt") is not None
    }


class TestEveryKind:
    def test_each_stands_once_on_the_page_of_all_kinds(self, client):
        assert sorted(listed(client.get("/dispositifs"))) == sorted(kinds())

    def test_each_stands_under_a_need_that_it_answers(self, client):
        html = client.get("/dispositifs").text
        for group in html.split("<h2 ")[1:]:
            anchor = re.match(r'id="([^"]+)"', group)[1]
            for code in linked(group.partition("</ul>")[0]):
                assert anchor in NEEDS_OF_KIND.get(code, ()) or anchor.startswith("famille-"), code

    def test_the_index_leads_to_each_group(self, client):
        document = Document(client.get("/dispositifs").text)
        index = next(nav for nav in document.all("nav") if nav.get("class") == "groups")
        anchors = [link.attrib["href"][1:] for link in index.iter("a")]

        groups = [heading.attrib["id"] for heading in document.all("h2") if "id" in heading.attrib]
        assert ["compte", *anchors] == groups
        assert set(NEEDS) >= {anchor for anchor in anchors if not anchor.startswith("famille-")}

    def test_it_is_reached_from_the_home_page_the_foot_of_pages_and_the_page_of_a_kind(self, client):
        assert client.get("/").text.count('href="/dispositifs"') == 2
        assert 'href="/dispositifs"' in client.get("/urgence").text
        crumbs = client.get("/dispositifs/pcb").text.partition('class="crumbs"')[2].partition("</nav>")[0]
        assert 'href="/dispositifs"' in crumbs

    def test_robots_are_told_of_it(self, client):
        assert "/dispositifs</loc>" in client.get("/sitemap-pages.xml").text


class TestFindingAKindByItsName:
    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("pcb", "pcb"),
            ("POINT CONSEIL", "pcb"),
            ("point conseils budgets", "pcb"),
            ("surendettement", "pcb"),
            ("domicliation", "domiciliation"),
            ("hebergement d'urgence", "hebergement-urgence"),
            ("France Travail", "pole-emploi"),
            ("Manger", "restaurant-solidaire"),
        ],
    )
    def test_it_is_found_as_the_search_would_find_it(self, typed, code, client):
        assert code in listed(client.get("/dispositifs", query_string={"q": typed}))

    def test_each_kind_is_found_by_the_beginning_of_its_name(self, plain):
        missed = [
            code
            for code, kind in kinds().items()
            if code not in listed(plain.get("/dispositifs", query_string={"q": kind.name[: max(4, len(kind.name) // 2)]}))
        ]
        assert missed == []

    @pytest.mark.parametrize("language", ["en", "ar"])
    def test_it_is_found_by_the_name_that_the_page_shows(self, language, client):
        shown = re.findall(r'href="/dispositifs/pcb[^"]*">([^<(]+)', client.get(f"/dispositifs?lang={language}").text)[0].strip()

        assert "pcb" in listed(client.get("/dispositifs", query_string={"q": unescape(shown), "lang": language}))

    def test_the_page_says_how_many_and_what_each_is(self, client):
        response = client.get("/dispositifs?q=dette")

        assert listed(response) == ["pcb", *listed(response)[1:]]
        assert re.search(r"\d aides? pour « dette »", text_of(response))
        assert kinds()["pcb"].definition in text_of(response)

    def test_a_word_that_names_nothing_leads_to_the_search_with_that_word(self, client):
        response = client.get("/dispositifs?q=xyzzyx&lang=fr")

        assert "Aucune aide ne porte le nom « xyzzyx »" in text_of(response)
        assert 'href="/recherche?q=xyzzyx&amp;lang=fr"' in response.text
        assert 'href="/dispositifs?lang=fr"' in response.text

    def test_what_is_typed_is_shown_as_typed_and_never_as_markup(self, client):
        response = client.get("/dispositifs", query_string={"q": "<b>%(text)s</b>"})

        assert "<b>%(text)s" not in response.text
        assert "« <b>%(text)s</b> »" in text_of(response)

    def test_a_text_that_is_too_long_is_refused_and_the_list_is_one_link_away(self, client):
        response = client.get("/dispositifs", query_string={"q": "a" * 300})

        assert response.status_code == 422
        assert "Erreur" in response.text
        assert 'href="/dispositifs">Voir toutes les aides' in response.text

    @pytest.mark.parametrize(
        ("first", "then"), [("", "?q=loyer"), ("?q=loyer", "?q=xyzzyx"), ("?q=loyer", ""), ("?lang=en", "?lang=en&q=rent")]
    )
    def test_finding_in_place_leaves_what_a_fresh_load_shows(self, first, then, client):
        prove_swap(client, f"/dispositifs{first}", f"/dispositifs{then}")

    def test_htmx_receives_the_list_alone(self, client):
        part = client.get_part("/dispositifs?q=loyer", target="#aides")

        assert "<html" not in part.text
        assert "HX-Request" in part.vary
        assert 'data-annonce="' in part.text


class TestOneKind:
    @pytest.mark.parametrize("form", list(Form))
    def test_its_form_is_said_in_words(self, form, client):
        code = next(kind.code for kind in kinds().values() if kind.form is form)

        assert FORMS[form] in text_of(client.get(f"/dispositifs/{code}"))

    def test_its_search_takes_a_place_in_one_step(self, client):
        document = Document(client.get("/dispositifs/maraude?lang=en").text)
        form = next(form for form in document.all("form") if form.get("action") == "/recherche")
        fields = {field.attrib["name"]: field.get("value") for field in form.iter("input")}

        assert fields == {"type": "maraude", "lang": "en", "lieu": None}

    def test_an_aid_says_where_to_ask_and_leads_to_those_places(self, client):
        response = client.get("/dispositifs/rsa")

        assert "Où le demander" in text_of(response)
        assert {"caf", "msa", "ccas"} <= set(linked(response.text))
        assert '<input type="hidden" name="type" value="rsa">' in response.text

    def test_an_old_name_says_the_name_of_today_with_its_year(self, client):
        assert "Avant : Pôle emploi. Aujourd’hui : France Travail (2024)." in text_of(client.get("/dispositifs/pole-emploi"))
        assert "à la place : Contrat d’engagement jeune (2022)." in text_of(client.get("/dispositifs/garantie-jeunes"))

    def test_an_aid_that_has_ended_does_not_say_that_it_is_another_today(self, client):
        text = text_of(client.get("/dispositifs/aide-action-logement"))

        assert "n’a duré qu’un temps (aide de 2020)" in text
        assert "Aujourd’hui" not in text

    def test_it_says_for_whom_and_which_needs_it_answers(self, client):
        told = terms(client.get("/dispositifs/caf"))

        assert told["Pour qui"] == "familles, personnes à petits revenus"
        assert NEEDS[NEEDS_OF_KIND["caf"][0]].label in told["Pour quel besoin"]

    def test_words_of_the_data_that_no_one_translated_say_that_they_are_french(self, client):
        document = Document(client.get("/dispositifs/caf?lang=ar").text)
        told = [element for element in document.all("dd") if "petits revenus" in words(element)]

        assert [element.get("lang") for element in told] in ([], ["fr"])

    def test_every_figure_is_told_with_its_year_and_its_source(self, plain):
        for code, told in facts().items():
            text = text_of(plain.get(f"/dispositifs/{code}"))
            if told.figure and told.source in SOURCES:
                assert SOURCES[told.source].translate(NO_BREAK) in text, code
                assert re.search(r"20\d\d", SOURCES[told.source]), code
            else:
                assert "En chiffres" not in text, code

    def test_it_leads_to_a_few_others_and_never_to_itself(self, plain):
        for code in kinds():
            html = plain.get(f"/dispositifs/{code}").text
            neighbours = linked(html.partition('<div class="next">')[2])
            assert 1 <= len(neighbours) <= 6, code
            assert code not in neighbours

    def test_it_can_be_printed_with_its_address_and_its_date(self, client, monday):
        text = text_of(client.get("/dispositifs/pcb"))

        assert "Imprimé le" in text
        assert "/dispositifs/pcb" in text

    @pytest.mark.parametrize("code", sorted(SENSITIVE))
    def test_a_sensitive_one_can_be_left_quickly(self, code, client):
        assert "data-quick-exit" in client.get(f"/dispositifs/{code}").text

    def test_one_that_is_not_sensitive_has_no_quick_exit(self, client):
        assert "data-quick-exit" not in client.get("/dispositifs/pcb").text


class TestOtherNames:
    def test_they_are_few_and_are_words_of_the_data(self):
        with (DATA / "synonymes.csv").open(encoding="utf-8", newline="") as file:
            said = {(row["code"], row["mots"]) for row in csv.DictReader(file) if row["langue"] == "fr"}
        for code in kinds():
            assert len(other_names(code)) <= 8
            assert {(code, name) for name in other_names(code)} <= said

    def test_some_kinds_have_them(self):
        assert "colis alimentaire" in other_names("aide-alimentaire")
        assert sum(bool(other_names(code)) for code in kinds()) > 100

    def test_none_is_a_spelling_of_a_name_of_the_kind(self):
        for code, kind in kinds().items():
            assert not {kind.name.lower(), kind.acronym.lower()} & {name.lower() for name in other_names(code)}

    def test_what_people_type_in_danger_is_not_read_back_to_them(self):
        assert [code for code in SENSITIVE if other_names(code)] == []
