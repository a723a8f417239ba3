import re

import pytest

from tests.support.factories import ALWAYS, GRENOBLE, NIGHTS
from tests.support.swap import prove_swap

FIRST = f"/recherche?q=accueil+de+jour&commune={GRENOBLE}&rayon=50"

pytestmark = [pytest.mark.usefixtures("monday"), pytest.mark.one_engine]


@pytest.fixture
def filled(directory):
    """Answers near and far, open and closed, for some and for all; a team; a line; more than one page."""
    for number in range(24):
        directory.fixed(hours=(ALWAYS, NIGHTS, "")[number % 3], north=number, publics=["femmes"] if number % 2 else [], frais="gratuit")
    directory.team(("departement", "38"), kinds=("accueil-de-jour",))
    directory.remote(kinds=("accueil-de-jour",))
    directory.publish()


@pytest.mark.parametrize(
    "more",
    ["&ouvert=maintenant", "&public=jeunes", "&acces=gratuit&animaux=1", "&langue=ar", "&ouvert=aujourdhui&public=femmes"],
)
@pytest.mark.usefixtures("filled")
def test_filtering_in_place_leaves_what_a_fresh_load_shows(more, client):
    prove_swap(client, FIRST, FIRST + more)


@pytest.mark.usefixtures("filled")
def test_a_filter_taken_away_in_place_leaves_what_a_fresh_load_shows(client):
    prove_swap(client, f"{FIRST}&ouvert=maintenant&public=femmes", FIRST)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.usefixtures("filled")
def test_filtering_in_place_keeps_the_language(language, client):
    prove_swap(client, f"{FIRST}&lang={language}", f"{FIRST}&lang={language}&ouvert=maintenant")


@pytest.mark.usefixtures("filled")
def test_htmx_receives_the_part_alone_and_everybody_else_the_page(client):
    part = client.get_part(FIRST, target="#resultats")
    page = client.get(FIRST)

    assert "<html" not in part.text
    assert 'id="resultats"' in part.text
    assert "<html" in page.text
    assert part.text.count("<article") == page.text.count("<article") > 0


@pytest.mark.parametrize("header", ["HX-History-Restore-Request", "HX-Boosted"])
@pytest.mark.usefixtures("filled")
def test_a_restored_page_or_a_followed_link_is_a_whole_page(header, client):
    response = client.get(FIRST, headers={"HX-Request": "true", header: "true"})

    assert "<html" in response.text
    assert response.text.count("<article") > 0


@pytest.mark.usefixtures("filled")
def test_the_part_and_the_page_are_kept_apart_by_caches(client):
    part, page = client.get_part(FIRST), client.get(FIRST)
    boosted = client.get(FIRST, headers={"HX-Request": "true", "HX-Boosted": "true"})

    for response in (part, page):
        assert "HX-Request" in response.vary
    assert part.headers["ETag"] != page.headers["ETag"]
    assert boosted.headers["ETag"] != part.headers["ETag"]


@pytest.mark.usefixtures("filled")
def test_what_is_announced_is_what_is_counted(client):
    part = client.get_part(f"{FIRST}&ouvert=maintenant").text.replace("\u00a0", " ")

    assert 'data-annonce="8 réponses à moins de 50 km' in part
    assert re.search(r'<h2 id="compte">8 réponses', part)
