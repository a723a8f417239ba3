import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from structlog.testing import capture_logs

from app.directory.kinds import kinds
from app.directory.search.suggesting import begun, matching
from app.directory.search.vocabulary import Meaning, Sort
from app.web.translations import translator
from tests.support.inspector.document import Document, words
from tests.support.swap import lines_of

FRENCH = translator("fr")
ADDRESS = "/recherche/suggestions"


def codes(typed, t=FRENCH):
    return [meaning.code for meaning in begun(typed, t).meanings]


def suggested(response):
    """(text, path, parameters) of each suggestion."""
    document = Document(response.text)
    found = []
    for link in document.by_id("suggestions").iter("a"):
        address = urlsplit(link.attrib["href"])
        found.append((words(link), address.path, parse_qs(address.query)))
    return found


class TestGoingOn:
    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("domi", "domiciliation"),
            ("DOMI", "domiciliation"),
            ("point c", "pcb"),
            ("conseil bu", "pcb"),
            ("pcb", "pcb"),
            ("mang", "manger"),
            ("héber", "hebergement-urgence"),
            ("colis", "aide-alimentaire"),
            ("domicliat", "domiciliation"),
            ("surendetement", "pcb"),
        ],
    )
    def test_the_beginning_of_any_word_of_a_known_phrase_is_enough(self, typed, code):
        assert code in codes(typed)[:6]

    def test_each_kind_comes_by_the_whole_of_its_name_among_the_first(self):
        assert [code for code, kind in kinds().items() if code not in codes(kind.name)[:6]] == []

    def test_each_kind_comes_by_its_acronym_among_the_first(self):
        acronyms = [(code, acronym) for code, kind in kinds().items() for acronym in kind.acronym.split(" / ") if acronym]

        assert [acronym for code, acronym in acronyms if code not in codes(acronym)[:6]] == []

    def test_names_come_before_what_else_people_say(self):
        assert codes("dorm")[0] == "dormir"
        assert codes("domi")[0] == "domiciliation"

    def test_one_letter_begins_nothing(self):
        assert codes("d") == []
        assert codes(" ") == []
        assert codes("") == []

    def test_what_goes_on_as_typed_leaves_no_room_for_typos(self):
        assert set(codes("repas")) < set(kinds()) | {"manger"}
        assert "se-soigner" not in codes("repas")

    def test_a_short_word_is_not_corrected(self):
        assert codes("xpcb") == []

    def test_what_is_being_typed_is_the_end_of_the_sentence(self):
        said = begun("je cherche à Privas une domici", FRENCH)

        assert said.before == "je cherche à Privas une"
        assert said.meanings[0] == Meaning(Sort.KIND, "domiciliation")

    @pytest.mark.parametrize(("language", "typed", "code"), [("en", "shower", "douche"), ("ar", "مركز", "centre-social")])
    def test_the_names_of_the_reader_s_language_are_known(self, language, typed, code):
        assert code in codes(typed, translator(language))

    def test_a_need_stands_for_its_kinds(self):
        assert {"restaurant-solidaire", "aide-alimentaire"} <= set(matching("manger", FRENCH))

    @pytest.mark.parametrize("typed", ["a" * 10_000, "%" * 50, "\x00", "' OR 1=1 --", "zqx " * 5_000, "🙂🙂"])
    def test_nonsense_begins_nothing_and_breaks_nothing(self, typed):
        assert begun(typed, FRENCH).meanings == ()
        assert matching(typed, FRENCH) == ()


