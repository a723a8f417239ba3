import re

import pytest

from app.directory.kinds import kinds, places_of_aid

# What stands before a parenthesis is the name; several acronyms or names are told apart by a bar or by « ou ».
NAMES = {code: {kind.name, *re.split(r" ou ", kind.name)[:1]} for code, kind in kinds().items()}
ACRONYMS = [(code, acronym) for code, kind in kinds().items() for acronym in kind.acronym.split(" / ") if acronym]
TODAY = [(code, kind.today_name.partition("(")[0].strip()) for code, kind in kinds().items() if kind.today_name]


def understood(client, sentence, **more):
    html = client.get("/recherche", query_string={"q": sentence, **more}).text
    box = re.search(r'<div id="compris".*?</div>', html, re.DOTALL)
    return re.findall(r'href="/dispositifs/([^"?]+)|[?;]type=([a-z0-9-]+)', box[0]) if box else []


def missed(client, asked, **more):
    """The sentences in which a kind was neither told nor, where the word means several things, offered."""
    told = ((code, sentence, {code for pair in understood(client, sentence, **more) for code in pair}) for code, sentence in asked)
    return {sentence: (code, found) for code, sentence, found in told if code not in found}


def test_there_are_164_kinds():
    assert len(kinds()) == 164


def test_every_kind_is_found_by_its_name(plain):
    assert missed(plain, [(code, name) for code, names in NAMES.items() for name in sorted(names)]) == {}


def test_every_kind_is_found_by_its_name_in_capitals_without_accents(plain):
    assert missed(plain, [(code, kind.name.upper()) for code, kind in kinds().items()]) == {}


def test_every_kind_is_found_by_its_acronym(plain):
    assert missed(plain, ACRONYMS) == {}


def test_every_kind_is_found_by_its_acronym_in_small_letters_with_a_town(plain):
    asked = [(code, f"{acronym.lower()} Privas") for code, acronym in ACRONYMS]

    assert missed(plain, asked) == {}


def test_every_kind_is_found_by_the_name_it_bears_today(plain):
    assert missed(plain, TODAY) == {}


def test_every_kind_is_found_by_its_name_with_one_letter_missing(plain):
    asked = []
    for code, kind in kinds().items():
        longest = max(re.findall(r"\w+", kind.name), key=len)
        if len(longest) > 5:
            asked.append((code, kind.name.replace(longest, longest[:3] + longest[4:], 1)))

    assert len(asked) > 150
    assert missed(plain, asked) == {}


def test_every_kind_is_found_in_the_plural(plain):
    asked = [(code, re.sub(r"(\w{4,}[^sxz\W])\b", r"\1s", kind.name)) for code, kind in kinds().items()]

    assert missed(plain, asked) == {}


def test_every_kind_is_found_by_its_name_with_a_postcode(plain):
    assert missed(plain, [(code, f"{kind.name} 07000") for code, kind in kinds().items()]) == {}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_was_understood_leads_to_its_page_in_the_language_of_the_reader(language, find):
    page = find(q="domiciliation", lang=language)

    assert page.links("compris")[0] == f"/dispositifs/domiciliation?lang={language}"


def test_every_kind_has_its_page_that_answers_to_its_name(plain):
    for code, kind in kinds().items():
        response = plain.get(f"/dispositifs/{code}")
        assert response.status_code == 200
        assert re.search(r"<h1>(.*?)(<|$)", response.text)[1].strip().replace("&#39;", "'") == kind.name


def test_each_kind_can_be_searched_near_a_place_and_an_aid_says_where_to_ask(plain):
    for code, kind in kinds().items():
        text = plain.get(f"/dispositifs/{code}").text
        assert f'<input type="hidden" name="type" value="{code}">' in text, code
        if not kind.can_be_searched:
            assert "Où le demander" in text, code
            assert [place for place in places_of_aid(code).kinds if f'href="/dispositifs/{place}"' not in text] == [], code


def test_an_unknown_kind_does_not_exist(client):
    assert client.get("/dispositifs/licorne").status_code == 404


def test_each_kind_understood_is_told_with_its_definition_and_how_to_undo_it(find):
    page = find(q="PCB Grenoble")

    assert page.understood == ["pcb"]
    assert "Point conseil budget (PCB)" in page.text
    assert kinds()["pcb"].definition in page.text
    assert "/recherche?commune=38185" in page.links("compris")


def test_undoing_the_kind_keeps_the_place_and_undoing_the_place_keeps_the_kind(find):
    page = find(q="PCB", lieu="Grenoble")

    undo_kind, undo_place = page.links("compris")[1:]
    assert "lieu=Grenoble" in undo_kind
    assert "q=" not in undo_kind
    assert undo_place == "/recherche?q=PCB"
