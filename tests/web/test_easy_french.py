"""Easy French: chosen by the address, on the pages that have it, and nowhere else."""

from collections import defaultdict
from datetime import date, time
from urllib.parse import quote

import pytest
from flask import redirect

from app.core.language import EASY_FRENCH, LANGUAGES
from app.directory.opening.times import time_text, weekday_text
from app.web.easy_french import is_offered_at
from app.web.language import selected_code
from app.web.translations import Catalogue, MissingCatalogue, translator
from tests.support.inspector.document import Document

pytestmark = pytest.mark.one_engine

EASY = "/urgence?lang=fr-simple"
OTHERS = ("/", "/recherche?q=domiciliation&lieu=Privas", "/dispositifs/domiciliation", "/accessibilite", "/connexion", "/nulle-part")


def easily(page: str) -> str:
    return f"{page}{'&' if '?' in page else '?'}lang=fr-simple"


def menu(text: str) -> dict[str, tuple[str, bool]]:
    """Each choice of the menu of languages by its name: where it leads, and whether it is said to be the present one."""
    links = next(nav for nav in Document(text).all("nav") if nav.get("id") == "langues").iter("a")
    return {link.text or "": (link.get("href", ""), link.get("aria-current") == "true") for link in links}


def test_a_page_that_has_easy_french_says_it_in_short_sentences(client):
    response = client.get(EASY)
    document = Document(response.text)

    assert response.status_code == 200
    assert (document.html.get("lang"), document.html.get("dir")) == ("fr", "ltr")
    assert "Vous êtes en danger\N{NO-BREAK SPACE}? Appelez tout de suite." in response.text
    assert "En cas de danger, appelez sans attendre." not in response.text


def test_what_has_no_easy_words_is_said_as_in_french(client):
    assert "<h1>Numéros d’urgence</h1>" in client.get(EASY).text
    assert translator("fr-simple").gettext("Chercher") == "Chercher"
    assert translator("fr-simple").ngettext("%(num)s réponse", "%(num)s réponses", 0) == "0 réponse"


def test_times_and_days_are_written_as_in_french(app):
    t = translator("fr-simple")

    assert time_text(time(17, 30), t) == time_text(time(17, 30), translator("fr"))
    assert weekday_text(date(2026, 11, 23), t) == "lundi"
    with app.test_request_context(EASY):
        assert selected_code() == "fr"


@pytest.mark.parametrize("page", OTHERS)
def test_a_page_without_easy_french_answers_in_french_whatever_was_kept(page, client):
    client.set_cookie("langue", "en")
    asked, french = client.get(easily(page)), client.get(f"{page}{'&' if '?' in page else '?'}lang=fr")

    assert asked.status_code == french.status_code
    assert Document(asked.text).html.get("lang") == "fr"
    assert "fr-simple" not in asked.text
    assert menu(asked.text) == menu(french.text)
    assert "Cookie" not in asked.vary or "Cookie" in french.vary


@pytest.mark.parametrize("code", LANGUAGES)
def test_easy_french_stands_in_the_menu_beside_french_where_the_page_has_it(code, client):
    offered = menu(client.get(f"/urgence?lang={code}").text)

    assert list(offered) == ["Français", "Français simple", "English", "العربية"]
    assert offered["Français simple"] == (EASY, False)
    assert offered[LANGUAGES[code].name][1]


def test_the_menu_says_which_french_one_reads_and_leads_back_to_the_other(client):
    offered = menu(client.get(f"{EASY}&de=affiche").text)

    assert offered["Français simple"] == ("/urgence?de=affiche&lang=fr-simple", True)
    assert offered["Français"] == (f"/langues/fr?page={quote('/urgence?de=affiche', safe='/')}", False)
    assert [name for name, (_, is_current) in offered.items() if is_current] == ["Français simple"]


def test_links_carry_easy_french_to_the_pages_that_have_it_and_french_to_the_others(client):
    document = Document(client.get(EASY).text)
    addresses = [link.get("href", "") for link in document.all("a")]
    inside = [address for address in addresses if address.startswith("/") and not address.startswith("/langues/")]

    assert EASY in inside
    in_easy_french = [address for address in inside if address.endswith("lang=fr-simple")]
    assert {address.partition("?")[0] for address in in_easy_french} == {"/urgence", "/aller-vers", "/enquetes"}
    assert [address for address in inside if not address.endswith("lang=fr") and address not in in_easy_french] == []


def test_easy_french_is_kept_by_the_address_alone(plain):
    assert "Set-Cookie" not in plain.get(EASY).headers
    assert plain.get("/langues/fr-simple?page=/urgence").status_code == 404
    plain.set_cookie("langue", "fr-simple")
    assert menu(plain.get("/urgence").text)["Français"][1]


def test_robots_are_told_of_french_and_not_of_its_easy_form(client):
    links = [(link.get("rel"), link.get("hreflang"), link.get("href", "")) for link in Document(client.get(EASY).text).all("link")]

    assert ("canonical", None, "http://127.0.0.1:5000/urgence") in links
    assert {code for relation, code, _ in links if relation == "alternate"} == set(LANGUAGES)
    assert not any("fr-simple" in address for _, _, address in links)


@pytest.mark.usefixtures("monday")
def test_the_page_in_easy_french_is_not_taken_for_the_page_in_french(client):
    answers = [client.get(path) for path in ("/urgence", "/urgence?lang=fr", EASY)]

    assert len({answer.headers["ETag"] for answer in answers}) == 3
    assert "Cookie" not in answers[2].vary
    assert client.get(EASY, headers={"If-None-Match": answers[2].headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("path", "to", "expected"),
    [
        (EASY, "/urgence#bas", f"{EASY}#bas"),
        (EASY, "/recherche?q=douche", "/recherche?q=douche&lang=fr"),
        (EASY, "/urgence?lang=en", "/urgence?lang=en"),
        (EASY, "https://exemple.fr/", "https://exemple.fr/"),
        ("/connexion?lang=fr-simple", "/compte", "/compte?lang=fr"),
        ("/connexion?lang=en", "/urgence", "/urgence?lang=en"),
    ],
)
def test_what_follows_a_form_keeps_easy_french_where_it_is_offered(path, to, expected, app):
    with app.test_request_context(path):
        app.preprocess_request()
        assert app.process_response(app.make_response(redirect(to, 303))).headers["Location"] == expected


def test_an_address_that_is_none_offers_nothing(app):
    with app.test_request_context("/"):
        assert is_offered_at("/urgence?x=1#contenu")
        assert not is_offered_at("/urgence/")
        assert not is_offered_at("/nulle-part")
        assert not is_offered_at("/langues/en")


def test_the_views_of_one_address_agree_so_that_a_form_answers_as_its_page(app):
    marks = defaultdict(set)
    for rule in app.url_map.iter_rules():
        marks[rule.rule].add(getattr(app.view_functions[rule.endpoint], "offers_easy_french", False))

    assert [address for address, said in marks.items() if len(said) > 1] == []
    assert marks["/urgence"] == {True}


def test_the_site_does_not_start_without_its_easy_texts(tmp_path):
    folder = tmp_path / "translations"
    (folder / "fr" / "LC_MESSAGES").mkdir(parents=True)
    for domain in ("messages", "kinds"):
        (folder / "fr" / "LC_MESSAGES" / f"{domain}.mo").write_bytes(EMPTY)

    with pytest.raises(MissingCatalogue, match="easy"):
        Catalogue(EASY_FRENCH, folder)


EMPTY = bytes.fromhex("de120495" + "00000000" * 2 + "1c000000" * 2 + "00000000" + "1c000000")
"""A compiled catalogue without a text."""
