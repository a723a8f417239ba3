import pytest

from app.directory.kinds import kinds, places_of_aid
from tests.support.factories import GRENOBLE, PRIVAS
from tests.support.results import ResultsPage

AIDS = [code for code, kind in kinds().items() if not kind.can_be_searched]


def test_every_aid_is_asked_for_at_places_that_can_be_searched():
    assert len(AIDS) > 20
    for code in AIDS:
        places = places_of_aid(code)
        assert places.kinds, code
        assert all(kinds()[place].can_be_searched for place in places.kinds), code
        assert "france-services" in places.kinds or not places.is_online, code
    assert places_of_aid("laverie").kinds == ()


def test_an_aid_says_where_to_ask_and_searches_those_places(directory, find):
    near, far = directory.fixed(kinds=("caf",)), directory.fixed(kinds=("ccas",), north=3)
    directory.fixed(kinds=("laverie",))
    directory.publish()

    page = find(q="RSA", commune=GRENOBLE)

    assert page.names == [near.nom, far.nom]
    assert page.understood == ["rsa"]
    assert page.title.replace("\u00a0", " ").startswith("Où demander : Revenu de solidarité active")
    assert kinds()["rsa"].where_to_ask in page.text


def test_filters_pages_and_undoing_hold_for_an_aid(directory, find, client):
    for _ in range(25):
        directory.fixed(kinds=("caf",))
    free = directory.fixed(kinds=("caf",), frais="gratuit")
    directory.publish()

    page = find(q="RSA", commune=GRENOBLE)
    second = ResultsPage(client.get(page.link("next")))

    assert (page.total, len(second.cards)) == (26, 6)
    assert find(q="RSA", commune=GRENOBLE, acces="gratuit").names == [free.nom]
    assert f"/recherche?commune={GRENOBLE}" in page.links("compris")


@pytest.mark.parametrize(("said", "code"), [("chèque énergie", "cheque-energie"), ("pass culture", "pass-culture")])
def test_an_aid_that_is_asked_for_on_line_says_so_and_shows_who_helps(said, code, directory, find):
    helper = directory.fixed(kinds=("france-services",))
    directory.publish()

    page = find(q=said, commune=GRENOBLE)

    assert page.understood == [code]
    assert "La demande se fait en ligne" in page.text
    assert page.names == [helper.nom]


def test_an_aid_without_a_place_asks_for_the_place(find):
    page = find(q="RSA")

    assert "Où cherchez-vous" in page.text
    assert len(page.choices) == 12


def test_an_aid_beside_a_place_is_no_detour(directory, find):
    laundry = directory.fixed(kinds=("laverie",))
    directory.fixed(kinds=("caf",))
    directory.publish()

    page = find(q="RSA laverie", commune=GRENOBLE)

    assert page.names == [laundry.nom]
    assert "Où demander" not in page.title


def test_several_aids_add_up_their_places(directory, find):
    kept = {directory.fixed(PRIVAS, kinds=(kind,)).nom for kind in ("caf", "pole-emploi")}
    directory.publish()

    assert set(find(type=["apl", "ass"], commune=PRIVAS).names) == kept