class TestSuggestions:
    def test_each_is_a_link_to_the_search_of_a_kind_or_a_need(self, client):
        found = suggested(client.get(f"{ADDRESS}?q=do"))

        assert 2 <= len(found) <= 6
        assert {path for _, path, _ in found} == {"/recherche"}
        assert {"besoin": ["dormir"]} in [asked for *_, asked in found]
        assert {"type": ["domiciliation"]} in [asked for *_, asked in found]

    def test_a_kind_keeps_the_place_and_the_filters(self, client):
        found = suggested(client.get(f"{ADDRESS}?q=domi&lieu=Privas&acces=gratuit&lang=en"))

        assert {"type": ["domiciliation"], "lieu": ["Privas"], "acces": ["gratuit"], "lang": ["en"]} in [asked for *_, asked in found]

    def test_a_place_keeps_what_is_searched(self, client):
        found = suggested(client.get(f"{ADDRESS}?q=xyzzyx&lieu=Priva"))

        assert ("/recherche", {"q": ["xyzzyx"], "commune": ["07186"]}) in [(path, asked) for _, path, asked in found]
        assert len(found) <= 4

    def test_a_place_written_in_full_is_not_suggested_again(self, client):
        assert suggested(client.get(f"{ADDRESS}?lieu=Privas")) == []

    def test_a_place_said_before_the_kind_is_kept_and_empty_words_are_not(self, client):
        with_place = suggested(client.get(f"{ADDRESS}?q=Privas+domicil"))
        without = suggested(client.get(f"{ADDRESS}?q=je+cherche+une+domicil"))

        assert with_place[0][2] == {"type": ["domiciliation"], "q": ["Privas"]}
        assert without[0][2] == {"type": ["domiciliation"]}

    def test_who_may_be_in_danger_is_led_to_the_numbers(self, client):
        found = suggested(client.get(f"{ADDRESS}?q=suici"))

        assert found[0][1] == "/urgence"
        assert [path for _, path, _ in found].count("/urgence") == 1

    def test_every_suggestion_leads_to_a_page_that_answers(self, client):
        for text, path, asked in suggested(client.get(f"{ADDRESS}?q=aid&lieu=Lyon")):
            assert client.get(path, query_string=asked).status_code == 200, text

    def test_their_number_is_announced_and_nothing_when_there_is_none(self, client):
        some = client.get_part(f"{ADDRESS}?q=domi", target="#suggestions").text
        none = client.get_part(f"{ADDRESS}?q=xyzzyx", target="#suggestions").text

        assert re.search(r'data-annonce="\d suggestions"', unescape(some).replace("\u00a0", " "))
        assert 'data-annonce=""' in none
        assert "<a" not in none

    @pytest.mark.parametrize("query", ["q=domi", "q=domi&lieu=Priv&lang=ar", "q=xyzzyx", "", "q=d"])
    def test_the_part_is_what_the_page_shows(self, query, client):
        page = Document(client.get(f"{ADDRESS}?{query}").text)
        part = Document(client.get_part(f"{ADDRESS}?{query}", target="#suggestions").text)

        assert part.by_id("suggestions") is not None
        assert _lines(part) == _lines(page)

    def test_the_page_is_kept_out_of_search_engines(self, client):
        assert '<meta name="robots" content="noindex">' in client.get(f"{ADDRESS}?q=domi").text
        assert 'rel="canonical"' not in client.get(f"{ADDRESS}?q=domi").text

    def test_it_is_cached_as_other_public_pages(self, client):
        response = client.get_part(f"{ADDRESS}?q=domi", target="#suggestions")

        assert response.headers["Cache-Control"] == "public, no-cache"
        assert {"HX-Request", "Accept-Encoding"} <= set(response.vary)

    def test_a_text_that_is_too_long_suggests_nothing(self, client):
        assert suggested(client.get(ADDRESS, query_string={"q": "domi" * 100, "lieu": "Lyon" * 100})) == []

    def test_what_is_typed_stands_in_no_log(self, plain, caplog):
        with capture_logs() as events:
            plain.get(f"{ADDRESS}?q=secretissime&lieu=Privas")

        assert [event["route"] for event in events] == [ADDRESS]
        assert "secretissime" not in repr(events) + caplog.text
        assert "Privas" not in repr(events) + caplog.text


class TestTheBox:
    @pytest.mark.parametrize("page", ["/", "/recherche", ADDRESS])
    def test_both_fields_ask_for_suggestions_with_the_whole_form(self, page, client):
        document = Document(client.get(page).text)
        for name in ("q", "lieu"):
            field = document.by_id(name)
            assert field.get("hx-get") == ADDRESS
            assert field.get("hx-target") == "#suggestions"
            assert field.get("hx-include") == "#chercher"
            assert field.get("hx-sync") == "#chercher:replace"
        assert words(document.by_id("suggestions")) == ""
        assert "js/boot.js" in client.get(page).text


def _lines(document):
    element = document.by_id("suggestions")
    alone = Document("<div></div>")
    alone.root[:] = [element]
    return lines_of(alone)
